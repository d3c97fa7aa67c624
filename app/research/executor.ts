import type { Task, TrialRecord } from './trial-record.ts';

/** Who runs trials: this thread, threads beside it, or other machines. */
export interface Executor {
  /**
   * Runs all of them and hands over what comes, in any order, some at a time; a trial may come more than once. Resolves when all
   * have come; what `take` throws ends it.
   */
  run(tasks: readonly Task[], take: (records: readonly TrialRecord[]) => void): Promise<void>;
  close(): Promise<void>;
}
