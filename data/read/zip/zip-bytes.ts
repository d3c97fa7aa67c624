import { crc32 } from 'node:zlib';
import { DataError } from '../../../engine/model/errors.ts';
import type { ByteSource, Chunk } from '../bytes/byte-source.ts';
import { fileChunks } from '../bytes/file-bytes.ts';
import { inflated } from '../bytes/inflated.ts';

import { entryStart, type ZipEntry } from './zip-entries.ts';

/** The bytes of one file within a zip file. */
export class ZipBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly warnings = [];
  readonly #path: string;
  readonly #entry: ZipEntry;

  constructor(name: string, path: string, entry: ZipEntry) {
    this.name = name;
    this.size = entry.packed;
    this.#path = path;
    this.#entry = entry;
  }

  /** The bytes in order; throws a DataError where they are not those that were packed. */
  async *chunks(): AsyncGenerator<Chunk> {
    const entry = this.#entry;
    const start = await entryStart(this.name, this.#path, entry);
    const stored = fileChunks(this.name, this.#path, start, start + entry.packed);
    const unpacked = entry.isDeflated ? inflated(stored, 'inflateRaw') : stored;
    let length = 0;
    let crc = 0;
    try {
      for (;;) {
        const { done, value } = await unpacked.next();
        if (done === true) {
          if (value !== undefined) throw this.#fault(value.message, value);
          break;
        }
        length += value.bytes.length;
        crc = crc32(value.bytes, crc);
        yield value;
      }
    } finally {
      await unpacked.return(undefined);
    }
    if (length !== entry.size || crc !== entry.crc) throw this.#fault(`${length} bytes of ${entry.size}, or others than were packed`);
  }

  #fault(was: string, cause?: unknown): DataError {
    return new DataError(`Expected ${this.#entry.name} as it was packed, but it was "${was}"`, { place: this.name, cause });
  }
}
