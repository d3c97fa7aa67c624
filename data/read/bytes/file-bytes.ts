import { open } from 'node:fs/promises';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import type { ByteSource, Chunk } from './byte-source.ts';
import { inflated } from './inflated.ts';

/** Bytes read at a time. */
const CHUNK = 65_536;

/** A file on disk, unpacked where it is gzip, whatever its name says. */
export class FileBytes implements ByteSource {
  readonly warnings: string[] = [];
  readonly name: string;
  readonly size: number;
  readonly #path: string;
  readonly #isGzip: boolean;

  private constructor(name: string, path: string, size: number, isGzip: boolean) {
    this.name = name;
    this.size = size;
    this.#path = path;
    this.#isGzip = isGzip;
  }

  /** Looks at a file; throws a ConfigError where there is none that can be read. */
  static async open(name: string, path: string): Promise<FileBytes> {
    try {
      const file = await open(path);
      try {
        const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
        return new FileBytes(name, path, (await file.stat()).size, buffer[0] === 0x1f && buffer[1] === 0x8b);
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw unreadable(name, cause);
    }
  }

  /** The bytes in order; throws a DataError for a gzip file that is damaged or ends within a line. */
  async *chunks(): AsyncGenerator<Chunk> {
    this.warnings.length = 0;
    const stored = fileChunks(this.name, this.#path, 0, this.size);
    if (!this.#isGzip) {
      yield* stored;
      return;
    }
    let last = 0;
    const unpacked = inflated(stored, 'gunzip');
    try {
      for (;;) {
        const { done, value } = await unpacked.next();
        if (done === true) {
          if (value !== undefined) this.#accept(value, last);
          return;
        }
        if (value.bytes.length > 0) last = value.bytes.at(-1)!;
        yield value;
      }
    } finally {
      await unpacked.return(undefined);
    }
  }

  /** A recorder that was killed leaves a gzip without its trailer: complete lines, and perhaps some that never were written. */
  #accept(cause: Error, last: number): void {
    if ((cause as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR' || last !== 10) {
      throw new DataError(`Expected a complete gzip file, but it was "${cause.message}"`, { place: this.name, cause });
    }
    this.warnings.push(`${this.name}: the gzip file ends without its trailer, after a complete line: rows may be missing at its end`);
  }
}

/** The bytes `from` to `to` of a file as they stand on disk. */
export async function* fileChunks(name: string, path: string, from: number, to: number): AsyncGenerator<Chunk> {
  const file = await open(path).catch((cause) => {
    throw unreadable(name, cause);
  });
  try {
    for (let at = from; at < to; ) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.min(CHUNK, to - at)), 0, Math.min(CHUNK, to - at), at);
      if (bytesRead === 0) throw new DataError(`Expected ${to} bytes, but it was "${at}"`, { place: name });
      at += bytesRead;
      yield { bytes: buffer.subarray(0, bytesRead), at: at - from };
    }
  } finally {
    await file.close();
  }
}

function unreadable(name: string, cause: unknown): ConfigError {
  const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : code;
  return new ConfigError(`Expected a file that can be read, but it was "${name}" (${why})`, { cause });
}
