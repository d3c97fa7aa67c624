import { endianness } from 'node:os';

/**
 * A chunk's bytes, little-endian: a head (crc32 of all that follows it, rows), then how each column is written, then the
 * columns' data, each array aligned to eight bytes. How a column is written:
 * - `frame`: value = (start + u) / den;
 * - `delta`: value = (value before x den + step + u) / den, where `start` stands before the first row;
 * - `same`: value = the first column's + start;
 * - `raw`: the doubles themselves.
 * `u` is a whole number from 0 on of `width` bytes, in a low and a high array; the highest means NaN. Rows whose `u` is wider
 * (at width 0: is not 0) are exceptions: their numbers, and their `u` as doubles, stand before the arrays. Rows whose value is no
 * such quotient are strays: their `u` means NaN, and their numbers and values stand behind those of the exceptions.
 */
export const FORM = { frame: 0, delta: 1, same: 2, raw: 3 } as const;

/** Bytes of a chunk's head. */
export const HEAD = 8;

/** Bytes in which it is said how a column is written: form, width, two free, exceptions, offset of its data, strays, den, start, step. */
export const COLUMN_HEAD = 40;

/** Bytes of the low and of the high array, by width. */
export const PLANES = [
  [0, 0],
  [1, 0],
  [2, 0],
  [2, 1],
  [4, 0],
  [4, 1],
  [4, 2],
] as const;

/** How many numbers each width tells apart. */
export const RANGE = [1, 256, 65_536, 16_777_216, 4_294_967_296, 1_099_511_627_776, 281_474_976_710_656] as const;

/** The next multiple of eight: arrays of doubles must not begin elsewhere. */
export const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Arrays of numbers whose bytes a chunk holds. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Turns numbers of this machine into those of a chunk, or back: themselves where it is little-endian, else a copy. */
export function turned<T extends Numbers>(numbers: T): T {
  if (endianness() === 'LE' || numbers.BYTES_PER_ELEMENT === 1) return numbers;
  const copy = numbers.slice() as T;
  const bytes = Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength);
  if (numbers.BYTES_PER_ELEMENT === 2) bytes.swap16();
  else if (numbers.BYTES_PER_ELEMENT === 4) bytes.swap32();
  else bytes.swap64();
  return copy;
}
