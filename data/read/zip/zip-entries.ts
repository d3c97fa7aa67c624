import { open } from 'node:fs/promises';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';

/** A file within a zip file. */
export interface ZipEntry {
  readonly name: string;
  /** Size in the zip file and unpacked, in bytes. */
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly isDeflated: boolean;
  /** Where its own header begins in the zip file. */
  readonly header: number;
}

/** Marks of the parts of a zip file: PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 and 4.3.16. */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;

/** The record at the end is 22 bytes, and a comment of up to 65,535 may follow it. */
const MOST_TAIL = 22 + 65_535 + 20;

/** Lists the files within a zip file; throws a DataError where it is damaged, a ConfigError where it is packed in a way that is not read. */
export async function zipEntries(name: string, path: string): Promise<readonly ZipEntry[]> {
  const file = await open(path);
  const { size } = await file.stat();
  const read = async (from: number, length: number): Promise<Buffer> => {
    if (!(from >= 0 && length >= 0 && from + length <= size)) throw broken(name);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    if (bytesRead < length) throw broken(name);
    return buffer;
  };
  try {
    const tail = await read(Math.max(0, size - MOST_TAIL), Math.min(size, MOST_TAIL));
    const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (at < 0 || at + 22 > tail.length || tail.readUInt32LE(at) !== END) throw broken(name);
    const { from, length, count } = await directoryOf(tail, at, read);
    const entries = entriesOf(name, await read(from, length), count);
    if (entries.some(({ header }) => header + 30 > size)) throw broken(name);
    return entries.filter((entry) => !entry.name.endsWith('/'));
  } finally {
    await file.close();
  }
}

/** Where the bytes of an entry begin, behind its own header. */
export async function entryStart(name: string, path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(30), 0, 30, entry.header);
    if (buffer.readUInt32LE(0) !== LOCAL) throw broken(name);
    return entry.header + 30 + buffer.readUInt16LE(26) + buffer.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

type Read = (from: number, length: number) => Promise<Buffer>;

async function directoryOf(tail: Buffer, at: number, read: Read): Promise<{ from: number; length: number; count: number }> {
  const small = { count: tail.readUInt16LE(at + 10), length: tail.readUInt32LE(at + 12), from: tail.readUInt32LE(at + 16) };
  const isBig = at >= 20 && (small.from === 0xffffffff || small.count === 0xffff || small.length === 0xffffffff);
  if (!isBig) return small;
  const end = await read(Number(tail.readBigUInt64LE(at - 12)), 56);
  if (end.readUInt32LE(0) !== END_64) return small;
  return { count: Number(end.readBigUInt64LE(32)), length: Number(end.readBigUInt64LE(40)), from: Number(end.readBigUInt64LE(48)) };
}

function entriesOf(name: string, directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw broken(name);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const entry = directory.toString('utf8', at + 46, at + 46 + nameLength);
    const method = directory.readUInt16LE(at + 10);
    if ((directory.readUInt16LE(at + 8) & 1) !== 0)
      throw new ConfigError(`Expected ${name} to need no password, but it was "${entry}" that does`);
    if (method !== 0 && method !== 8)
      throw new ConfigError(`Expected ${name} to be packed by deflate, but it was "method ${method}" for ${entry}`);
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const sizes = bigSizes(extra, directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42));
    entries.push({ name: entry, ...sizes, crc: directory.readUInt32LE(at + 16), isDeflated: method === 8 });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Sizes beyond 4 GB stand in an extra field, each only where its own place is full. */
function bigSizes(extra: Buffer, size: number, packed: number, header: number): Pick<ZipEntry, 'size' | 'packed' | 'header'> {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    const big = (value: number): number => {
      if (value !== 0xffffffff || next + 8 > extra.length) return value;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    return { size: big(size), packed: big(packed), header: big(header) };
  }
  return { size, packed, header };
}

const broken = (name: string): DataError =>
  new DataError('Expected a complete zip file, but it was "damaged or cut short"', { place: name });
