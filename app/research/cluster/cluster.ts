import { createHash } from 'node:crypto';
import { type Job, Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { VenueError } from '../../../engine/model/errors.ts';
import { engineVersion } from '../../version.ts';
import type { Executor } from '../executor.ts';
import type { KeptSweep } from '../store.ts';
import type { Task, TrialRecord } from '../trial-record.ts';
import { connect, PREFIX, queueName, shownAddress } from './connection.ts';
import { readRecords, type TrialJob } from './job.ts';
import type { Portable } from './portable.ts';
import { Shipped } from './shipped.ts';

/** How often all jobs are looked at, whatever events say; ms. */
const LOOK = 2_000;
/** Without a connection for so long the sweep gives up; it can be resumed. */
const PATIENCE = 120_000;
/** Trials that are handed over at a time, at most. */
const MOST = 64;

/** The workers of a Redis as those who run a sweep: what is lost on the way is sent again, what comes twice is taken once. */
export class Cluster implements Executor {
  readonly #address: string;
  readonly #redis: Redis;
  readonly #events: Redis;
  readonly #queue: Queue<TrialJob, string>;
  readonly #heard: QueueEvents;
  readonly #shipped: Shipped;
  readonly #sweep: string;
  /** Jobs whose trials have not come. */
  readonly #open = new Map<string, readonly Task[]>();
  #take: (records: readonly TrialRecord[]) => void = () => {};

  constructor(address: string, redis: Redis, events: Redis, shipped: Shipped, sweep: string) {
    this.#address = address;
    this.#redis = redis;
    this.#events = events;
    this.#shipped = shipped;
    this.#sweep = sweep;
    this.#queue = new Queue(queueName(), { connection: redis, prefix: PREFIX });
    this.#heard = new QueueEvents(queueName(), { connection: events, prefix: PREFIX });
    this.#queue.on('error', () => {});
    this.#heard.on('error', () => {});
    this.#heard.on('completed', ({ jobId, returnvalue }) => {
      this.#came(jobId, returnvalue as unknown as string);
    });
  }

  async run(tasks: readonly Task[], take: (records: readonly TrialRecord[]) => void): Promise<void> {
    const wanted = new Set(tasks.map(({ number }) => number));
    let failure: unknown;
    this.#take = (records) => {
      try {
        take(records.filter(({ number }) => wanted.delete(number)));
      } catch (error) {
        failure = error;
      }
    };
    await this.#announce();
    for (const job of await this.#mine(['completed'])) this.#take(readRecords(job.returnvalue as string));
    await this.#forget();
    const left = tasks.filter(({ number }) => wanted.has(number));
    const size = Math.min(MOST, Math.max(1, Math.ceil(left.length / 128)));
    for (let from = 0; from < left.length; from += size) this.#plan(left.slice(from, from + size));
    await this.#send([...this.#open]);
    let answered = Date.now();
    for (let looked = Date.now(); this.#open.size > 0 && failure === undefined; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (Date.now() - looked < LOOK) continue;
      looked = Date.now();
      if (await within(LOOK * 2, this.#look())) answered = Date.now();
      else if (Date.now() - answered > PATIENCE)
        throw new VenueError(
          `Expected the Redis at ${shownAddress(this.#address)} to answer, but it was silent for ${PATIENCE / 1000} seconds; what has come is kept, and "onetape sweep --resume" goes on`,
          { retryable: true },
        );
    }
    if (failure !== undefined) throw failure;
  }

  async close(): Promise<void> {
    await within(
      LOOK,
      this.#forget().then(() => this.#redis.del(`${PREFIX}:sweep:${this.#sweep}`)),
    );
    await within(LOOK, Promise.all([this.#heard.close(), this.#queue.close()]));
    this.#redis.disconnect();
    this.#events.disconnect();
  }

  /** The same trials have the same name: what waits already, or is done, is not sent twice. */
  #plan(tasks: readonly Task[]): void {
    const numbers = tasks.map(({ number }) => number).join(' ');
    const name = createHash('sha256').update(numbers).digest('hex').slice(0, 16);
    this.#open.set(`${this.#sweep}_${name}`, tasks);
  }

  async #send(jobs: readonly (readonly [id: string, tasks: readonly Task[]])[]): Promise<void> {
    const { hash: work } = this.#shipped;
    await this.#queue.addBulk(
      jobs.map(([jobId, tasks]) => ({
        name: 'trials',
        data: { sweep: this.#sweep, work, tasks },
        opts: { jobId, attempts: 5, backoff: { type: 'fixed', delay: 1_000 } },
      })),
    );
  }

  /** Says that the sweep is there, and puts its work where workers find it. */
  async #announce(): Promise<void> {
    await this.#shipped.put(this.#redis);
    await this.#redis.set(`${PREFIX}:sweep:${this.#sweep}`, engineVersion(), 'EX', 60);
  }

  /** Looks at every job that has not come: events may be lost, and a Redis that was restarted may have lost jobs. */
  async #look(): Promise<void> {
    await this.#announce();
    const lost: (readonly [string, readonly Task[]])[] = [];
    for (const [id, tasks] of [...this.#open]) {
      const job = await this.#queue.getJob(id);
      if (job === undefined) lost.push([id, tasks]);
      else if (await job.isCompleted()) this.#came(id, job.returnvalue as string);
      else if (await job.isFailed()) await this.#failed(id, tasks, job);
    }
    if (lost.length > 0) await this.#send(lost);
  }

  /** Some trials that could not be run, again and again: one by one they may, and one that cannot is a trial that failed. */
  async #failed(id: string, tasks: readonly Task[], job: Job<TrialJob, string>): Promise<void> {
    this.#open.delete(id);
    await job.remove();
    const [only] = tasks;
    if (tasks.length === 1 && only !== undefined) {
      const { number, point, budget } = only;
      const failure = `Expected a worker to run it, but none could: ${job.failedReason}`;
      const record = { number, point, ...(budget !== undefined && { budget }), metrics: {}, resultHash: '', failure };
      this.#take([{ ...record, returns: new Float32Array(0), perYear: Number.NaN }]);
      return;
    }
    const before = new Set(this.#open.keys());
    for (const task of tasks) this.#plan([task]);
    await this.#send([...this.#open].filter(([name]) => !before.has(name)));
  }

  #came(id: string, text: string): void {
    if (!this.#open.delete(id)) return;
    this.#take(readRecords(text));
    this.#queue.remove(id).catch(() => {});
  }

  async #mine(states: ('completed' | 'waiting' | 'delayed' | 'failed')[]): Promise<Job<TrialJob, string>[]> {
    return (await this.#queue.getJobs(states)).filter((job) => job?.data?.sweep === this.#sweep);
  }

  /** Takes away what waits, or was done, of this sweep. */
  async #forget(): Promise<void> {
    for (const job of await this.#mine(['completed', 'waiting', 'delayed', 'failed'])) await job.remove().catch(() => {});
  }
}

/** Whether something succeeds within a time. */
async function within(ms: number, doing: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = doing.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

/** Throws a ConfigError where no Redis answers. */
export async function mustAnswer(address: string): Promise<void> {
  (await connect(address)).disconnect();
}

/** Connects to a Redis and has its workers run a sweep. Throws a ConfigError where nothing answers there. */
export async function joinCluster(address: string, portable: Portable, sweep: KeptSweep): Promise<Executor> {
  const redis = await connect(address);
  return new Cluster(address, redis, redis.duplicate(), new Shipped(portable), sweep.id);
}
