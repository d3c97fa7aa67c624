import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import { whyNot } from './config/read-file.ts';
import type { Io } from './io.ts';

/** Writes a file, with the folders above it; `-` is standard output. Throws a ConfigError where that cannot be done. */
export function write(path: string, content: string | Uint8Array | Iterable<string>, io: Io): void {
  const parts: Iterable<string | Uint8Array> = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  if (path === '-') {
    for (const part of parts) io.stdout.write(part);
    return;
  }
  try {
    const file = resolve(io.cwd, path);
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(file, 'w');
    try {
      for (const part of parts) writeSync(handle, typeof part === 'string' ? Buffer.from(part) : part);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new ConfigError(`Expected a path that can be written, but it was "${path}" (${whyNot(error)})`, { cause: error });
  }
}
