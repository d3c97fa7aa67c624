import type { ChunkInfo, ChunkTable } from './chunk-table.ts';
import type { ColumnReader } from './read-column.ts';
import type { Shape } from './shape.ts';

/** Rows `from` up to, not including, `to` of a chunk, counted from 0. */
export interface Stretch {
  readonly chunk: ChunkInfo;
  readonly from: number;
  readonly to: number;
}

/** The rows of a series that open at or after `from` and are known at or before `to`, as stretches of its chunks; null is no limit. */
export function stretchesOf(table: ChunkTable, series: number, shape: Shape, from: number | null, to: number | null): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const chunk of table.within(series, from, to)) {
    const startsInside = from === null || chunk.firstOpen >= from;
    const endsInside = to === null || chunk.lastTs <= to;
    if (startsInside && endsInside) {
      stretches.push({ chunk, from: 0, to: chunk.rows });
      continue;
    }
    const readers = table.open(chunk, shape.names.length);
    const first = startsInside ? 0 : firstWhere(chunk, readers[shape.order]!, (open) => open >= from);
    const end = endsInside ? chunk.rows : firstWhere(chunk, readers[shape.known]!, (ts) => ts > to);
    if (end > first) stretches.push({ chunk, from: first, to: end });
  }
  return stretches;
}

export const rowsOf = (stretches: readonly Stretch[]): number => stretches.reduce((rows, { from, to }) => rows + to - from, 0);

function firstWhere({ rows }: ChunkInfo, reader: ColumnReader, holds: (value: number) => boolean): number {
  const values = new Float64Array(rows);
  reader.read(0, rows, values, 0);
  const row = values.findIndex(holds);
  return row < 0 ? rows : row;
}
