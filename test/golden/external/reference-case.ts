import type { Line } from '../../../engine/model/line.ts';
import type { BarColumns, Bars, Column } from '../../../engine/model/series.ts';

/** One column of a reference file, and the line of ours that has to say the same. */
export interface ReferenceCase {
  readonly of: 'lean' | 'stock-indicators';
  readonly file: string;
  /** As the file's header calls it. */
  readonly column: string;
  /** Ours, on the file's own bars; `other` is the close of another instrument, for what compares two. */
  make(bars: Bars, other: Line): Line;
  /** Rows by which the reference shows a value later than ours; 0 if not given. */
  readonly late?: number;
  /** The number it prints where it has no value yet, of those that print one. */
  readonly blank?: number;
  /** Rows before this one (rows count from 1) are not compared, nor whether both begin together; needs a `why`. */
  readonly from?: number;
  /** The last row compared; needs a `why`. */
  readonly until?: number;
  /** Largest difference allowed, relative to the larger of the value and 1, where the file holds fewer digits than it prints; needs a `why`. */
  readonly within?: number;
  /** The case is known to disagree, and is not counted as agreeing; needs a `why`. */
  readonly disagrees?: true;
  /** In one sentence, what sets the file apart. */
  readonly why?: string;
}

/** What a file says: its bars, and per column the texts of its cells by row (row 0 is empty). */
export interface Reference {
  readonly bars: BarColumns;
  /** The close of another instrument on the same rows; empty where the source has none. */
  readonly other: Column;
  cells(column: string): readonly string[];
}

/** One case of TA-Lib's own regression test: its arguments and some of the values it expects. */
export type Vector = Readonly<Record<string, string | number>>;

/** How ours answers what a vector of TA-Lib asks; undefined where ours has no such thing. */
export type TaLibQuestion = (vector: Vector) => TaLibAnswer | undefined;

export interface TaLibAnswer {
  /** Ours, one for each output of TA-Lib's function, in its order. */
  readonly makes: readonly ((bars: Bars) => Line)[];
  /** Rows before the first value: so many bars before its first output TA-Lib begins to compute, its unstable period apart. */
  readonly needs: number;
  /** Whether it computes from the first bar there is, however late it is asked to begin. */
  readonly whole?: boolean;
  /** The row of our first value, where it is not the one after those needed. */
  readonly first?: number;
  /** The vector is known to disagree, for this reason. */
  readonly disagrees?: string;
}
