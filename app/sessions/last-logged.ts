import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Happening } from './happening.ts';
import { logPath } from './session-files.ts';

/** So much of the end of a log is read, bytes. */
const MOST = 262_144;

/** The newest happenings of a session's log, oldest first; none where there is no log. */
export function lastLogged(folder: string, count: number): Happening[] {
  const path = logPath(folder);
  if (!existsSync(path)) return [];
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, MOST));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes
      .toString('utf8')
      .split('\n')
      .slice(-count - 1)
      .flatMap(read);
  } finally {
    closeSync(file);
  }
}

/** A line of a log; a process that was killed may have left half of one. */
function read(line: string): Happening[] {
  try {
    const { level: _, time: __, session: ___, kind, ts, msg, ...data } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return [{ kind: kind as Happening['kind'], ts: typeof ts === 'number' ? ts : Number.NaN, text: String(msg), data }];
  } catch {
    return [];
  }
}
