import type { BarColumns, Column } from '../engine/model/series.ts';

/** What a source can be read as. */
export type SourceKind = 'bars' | 'quotes' | 'trades' | 'custom';

/** Where market data comes from, and what its labels mean where the source does not say so itself. */
export interface SourceSpec {
  /** `sample:sp500`, `synthetic:seed=1,bars=1000,timeframe=1m`, or a file, with options as a query: `./goog.csv?stamp=open`. */
  readonly source: string;
  /** Length of a bar, such as `1m` or `1d`; found from the steps between the rows where absent. */
  readonly timeframe?: string;
  /** Which end of a bar its label names. */
  readonly stamp?: 'open' | 'close';
  /** `UTC` or a fixed offset such as `+02:00`: what times without a zone mean. */
  readonly timezone?: string;
}

/** What all loaded series have in common. */
interface LoadedSeries {
  /** The instrument's id, or the name of a custom series, guessed from the source. */
  readonly id: string;
  /** sha256 in hex over the little-endian bytes of the columns, without the NaN row. */
  readonly hash: string;
  /** What was assumed or mended while reading: a sentence each, with the first line concerned. */
  readonly warnings: readonly string[];
}

/** Best bid and ask per change; a side that is absent is NaN. */
export interface QuoteColumns {
  readonly times: Column;
  readonly bid: Column;
  readonly ask: Column;
  readonly bidSize: Column;
  readonly askSize: Column;
}

/** Public prints; `side` is the aggressor's: 1 buy, -1 sell, 0 unknown. */
export interface TradeColumns {
  readonly times: Column;
  readonly price: Column;
  readonly size: Column;
  readonly side: Column;
}

/** Bars with their timeframe. */
export interface LoadedBars extends LoadedSeries {
  readonly kind: 'bars';
  readonly columns: BarColumns;
  readonly timeframe: string;
}

/** Quotes, oldest first. */
export interface LoadedQuotes extends LoadedSeries {
  readonly kind: 'quotes';
  readonly columns: QuoteColumns;
}

/** Public trades, oldest first. */
export interface LoadedTrades extends LoadedSeries {
  readonly kind: 'trades';
  readonly columns: TradeColumns;
}

/** A custom series: each row is visible from its `knownAt` on and speaks of the time `about`. */
export interface LoadedCustom extends LoadedSeries {
  readonly kind: 'custom';
  readonly knownAt: Column;
  readonly about: Column;
  readonly columns: Readonly<Record<string, Column>>;
}

/** What a source holds, by the kind it was read as. */
export type Loaded = LoadedBars | LoadedQuotes | LoadedTrades | LoadedCustom;

/** The loaded series of one kind. */
export type LoadedOf<K extends SourceKind> = Extract<Loaded, { kind: K }>;
