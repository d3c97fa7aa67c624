import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** Puts a small file in place, whole or not at all, for its owner alone; `durable` makes it survive a loss of power. */
export function writeWhole(path: string, text: string, durable = false): void {
  const beside = `${path}.${process.pid}`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeSync(file, text);
    if (durable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}
