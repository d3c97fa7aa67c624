import type { Column } from './series.ts';

/** The rows of a series that is longer than memory, handed out in order. */
export interface RowSource {
  /** How many rows there are. */
  readonly rows: number;
  /**
   * Copies rows `from` up to, not including, `to` (counted from 1) into columns by their names; row r goes to index
   * `r & mask`. Rows are asked for in ascending order, each once; a fresh pass starts again at row 1.
   */
  fill(from: number, to: number, columns: Readonly<Record<string, Column>>, mask: number): void;
}
