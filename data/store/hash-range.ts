import { hashOrder, seriesHash } from '../hash.ts';
import { stretchesOf } from './chunk-range.ts';
import type { SeriesRow } from './series-table.ts';
import { windowHash } from './shape.ts';
import type { StoreTables } from './store-tables.ts';

/** The content hash of a range of a series (see `contentHash`): of whole windows it is known, only those at the ends are read. */
export function hashRange({ chunks }: StoreTables, { id, shape }: SeriesRow, from: number | null, to: number | null): string {
  const { kind, timeframe, names } = shape;
  const hash = seriesHash(kind, timeframe, hashOrder(kind, names));
  for (const { chunk, from: first, to: end } of stretchesOf(chunks, id, shape, from, to)) {
    const isWhole = end - first === chunk.rows;
    hash.update(isWhole ? chunk.hash : windowHash(shape, chunks.read(chunk, names.length), first, end));
  }
  return hash.digest('hex');
}
