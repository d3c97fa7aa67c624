import type { Column } from './series.ts';

/** The rows of a series that is longer than memory, handed out in order to one reader; another reader opens a source of its own. */
export interface RowSource {
  /** How many rows there are; where that shows only at the end, no fewer than there are until then. */
  readonly rows: number;
  /** Names of its columns, of quotes that may have deeper levels. */
  readonly columns?: readonly string[];
  /**
   * Copies rows `from` up to, not including, `to` (counted from 1) into columns by their names; row r goes to index
   * `r & mask`. Rows are asked for in ascending order, each once, and a stretch never goes round the end of a ring.
   */
  fill(from: number, to: number, columns: Readonly<Record<string, Column>>, mask: number): void;
}
