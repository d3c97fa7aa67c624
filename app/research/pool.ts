import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { Executor } from './executor.ts';
import { ShareOfWork } from './share-of-work.ts';
import type { Task, TrialRecord } from './trial-record.ts';
import type { Work } from './work.ts';

const ENDING = extname(fileURLToPath(import.meta.url));
const WORKER = fileURLToPath(new URL(`./worker${ENDING}`, import.meta.url));
/** What Node 20 needs to run a `.ts` file, as the tests do: named by its place, for the name alone would be looked up from the current folder. */
const FLAGS = ENDING === '.ts' ? ['--import', import.meta.resolve('jiti/register')] : [];

/** Runs make much that is soon forgotten: with more room for it less of it is copied. Megabytes. */
const LIMITS = { maxYoungGenerationSizeMb: 96 };

/** Threads of this machine over one memory of columns. */
export class Pool implements Executor {
  readonly #pool: Tinypool;
  readonly #threads: number;
  readonly #share = new ShareOfWork();

  constructor(work: Work, threads: number) {
    this.#threads = threads;
    this.#pool = new Tinypool({
      ...{ filename: WORKER, name: 'runTasks', runtime: 'worker_threads', workerData: work, execArgv: FLAGS, resourceLimits: LIMITS },
      ...{ minThreads: threads, maxThreads: threads, isolateWorkers: false, concurrentTasksPerWorker: 1 },
    });
  }

  async run(tasks: readonly Task[], take: (records: readonly TrialRecord[]) => void): Promise<void> {
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < tasks.length) {
        // Near the end all threads have something to do.
        const most = Math.ceil((tasks.length - next) / (2 * this.#threads));
        const some = tasks.slice(next, next + Math.min(this.#share.size, most));
        next += some.length;
        const from = performance.now();
        const records = await this.some(some);
        this.#share.took(some.length, performance.now() - from);
        take(records);
      }
    };
    await Promise.all(Array.from({ length: this.#threads }, lane));
  }

  /** Runs some trials in one thread. */
  async some(tasks: readonly Task[]): Promise<TrialRecord[]> {
    return (await this.#pool.run(tasks)) as TrialRecord[];
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** Runs each trial in a thread of its own, in which nothing has run before. */
export async function runFresh(work: Work, tasks: readonly Task[], threads: number, take: (record: TrialRecord) => void): Promise<void> {
  const pool = new Tinypool({
    ...{ filename: WORKER, name: 'runTasks', runtime: 'worker_threads', workerData: work, execArgv: FLAGS },
    ...{ minThreads: 0, maxThreads: threads, isolateWorkers: true, concurrentTasksPerWorker: 1 },
  });
  try {
    await Promise.all(tasks.map(async (task) => take(((await pool.run([task])) as TrialRecord[])[0]!)));
  } finally {
    await pool.destroy();
  }
}
