import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../engine/model/errors.ts';

/** The longest path that a socket may have on every system, bytes. */
const LONGEST = 100;

/**
 * Where the process of a session is spoken to: `control.sock` in its folder, or where that path would be too long for a socket, in a
 * folder of the user's own among temporary files. `make` makes that folder. Throws a ConfigError where it is not the user's alone.
 */
export function controlPath(folder: string, make = false): string {
  const full = resolve(folder);
  const key = createHash('sha256').update(full).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\onetape-${key}`;
  const path = join(full, 'control.sock');
  if (Buffer.byteLength(path) <= LONGEST) return path;
  const { uid } = userInfo();
  const own = join(tmpdir(), `onetape-${uid}`);
  if (make) mkdirSync(own, { recursive: true, mode: 0o700 });
  const found = lstatSync(own, { throwIfNoEntry: false });
  if (found !== undefined && !(found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0))
    throw new ConfigError(`Expected a folder for nobody but its owner at "${own}", but it was "open to others"`);
  return join(own, `${key}.sock`);
}
