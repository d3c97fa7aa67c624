import type { RowSource } from '../../engine/model/row-source.ts';
import type { Column } from '../../engine/model/series.ts';
import type { Block } from '../block.ts';
import type { SeriesKey } from '../series-key.ts';

/** A series that can be written out: what it is, and its rows as often as they are asked for. */
export interface SeriesRows {
  readonly key: SeriesKey;
  /** The names of its columns, those of `COLUMNS` of its kind first. */
  readonly columns: readonly string[];
  /** The rows from the beginning; some forms of a file need several passes. */
  blocks(): Iterable<Block> | AsyncIterable<Block>;
}

/** Rows of a block made of a row source; a power of two. */
const ROWS = 65_536;

/** The rows of a source as blocks. A block's columns are used again for the next: what is to last has to be copied. */
export function* blocksOf(source: RowSource, names: readonly string[]): Generator<Block> {
  const columns = Object.fromEntries(names.map((name): [string, Column] => [name, new Float64Array(ROWS)]));
  for (let from = 1; from <= source.rows; ) {
    // Row r goes to r modulo the room: a piece ends where the room does.
    const to = Math.min((Math.floor(from / ROWS) + 1) * ROWS, source.rows + 1);
    source.fill(from, to, columns, ROWS - 1);
    const first = from % ROWS;
    const piece = Object.entries(columns).map(([name, column]) => [name, column.subarray(first, first + to - from)]);
    yield { rows: to - from, columns: Object.fromEntries(piece) };
    from = to;
  }
}
