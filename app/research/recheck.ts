import { createHash } from 'node:crypto';
import type { Trial } from '../../engine/research/trial.ts';
import { runFresh } from './pool.ts';
import type { SweepStore } from './store.ts';
import type { Task } from './trial-record.ts';
import type { Work } from './work.ts';

/** One in so many trials is run again. */
const ONE_IN = 100;

/** Whether a trial is run again, by the hash of its number: the same ones in every sweep. */
export const isDrawn = (number: number): boolean => createHash('sha256').update(String(number)).digest().readUInt32LE() % ONE_IN === 0;

/**
 * Runs one per cent of trials again, and the last one, each in a thread where nothing has run before. Returns those that came
 * to something else: what their strategy does depends on what it did in an earlier trial.
 */
export async function recheck(work: Work, trials: readonly Trial[], store: SweepStore, threads: number): Promise<readonly number[]> {
  const drawn = trials.filter(({ number, failure }) => failure === undefined && (isDrawn(number) || number === trials.length - 1));
  const known = store.checks();
  const tasks = drawn.filter(({ number }) => !known.has(number)).map(({ number, point, budget }): Task => ({ number, point, budget }));
  if (tasks.length > 0)
    await runFresh(work, tasks, Math.min(threads, tasks.length), ({ number, resultHash }) => store.check(number, resultHash));
  const checks = store.checks();
  return drawn.filter(({ number, resultHash }) => checks.get(number) !== resultHash).map(({ number }) => number);
}

/** What is said of trials that came to something else. */
export const keepsState = (unlike: readonly number[]): string =>
  `Expected ${unlike.length === 1 ? 'trial' : 'trials'} ${unlike.slice(0, 10).join(', ')} to come to the same in a fresh worker, but ${unlike.length === 1 ? 'it' : 'they'} did not: the strategy keeps state between runs, outside of its setup, and no number of this sweep can be relied on`;
