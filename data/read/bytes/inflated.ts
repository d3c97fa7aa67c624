import { createGunzip, createInflateRaw } from 'node:zlib';
import type { Chunk } from './byte-source.ts';

/**
 * Unpacks a stream, one chunk ahead of its reader, as the unpacking runs on another thread. Ends with undefined, or with
 * the error that stopped it after everything before it was handed out.
 */
export async function* inflated(packed: AsyncIterable<Chunk>, method: 'gunzip' | 'inflateRaw'): AsyncGenerator<Chunk, Error | undefined> {
  const options = { chunkSize: 262_144 };
  const zip = method === 'gunzip' ? createGunzip(options) : createInflateRaw(options);
  let out: Buffer[] = [];
  let failure: Error | undefined;
  const failed = new Promise<void>((resolve) => {
    zip.once('error', (error) => {
      failure = error;
      resolve();
    });
  });
  zip.on('data', (bytes: Buffer) => out.push(bytes));
  const write = (bytes: Buffer): Promise<void> => Promise.race([failed, new Promise<void>((resolve) => zip.write(bytes, () => resolve()))]);
  const taken = (at: number): Chunk => {
    const bytes = out.length === 1 ? out[0]! : Buffer.concat(out);
    out = [];
    return { bytes, at };
  };
  try {
    let writing: Promise<void> | undefined;
    let at = 0;
    for await (const chunk of packed) {
      await writing;
      if (failure !== undefined) break;
      const ready = taken(at);
      at = chunk.at;
      writing = write(chunk.bytes);
      if (ready.bytes.length > 0) yield ready;
    }
    await writing;
    if (failure === undefined) {
      const ended = new Promise<void>((resolve) => zip.once('end', resolve));
      zip.end();
      await Promise.race([failed, ended]);
    }
    yield taken(at);
    return failure;
  } finally {
    zip.destroy();
  }
}
