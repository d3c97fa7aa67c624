import type { InstrumentSpec } from '../../engine/model/instrument.ts';
import type { SeriesKey } from '../series-key.ts';

/**
 * One row as a venue gave it: of bars the open time, open, high, low, close and volume; of funding the time and the rate.
 * Times are milliseconds UTC; a price the venue left out is NaN.
 */
export type Row = readonly number[];

/** What one stretch of a venue's history holds. */
export interface Page {
  /** Oldest first, no time twice, all of them in [from, upTo). */
  readonly rows: readonly Row[];
  /** The page speaks for the times from here ... */
  readonly from: number;
  /** ... up to, not including, this one: the venue has no other rows between. */
  readonly upTo: number;
  /** The venue's clock when it was asked: what ends later may still change. */
  readonly asOf: number;
}

/** An instrument as a venue lists it. */
export interface Listing {
  /** The store's id: `BTCUSDT.BYBIT`. */
  readonly id: string;
  /** The venue's own name: `BTCUSDT`, `BTC/USDT:USDT`. */
  readonly symbol: string;
  readonly spec: InstrumentSpec;
  /** What a user should know before using its data: a sentence each. */
  readonly notes: readonly string[];
}

/**
 * A venue from which series are downloaded. Every method throws a ConfigError for what the user can mend (an unknown symbol, a
 * timeframe the venue does not have) and a VenueError for what the venue failed at after all attempts; both end a fetch, whose
 * rows so far are stored.
 */
export interface Source {
  /** As in the id of an instrument, without case: `bybit`, `binance`. */
  readonly venue: string;
  /** The venue's clock, never ahead of it: milliseconds UTC. */
  now(): number;
  /** Finds an instrument by the store's id, or by the venue's own symbol where that is given. */
  find(id: string, symbol?: string): Promise<Listing>;
  /** Bars that open in [from, to), oldest first, page by page; the newest may still be open. */
  bars(listing: Listing, timeframe: string, price: SeriesKey['price'], from: number, to: number): AsyncIterable<Page>;
  /** Funding rates at times in [from, to), oldest first. Absent where the venue has none. */
  funding?(listing: Listing, from: number, to: number): AsyncIterable<Page>;
  /** All that the venue lists. */
  instruments(): Promise<readonly Listing[]>;
}
