import { readFileSync } from 'node:fs';
import { ConfigError, DataError } from '../engine/model/errors.ts';

/** A text file, unpacked, with its name as the user wrote it. */
export interface SourceFile {
  readonly name: string;
  /** UTF-8 without a byte-order mark, lines ended by a line feed or carriage return and line feed. */
  readonly bytes: Buffer;
}

/** Reads a .csv, .tsv or .txt file, gzip or not; throws a ConfigError where there is none, a DataError where it is damaged. */
export async function readSourceFile(name: string, path: string): Promise<SourceFile> {
  if (!/\.(csv|tsv|txt)(\.gz)?$/i.test(name)) {
    throw new ConfigError(`Expected a .csv, .tsv or .txt file, or one of these with .gz, but it was "${name}"`);
  }
  const packed = readBytes(name, path);
  const isGzip = packed[0] === 0x1f && packed[1] === 0x8b;
  return { name, bytes: asPlainText(isGzip ? await unpack(name, packed) : packed) };
}

function readBytes(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : code;
    throw new ConfigError(`Expected a file that can be read, but it was "${name}" (${why})`, { cause });
  }
}

async function unpack(name: string, packed: Buffer): Promise<Buffer> {
  const { gunzipSync } = await import('node:zlib');
  try {
    return gunzipSync(packed);
  } catch (cause) {
    throw new DataError(`Expected a complete gzip file, but it was "${(cause as Error).message}"`, { place: name, cause });
  }
}

function asPlainText(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.toString('utf16le', 2));
  const text = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  if (!text.includes(10)) for (let at = text.indexOf(13); at >= 0; at = text.indexOf(13, at)) text[at] = 10;
  return text;
}
