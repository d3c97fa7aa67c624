/** A candle of ccxt: when it begins, and its prices and volume. */
export type CandleRow = readonly (number | undefined)[];

/** A trade as ccxt says it. */
export interface SaidPrint {
  readonly id?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly price?: number | undefined;
  readonly amount?: number | undefined;
  readonly side?: string | undefined;
}

/** The best prices as ccxt says them. */
export interface SaidQuote {
  readonly symbol?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly bid?: number | undefined;
  readonly bidVolume?: number | undefined;
  readonly ask?: number | undefined;
  readonly askVolume?: number | undefined;
}

/** A connection of ccxt's streams. */
interface Client {
  readonly connected: Promise<unknown>;
  readonly connection?: { terminate(): void } | undefined;
}

/** What is used of an exchange of ccxt for its market data; its markets are loaded. */
export interface FeedExchange {
  readonly id: string;
  readonly has: Readonly<Record<string, unknown>>;
  readonly timeframes: Readonly<Record<string, unknown>>;
  readonly clients: Readonly<Record<string, Client>>;
  fetchOHLCV(symbol: string, timeframe: string, since?: number, limit?: number): Promise<readonly CandleRow[]>;
  fetchTrades(symbol: string, since?: number, limit?: number): Promise<readonly SaidPrint[]>;
  fetchTime(): Promise<number | undefined>;
  watchOHLCV(symbol: string, timeframe: string): Promise<readonly CandleRow[]>;
  watchTrades(symbol: string): Promise<readonly SaidPrint[]>;
  watchBidsAsks(symbols: readonly string[]): Promise<Readonly<Record<string, SaidQuote>>>;
  watchTicker(symbol: string): Promise<SaidQuote>;
  handleMessage(client: unknown, message: unknown): void;
  close(): Promise<unknown>;
}
