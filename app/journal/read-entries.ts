import type { Database } from '../../data/sqlite.ts';
import type { Entry } from '../../engine/loop/journal.ts';
import { DataError } from '../../engine/model/errors.ts';
import { linked } from './chain.ts';
import { inJournal } from './journal-fault.ts';
import { entryOf, type StoredEntry, type StoredKind } from './stored-entry.ts';

/** Rows that are in memory at once. */
const BATCH = 64;

/** An entry as SQLite gives it. */
export type Row = readonly [
  seq: number,
  kind: StoredKind,
  epoch: number,
  ts: number,
  seenTs: number,
  tape: Buffer | null,
  body: string | null,
  hash: Buffer,
];

/** What a Row is read with. */
export const SELECT = 'SELECT seq, kind, epoch, ts, seenTs, tape, body, hash FROM entries';

/** Where reading begins, and what the chain was before it. */
export interface Start {
  readonly seq: number;
  readonly before: Buffer;
}

/**
 * The entries from one on, up to the last there is when it is reached; each is checked against the chain before it is handed out. A
 * DataError names the first that is not as it was written. Between two entries the journal is free: others may write, or read too.
 */
export function* readEntries(db: Database, path: string, { seq, before }: Start): Generator<Entry, void, undefined> {
  const select = db.prepare<[number, number], Row>(`${SELECT} WHERE seq >= ? ORDER BY seq LIMIT ?`).raw();
  let next = seq;
  let tip = before;
  let batch = BATCH;
  for (;;) {
    let rows: Row[];
    try {
      rows = inJournal(path, () => select.all(next, batch));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      // One by one, so that those before the damage are read and the first behind it is named.
      if (batch === 1) throw damaged(path, next, error);
      batch = 1;
      continue;
    }
    for (const row of rows) {
      if (row[0] !== next) throw damaged(path, next);
      tip = checked(row, tip, path);
      yield entryOf(storedIn(row));
      next++;
    }
    if (rows.length === 0) return;
  }
}

/** The hash of a row, if it and the chain before it are as they were written. */
export function checked(row: Row, before: Buffer, path: string): Buffer {
  const [seq, , epoch, , , tape, body, hash] = row;
  const isSound = (tape === null || Buffer.isBuffer(tape)) && (body === null || typeof body === 'string') && Buffer.isBuffer(hash);
  if (!isSound || !linked(before, seq, epoch, storedIn(row)).equals(hash)) throw damaged(path, seq);
  return hash;
}

const storedIn = ([, kind, , ts, seenTs, tape, body]: Row): StoredEntry => ({ kind, ts, seenTs, tape, body });

/** The error that names the first entry that is not as it was written. */
export const damaged = (path: string, seq: number, cause?: unknown): DataError =>
  new DataError(`Expected entry ${seq} of the journal "${path}" as it was written, but it was "damaged"`, { cause });
