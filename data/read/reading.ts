import type { SessionTable } from '../../engine/model/calendar.ts';
import type { Block, SeriesKind } from '../block.ts';
import type { SeriesKey } from '../series-key.ts';

/** What a user says beside a file; whatever is absent is found in the file, or asked for where it cannot be. */
export interface ReadOptions {
  readonly kind?: SeriesKind;
  /** Length of a bar, such as `1m` or `1d`. */
  readonly timeframe?: string;
  /** Which end of a bar its label names. */
  readonly stamp?: 'open' | 'close';
  /** What times without a zone mean: `UTC`, a fixed offset such as `+02:00`, or a zone such as `America/New_York`. */
  readonly timezone?: string;
  /** Whether `01/02/2020` is the first of February (`dmy`) or the second of January (`mdy`). */
  readonly dates?: 'dmy' | 'mdy';
  /** Which columns are meant, ours=theirs: `time=Gmt time,open=O,close=C`; of rows without a header theirs is a number from 1. */
  readonly columns?: string;
  /** Turns session dates into sessions; absent: a date is its UTC day. */
  readonly calendar?: SessionTable;
  /** A layout by name where content and path do not tell it: `lean-equity-usa`, `lean-forex-oanda`. */
  readonly layout?: string;
  /** Which prices the bars are; of a file with bid and ask bars it chooses one side. */
  readonly price?: SeriesKey['price'];
  /** How many levels of a book become quotes; 10 where absent. */
  readonly levels?: number;
  /** Rows, from the oldest on, that are not handed out: they were already imported. */
  readonly skipRows?: number;
}

/** One series of a file, opened: what it is, and its rows. */
export interface Reading {
  readonly kind: SeriesKind;
  /** Of bars; empty for what is not bars. */
  readonly timeframe: string;
  readonly price: SeriesKey['price'];
  /** Guessed from the name of the file, or said in it. */
  readonly instrument: string;
  /** What was guessed, a sentence each: columns, times, stamp, timeframe, layout. */
  readonly found: readonly string[];
  /** Size on disk, for progress. */
  readonly bytes: number;
  /**
   * The rows, oldest first as far as the file is sorted one way or the other, about 65,536 to a block; `at` is how many
   * bytes were consumed. A second call reads the file again. Throws a DataError with the place of what cannot be read.
   */
  blocks(): AsyncIterable<Block & { readonly at: number }>;
  /** What was mended or assumed, a sentence each; complete after the last block. */
  readonly warnings: readonly string[];
}
