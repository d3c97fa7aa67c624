import { InvariantError } from '../../engine/model/errors.ts';
import { keyOf } from '../../engine/research/point.ts';
import type { Search } from '../../engine/research/search.ts';
import type { Trial } from '../../engine/research/trial.ts';
import type { Executor } from './executor.ts';
import type { SweepStore } from './store.ts';
import type { Task, TrialRecord } from './trial-record.ts';

/** How a search is gone through. */
export interface LoopOptions {
  /** In which order the trials of a batch are handed out; for tests, as no result may depend on it. */
  readonly order?: 'forwards' | 'backwards';
  /** Told of trials that are there: first those that were before, then each as it is kept. */
  readonly told?: (trials: readonly Trial[], isNew: boolean) => void;
  /** Told of trials that are new before they are kept. */
  readonly counted?: (records: readonly TrialRecord[]) => void;
}

/**
 * Goes through a search batch by batch: what the store has is taken from it, what it lacks is run and kept as it comes. All
 * trials, in the order of their numbers, once the search is over.
 */
export async function goThrough(
  search: Search,
  store: SweepStore,
  executor: Executor,
  { order = 'forwards', told = () => {}, counted = () => {} }: LoopOptions = {},
): Promise<readonly Trial[]> {
  const done: Trial[] = [];
  for (;;) {
    const first = done.length;
    const tasks = search.next(done).map((proposal, k): Task => ({ number: first + k, ...proposal }));
    if (tasks.length === 0) break;
    const kept = new Map(store.trials(first, first + tasks.length).map((trial) => [trial.number, trial]));
    const missing = tasks.filter((task) => lacks(kept, task));
    told([...kept.values()], false);
    const take = (records: readonly TrialRecord[]): void => {
      const isNew = store.lacking(records);
      counted(isNew);
      store.add(isNew);
      told(isNew, true);
    };
    if (missing.length > 0) await executor.run(order === 'forwards' ? missing : missing.toReversed(), take);
    done.push(...store.trials(first, first + tasks.length));
    if (done.length !== first + tasks.length)
      throw new InvariantError(`Expected ${first + tasks.length} trials to be kept, but it was "${done.length}"`);
  }
  store.end();
  return done;
}

function lacks(kept: ReadonlyMap<number, Trial>, { number, point }: Task): boolean {
  const trial = kept.get(number);
  if (trial === undefined) return true;
  if (keyOf(trial.point) === keyOf(point)) return false;
  throw new InvariantError(`Expected trial ${number} to have the point ${keyOf(point)} again, but it was "${keyOf(trial.point)}"`);
}
