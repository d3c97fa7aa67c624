import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** SQLite's write-ahead log (sqlite.org/fileformat2.html, 4.1): a header, then frames of a header and a page. */
export const HEADER = 32;
export const FRAME = 24 + 4096;

const NAME = 'journal.db-wal';

/** The log of a journal as it is on the disk. */
export function logOf(folder: string): Buffer {
  const path = join(folder, NAME);
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
}

export const keepLog = (folder: string, log: Buffer): void => writeFileSync(join(folder, NAME), log);

/** What of a log was written between two looks at it: from its first byte that is another to behind its last, in whole frames. */
export function written(before: Buffer, after: Buffer): { readonly from: number; readonly to: number } {
  const isNew = (at: number): boolean => at >= before.length || before[at] !== after[at];
  let from = 0;
  while (from < after.length && !isNew(from)) from++;
  let to = after.length;
  while (to > from && !isNew(to - 1)) to--;
  const frameOf = (at: number): number => Math.floor((at - HEADER) / FRAME);
  return {
    from: from < HEADER ? 0 : HEADER + frameOf(from) * FRAME,
    to: to === from ? from : HEADER + (frameOf(to - 1) + 1) * FRAME,
  };
}

/** Takes back what was written of a log from a byte on. */
export const cutAt = (before: Buffer, after: Buffer, at: number): Buffer => Buffer.concat([after.subarray(0, at), before.subarray(at)]);

/** Leaves of what was written since `before` only a share: the disk came no further. */
export function tear(folder: string, before: Buffer, share: number): void {
  const after = logOf(folder);
  const { from, to } = written(before, after);
  keepLog(folder, cutAt(before, after, from + Math.floor(share * (to - from))));
}
