import type { Finding } from '../quality/check.ts';
import type { Policies } from '../quality/policies.ts';
import type { SeriesKey } from '../series-key.ts';
import type { MarketStore } from '../store/market-store.ts';
import type { Source } from './source.ts';

/** How far a fetch has come. */
export interface FetchProgress {
  /** The stretch asked for, and how far it is done: milliseconds UTC. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** Rows received. */
  readonly rows: number;
}

/** What is to be downloaded, and where it goes. */
export interface FetchOptions {
  /** Bars of trades, mark or index prices, or funding: `BTCUSDT.BYBIT@1m`. What stands behind the full stop is the venue. */
  readonly key: SeriesKey;
  readonly store: MarketStore;
  /** The first and, not included, the last time at which a bar may open, milliseconds UTC; null is all there is. */
  readonly from: number | null;
  readonly to: number | null;
  /** The venue's own name of the instrument, where the id does not tell it. */
  readonly symbol?: string;
  /** Asks again for what is stored, and takes the venue's numbers of today. */
  readonly refresh?: boolean;
  /** What the checks of data do beside their table. */
  readonly policies?: Policies;
  /** A venue that is open already, for several series of it; opened where absent, with what follows. */
  readonly source?: Source;
  /** Another venue than the id's, another address than its usual one, and whether requests are spaced (see `SourceOptions`). */
  readonly venue?: string;
  readonly baseUrl?: string;
  readonly paced?: boolean;
  /** Ends the fetch: what came so far is stored, and the next one goes on from there. */
  readonly signal?: AbortSignal;
  /** Told after every page. */
  readonly progress?: (progress: FetchProgress) => void;
  /** Told of every wait: its milliseconds, 0 for a moment, and why. */
  readonly onWait?: (ms: number, why: string) => void;
  /** How often a failed request is sent again (7 if absent), and milliseconds before the first time (500). */
  readonly retries?: number;
  readonly firstWait?: number;
  /** This machine's clock; the system's if absent. */
  readonly now?: () => number;
}

/** What a fetch did. */
export interface FetchReport {
  readonly key: SeriesKey;
  /** Rows that were new, the same as in the store, and in place of others. */
  readonly added: number;
  readonly same: number;
  readonly replaced: number;
  /** The stretch asked for, as far as it lies in the venue's past. */
  readonly from: number;
  readonly to: number;
  readonly findings: readonly Finding[];
  /** What a user should know: a sentence each. */
  readonly notes: readonly string[];
}
