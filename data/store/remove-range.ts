import { rowsOf, stretchesOf } from './chunk-range.ts';
import { pack } from './chunk-table.ts';
import type { SeriesRow } from './series-table.ts';
import { joined } from './staged-parts.ts';
import type { StoreTables } from './store-tables.ts';

/**
 * Deletes the rows of a series that open at or after `from` and are known at or before `to`, and how far it was fetched; the series
 * itself where neither end is given. Part of a transaction. Returns how many rows were deleted.
 */
export function removeRange({ chunks, series }: StoreTables, { id, shape }: SeriesRow, from: number | null, to: number | null): number {
  const stretches = stretchesOf(chunks, id, shape, from, to);
  for (const { chunk, from: first, to: end } of stretches) {
    if (end - first === chunk.rows) {
      chunks.drop(id, chunk.slot);
      continue;
    }
    const columns = chunks.read(chunk, shape.names.length);
    const left = joined([columns.map((values) => values.subarray(0, first)), columns.map((values) => values.subarray(end))]);
    chunks.put(id, chunks.write(pack(shape, left)));
  }
  series.setCursor(id, null);
  if (from === null && to === null) series.drop(id);
  return rowsOf(stretches);
}
