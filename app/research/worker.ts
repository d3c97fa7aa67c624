import { workerData } from 'node:worker_threads';
import type { Task, TrialRecord } from './trial-record.ts';
import { TrialRunner } from './trial-runner.ts';
import type { Work } from './work.ts';

// A pool puts data of its own before that of its owner.
const [, work] = workerData as readonly [unknown, Work];
const runner = new TrialRunner(work);

/** Runs some trials in the thread of a pool, one after the other. */
export async function runTasks(tasks: readonly Task[]): Promise<TrialRecord[]> {
  const records: TrialRecord[] = [];
  for (const task of tasks) records.push(await runner.run(task));
  return records;
}
