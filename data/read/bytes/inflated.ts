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
  let isOver = false;
  // Data behind the end of what was packed are never taken: neither they nor what is written after them are answered for.
  const over = new Promise<void>((resolve) => {
    const settle = (error?: Error): void => {
      failure = error;
      isOver = true;
      resolve();
    };
    zip.once('error', settle);
    zip.once('end', () => settle());
  });
  zip.on('data', (bytes: Buffer) => out.push(bytes));
  const write = (bytes: Buffer): Promise<void> => Promise.race([over, new Promise<void>((resolve) => zip.write(bytes, () => resolve()))]);
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
      if (isOver) break;
      const ready = taken(at);
      at = chunk.at;
      writing = write(chunk.bytes);
      if (ready.bytes.length > 0) yield ready;
    }
    await writing;
    if (!isOver) {
      zip.end();
      await over;
    }
    yield taken(at);
    return failure;
  } finally {
    zip.destroy();
  }
}
