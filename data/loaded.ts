import type { SessionTable } from '../engine/model/calendar.ts';
import type { RowSource } from '../engine/model/row-source.ts';
import type { BarColumns, Column } from '../engine/model/series.ts';
import type { SeriesKind } from './block.ts';
import type { Policies } from './quality/policies.ts';
import type { SeriesKey } from './series-key.ts';

/** What a source can be read as. */
export type SourceKind = SeriesKind;

/** Where market data comes from, and what its labels mean where the source does not say so itself. */
export interface SourceSpec {
  /** `sample:sp500`, `synthetic:seed=1,bars=1000,timeframe=1m`, a key of the store, or a file with options: `./goog.csv?stamp=open`. */
  readonly source: string;
  /** Length of a bar, such as `1m` or `1d`; found from the steps between the rows where absent. */
  readonly timeframe?: string;
  /** Which end of a bar its label names. */
  readonly stamp?: 'open' | 'close';
  /** What times without a zone mean: `UTC`, a fixed offset such as `+02:00`, or a zone such as `America/New_York`. */
  readonly timezone?: string;
  /** Whether `01/02/2020` is the first of February (`dmy`) or the second of January (`mdy`). */
  readonly dates?: 'dmy' | 'mdy';
  /** Which prices are meant, of a file with bid and ask bars. */
  readonly price?: SeriesKey['price'];
  /** A layout by name, where content and path do not tell it. */
  readonly layout?: string;
  /** Which columns are meant, ours=theirs. */
  readonly columns?: string;
  /** How many levels of a book become quotes. */
  readonly levels?: number;
}

/** What a reader knows beside the source. */
export interface SourceSurroundings {
  /** What relative paths start from. */
  readonly baseDir: string;
  /** The store of the workspace; undefined where there is none. */
  readonly store?: string | undefined;
  /** When the instrument trades: what dates mean, and what is missing. */
  readonly calendar?: SessionTable | undefined;
  /** Splits on record, by time and new shares per old one: their jumps are no finding. */
  readonly splits?: { readonly times: ArrayLike<number>; readonly values: ArrayLike<number> } | undefined;
  /** What is done about what is found in a file. */
  readonly policies?: Policies | undefined;
  /** Of what a store holds: rows from and to, milliseconds UTC; null for no limit. */
  readonly from?: number | null;
  readonly to?: number | null;
}

/** What all loaded series have in common. */
interface LoadedSeries {
  /** The instrument's id, or the name of a custom series, guessed from the source. */
  readonly id: string;
  /** The content hash of data/hash.ts; empty where it is not made yet. */
  readonly hash: string;
  /** What was assumed or mended while reading: a sentence each, with the first line concerned. */
  readonly warnings: readonly string[];
}

/** Best bid and ask per change; a side that is absent is NaN. Deeper levels stand beside, as `bid2 ask2 bidSize2 askSize2`. */
export interface QuoteColumns {
  readonly times: Column;
  readonly bid: Column;
  readonly ask: Column;
  readonly bidSize: Column;
  readonly askSize: Column;
  readonly [level: string]: Column;
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

/** Funding rates: a fraction of the notional that longs pay to shorts at each time. */
export interface LoadedFunding extends LoadedSeries {
  readonly kind: 'funding';
  readonly columns: { readonly times: Column; readonly rate: Column };
}

/** Corporate actions; see `ACTIONS` of data/block.ts. */
export interface LoadedActions extends LoadedSeries {
  readonly kind: 'actions';
  readonly columns: { readonly times: Column; readonly type: Column; readonly value: Column };
}

/** A custom series: each row is visible from its `knownAt` on and speaks of the time `about`. */
export interface LoadedCustom extends LoadedSeries {
  readonly kind: 'custom';
  readonly knownAt: Column;
  readonly about: Column;
  readonly columns: Readonly<Record<string, Column>>;
}

/** A series too long for memory: it is read from the store as a run goes on, each time from its beginning. */
export interface LoadedStream {
  readonly kind: 'stream';
  readonly of: 'bars' | 'quotes' | 'trades';
  readonly id: string;
  /** Of bars. */
  readonly timeframe: string;
  readonly rows: number;
  readonly hash: string;
  readonly warnings: readonly string[];
  open(): RowSource;
}

/** What a source holds in memory, by the kind it was read as. */
export type Loaded = LoadedBars | LoadedQuotes | LoadedTrades | LoadedFunding | LoadedActions | LoadedCustom;

/** The loaded series of one kind. */
export type LoadedOf<K extends SourceKind> = Extract<Loaded, { kind: K }>;
