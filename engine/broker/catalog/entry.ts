/** How a broker can be traded on with this version. */
export type CatalogStatus =
  /** It is here: backtests and paper sessions trade on it. */
  | 'built-in'
  /** An adapter of its own is here. */
  | 'native'
  /** An adapter over ccxt is here. */
  | 'ccxt'
  /** It has an API that can be traded on; no adapter of it is here yet. */
  | 'planned'
  /** It is no more, or its API is not. */
  | 'retired'
  /** It has no API for those who trade there. */
  | 'no-public-api'
  /** It deals with institutions, by agreement. */
  | 'institutional-only';

/** One broker or exchange by name. */
export interface CatalogEntry {
  /** What is written in a run file. */
  readonly name: string;
  /** What it calls itself. */
  readonly title: string;
  /** Other names that people type. */
  readonly aliases: readonly string[];
  readonly trades: 'crypto' | 'multi-asset' | 'stocks' | 'forex and cfds' | 'wholesale' | 'what is simulated';
  readonly status: CatalogStatus;
  /** What serves it, or will, such as `ccxt id binance`; empty where nothing can. */
  readonly through: string;
  /** Why nothing can serve it, as the end of a sentence; empty where something can. */
  readonly why: string;
  /** Names of this catalogue to use in its stead. */
  readonly instead: readonly string[];
  /** Where orders cost nothing; empty where there is no such place. */
  readonly sandbox: string;
  /** Fields of the secrets that it takes: `key` of bybit is BYBIT_KEY. */
  readonly keys: readonly string[];
  /** What orders the venue itself has. */
  readonly orders: string;
  /** What it takes in a time. */
  readonly limits: string;
  /** What a person has to do, and when; empty for nothing. */
  readonly human: string;
  /** What who trades there has to know. */
  readonly quirks: readonly string[];
}

/** An entry of which only what applies is said. */
export const entry = (said: Pick<CatalogEntry, 'name' | 'title' | 'trades' | 'status'> & Partial<CatalogEntry>): CatalogEntry => ({
  ...{ aliases: [], through: '', why: '', instead: [], sandbox: '', keys: [], orders: '', limits: '', human: '', quirks: [] },
  ...said,
});
