import { ConfigError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import { rowsOf, type Stretch } from './chunk-range.ts';
import type { ChunkTable } from './chunk-table.ts';
import type { Shape } from './shape.ts';

/** Rows of a series as a run is handed them: columns behind a NaN row. */
export interface LoadedRows {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/** Reads stretches of a series into columns. */
export function loadStretches(chunks: ChunkTable, { names }: Shape, stretches: readonly Stretch[]): LoadedRows {
  const rows = rowsOf(stretches);
  const columns = emptyColumns(names.length, rows);
  let at = 1;
  for (const { chunk, from, to } of stretches) {
    const readers = chunks.open(chunk, names.length);
    for (let k = 0; k < columns.length; k++) readers[k]!.read(from, to, columns[k]!, at);
    at += to - from;
  }
  return { rows, columns: Object.fromEntries(names.map((name, k) => [name, columns[k]!])) };
}

function emptyColumns(count: number, rows: number): readonly Column[] {
  try {
    return Array.from({ length: count }, () => new Float64Array(rows + 1).fill(Number.NaN, 0, 1));
  } catch (cause) {
    throw new ConfigError(`Expected rows that fit into memory at once, but it was "${rows}" rows of ${count} columns`, { cause });
  }
}
