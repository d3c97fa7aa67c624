import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createJournal, openJournal, type RecordedJournal, readJournal, type SessionJournal } from '../../../app/journal/journal.ts';
import type { Entry } from '../../../engine/loop/journal.ts';
import { MANIFEST } from './entries.ts';

/** A folder for a session, not there yet; it goes with the test. */
export function newFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'onetape-journal-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'sessions', 'one');
}

/** Closes a journal when the test ends, if nobody did before. */
function closing<T extends { close(): void }>(journal: T): T {
  onTestFinished(() => journal.close());
  return journal;
}

export const create = (folder = newFolder()): SessionJournal => closing(createJournal(folder, MANIFEST));
export const open = (folder: string): SessionJournal => closing(openJournal(folder));
export const read = (folder: string): RecordedJournal => closing(readJournal(folder));

/** The times of what is read, by which entries are told apart. */
export const times = (entries: Iterable<Entry>): number[] => [...entries].map(({ ts }) => ts);

/** Numbers from 1 to `n`. */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1);
