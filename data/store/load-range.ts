import { ConfigError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import { rowsOf, stretchesOf } from './chunk-range.ts';
import type { SeriesRow } from './series-table.ts';
import type { StoreTables } from './store-tables.ts';

/** Rows of a series as a run is handed them: columns behind a NaN row. */
export interface LoadedRows {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/** Reads the rows of a series that open at or after `from` and are known at or before `to`. */
export function loadRange({ chunks }: StoreTables, { id, shape }: SeriesRow, from: number | null, to: number | null): LoadedRows {
  const stretches = stretchesOf(chunks, id, shape, from, to);
  const rows = rowsOf(stretches);
  const columns = emptyColumns(shape.names.length, rows);
  let at = 1;
  for (const stretch of stretches) {
    const readers = chunks.open(stretch.chunk, shape.names.length);
    for (let k = 0; k < columns.length; k++) readers[k]!.read(stretch.from, stretch.to, columns[k]!, at);
    at += stretch.to - stretch.from;
  }
  return { rows, columns: Object.fromEntries(shape.names.map((name, k) => [name, columns[k]!])) };
}

function emptyColumns(count: number, rows: number): readonly Column[] {
  try {
    return Array.from({ length: count }, () => new Float64Array(rows + 1).fill(Number.NaN, 0, 1));
  } catch (cause) {
    throw new ConfigError(`Expected rows that fit into memory at once, but it was "${rows}" rows of ${count} columns`, { cause });
  }
}
