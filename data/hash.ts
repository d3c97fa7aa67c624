import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { Column } from '../engine/model/series.ts';

/** The sha256 (hex) over columns one after the other, as little-endian doubles, without their NaN row. */
export function hashColumns(columns: readonly Column[]): string {
  const hash = createHash('sha256');
  for (const column of columns) {
    const bytes = Buffer.from(column.buffer, column.byteOffset + 8, column.byteLength - 8);
    hash.update(endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64());
  }
  return hash.digest('hex');
}
