import { crc32 } from 'node:zlib';
import type { Column } from '../../engine/model/series.ts';
import { encodeColumn } from './encode-column.ts';
import { aligned, COLUMN_HEAD, HEAD, turned } from './layout.ts';
import { type ColumnReader, readerOf, type Written } from './read-column.ts';

/** Writes columns of equal length, without a NaN row, as the bytes of a chunk; see `layout.ts`. */
export function writeChunk(columns: readonly Column[]): Buffer {
  const rows = columns[0]!.length;
  const encoded = columns.map((values) => encodeColumn(values, columns[0]!));
  let size = HEAD + COLUMN_HEAD * columns.length;
  const offsets = encoded.map(({ data }) => {
    const offset = size;
    for (const { byteLength } of data) size += aligned(byteLength);
    return offset;
  });
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(rows, 4);
  encoded.forEach(({ form, width, exceptions, strays, den, start, step, data }, k) => {
    const at = HEAD + COLUMN_HEAD * k;
    bytes.writeUInt8(form, at);
    bytes.writeUInt8(width, at + 1);
    bytes.writeUInt32LE(exceptions, at + 4);
    bytes.writeUInt32LE(offsets[k]!, at + 8);
    bytes.writeUInt32LE(strays, at + 12);
    bytes.writeDoubleLE(den, at + 16);
    bytes.writeDoubleLE(start, at + 24);
    bytes.writeDoubleLE(step, at + 32);
    let offset = offsets[k]!;
    for (const array of data) {
      const { buffer, byteOffset, byteLength } = turned(array);
      bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
      offset += aligned(byteLength);
    }
  });
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
  return bytes;
}

/** The columns of a chunk, read piece by piece; undefined where its bytes are not as they were written. */
export function readChunk(bytes: Buffer, columns: number): readonly ColumnReader[] | undefined {
  if (bytes.length < HEAD + COLUMN_HEAD * columns || crc32(bytes.subarray(4)) !== bytes.readUInt32LE(0)) return undefined;
  const rows = bytes.readUInt32LE(4);
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const written = Array.from({ length: columns }, (_, k): Written => {
    const at = HEAD + COLUMN_HEAD * k;
    return {
      form: bytes.readUInt8(at),
      width: bytes.readUInt8(at + 1),
      exceptions: bytes.readUInt32LE(at + 4),
      offset: byteOffset + bytes.readUInt32LE(at + 8),
      strays: bytes.readUInt32LE(at + 12),
      den: bytes.readDoubleLE(at + 16),
      start: bytes.readDoubleLE(at + 24),
      step: bytes.readDoubleLE(at + 32),
    };
  });
  return written.map((how) => readerOf(how, written[0]!, rows, buffer as ArrayBuffer));
}
