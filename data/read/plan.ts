import type { Column } from '../../engine/model/series.ts';
import type { SeriesKind } from '../block.ts';
import type { SeriesKey } from '../series-key.ts';
import type { Cells } from './table.ts';

/** What was decided of a file before its rows are read in earnest. */
export interface Plan {
  readonly kind: SeriesKind;
  readonly timeframe: string;
  readonly price: SeriesKey['price'];
  readonly instrument: string;
  readonly found: readonly string[];
  /** What was assumed when the file was opened. */
  readonly warnings: readonly string[];
  /** Whether the file's first row is its newest. */
  readonly newestFirst: boolean;
  /** How many columns a pass fills. */
  readonly width: number;
  /** Begins a pass over the rows. */
  begin(): Pass;
}

/** Rows on their way: columns as a pass fills them, and the line of each row. */
export interface Filled {
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly lines: Column;
  readonly at: number;
}

/** One pass over all rows of a file. */
export interface Pass {
  /** Reads a row of the file into the columns from row `at` on, and tells how many rows it made there: at most 4. */
  read(row: Cells, into: readonly Column[], at: number): number;
  /** After the last row of the file: how many rows that were still open it made, at most 4. */
  last(into: readonly Column[], at: number): number;
  /** Makes the columns of a block of what was filled; blocks come oldest first. */
  finish(filled: Filled): Readonly<Record<string, Column>>;
  /** What was mended or assumed up to now. */
  warnings(): readonly string[];
}
