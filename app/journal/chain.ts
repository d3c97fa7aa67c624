import { createHash } from 'node:crypto';
import type { StoredEntry, StoredKind } from './stored-entry.ts';

const KINDS: readonly StoredKind[] = ['open', 'close', 'note', 'decision', 'epoch'];

/** How long the fixed part of an entry is: number, epoch, both times, kind, and how long its tape is. */
const FIXED = 8 + 8 + 8 + 8 + 1 + 4;

const fixed = Buffer.alloc(FIXED);

/** What the chain begins with: the hash of the manifest's text. */
export const genesis = (manifest: string): Buffer => createHash('sha256').update(`onetape journal\n${manifest}`).digest();

/** The hash of an entry: sha256 over the one before it and over everything that is written of it, numbers little-endian. */
export function linked(before: Buffer, seq: number, epoch: number, { kind, ts, seenTs, tape, body }: StoredEntry): Buffer {
  fixed.writeDoubleLE(seq, 0);
  fixed.writeDoubleLE(epoch, 8);
  fixed.writeDoubleLE(ts, 16);
  fixed.writeDoubleLE(seenTs, 24);
  fixed.writeUInt8(KINDS.indexOf(kind) + 1, 32);
  fixed.writeUInt32LE(tape === null ? 0 : tape.length, 33);
  const hash = createHash('sha256').update(before).update(fixed);
  if (tape !== null) hash.update(tape);
  if (body !== null) hash.update(body);
  return hash.digest();
}
