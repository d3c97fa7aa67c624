import { hashOrder, seriesHash } from '../hash.ts';
import type { Stretch } from './chunk-range.ts';
import type { ChunkTable } from './chunk-table.ts';
import { type Shape, windowHash } from './shape.ts';

/** The content hash of stretches of a series (see `contentHash`): of whole windows it is known, only those at the ends are read. */
export function hashStretches(chunks: ChunkTable, shape: Shape, stretches: readonly Stretch[]): string {
  const { kind, timeframe, names } = shape;
  const hash = seriesHash(kind, timeframe, hashOrder(kind, names));
  for (const { chunk, from, to } of stretches) {
    hash.update(to - from === chunk.rows ? chunk.hash : windowHash(shape, chunks.read(chunk, names.length), from, to));
  }
  return hash.digest('hex');
}
