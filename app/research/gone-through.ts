import type { Point } from '../../engine/research/point.ts';
import type { Search } from '../../engine/research/search.ts';
import type { Executor } from './executor.ts';
import type { Task, TrialRecord } from './trial-record.ts';

/**
 * Goes through a search batch by batch, `beside` laid over each point; all trials in the order of their numbers, with the
 * points that the search asked for. `told` hears of each trial as it comes.
 */
export async function goneThrough(
  search: Search,
  executor: Executor,
  beside: Point,
  told: (records: readonly TrialRecord[]) => void,
): Promise<readonly TrialRecord[]> {
  const done: TrialRecord[] = [];
  for (;;) {
    const first = done.length;
    const batch = search.next(done);
    if (batch.length === 0) return done;
    const came = new Map<number, TrialRecord>();
    const tasks = batch.map(({ point, budget }, k): Task => ({ number: first + k, point: { ...point, ...beside }, budget }));
    await executor.run(tasks, (records) => {
      const own = records
        .filter(({ number }) => !came.has(number))
        .map((record) => ({ ...record, point: batch[record.number - first]!.point }));
      for (const record of own) came.set(record.number, record);
      told(own);
    });
    for (const { number } of tasks) done.push(came.get(number)!);
  }
}
