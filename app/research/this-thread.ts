import type { Executor } from './executor.ts';
import type { ReadOnce } from './read-once.ts';
import type { Task, TrialRecord } from './trial-record.ts';
import { TrialRunner } from './trial-runner.ts';
import type { Work } from './work.ts';

/** Runs trials in the thread that asks for them: of strategies that a program holds, which no other thread can be given. */
export class ThisThread implements Executor {
  readonly #runner: TrialRunner;

  constructor(work: Work, sources: ReadOnce) {
    this.#runner = new TrialRunner(work, sources);
  }

  async run(tasks: readonly Task[], take: (records: readonly TrialRecord[]) => void): Promise<void> {
    for (const task of tasks) {
      take([await this.#runner.run(task)]);
      // A bar on the terminal and a Ctrl-C have their turn.
      await new Promise(setImmediate);
    }
  }

  async close(): Promise<void> {}
}
