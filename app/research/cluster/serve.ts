import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { ConfigError } from '../../../engine/model/errors.ts';
import { engineVersion } from '../../version.ts';
import { connect, PREFIX, queueName, shownAddress } from './connection.ts';
import { type TrialJob, written } from './job.ts';
import { Stations } from './station.ts';

/** A job of a worker that has not been heard of for so long is another's; ms. */
const LOCK = 10_000;
/** How often it is looked for such jobs; ms. */
const STALLED = 4_000;
/** So many workers may die over a job before it counts as one that cannot be run. */
const DEATHS = 10;
/** How often it is looked for sweeps of other versions; ms. */
const LOOK = 5_000;

/** What a worker needs of the world. */
export interface Serving {
  readonly threads: number;
  readonly say: (line: string) => void;
  /** Ends it: what it runs is finished first. */
  readonly signal: AbortSignal;
}

/**
 * Runs trials of the sweeps at a Redis until it is told to end. Throws a ConfigError where nothing answers there, and where all
 * sweeps there are of another version of the engine.
 */
export async function serve(address: string, { threads, say, signal }: Serving): Promise<void> {
  const redis = await connect(address);
  const blocking = redis.duplicate();
  const stations = new Stations(redis, threads);
  let worker: Worker<TrialJob, string> | undefined;
  try {
    await refuseOthers(redis, address);
    const seen = new Map<string, number>();
    worker = new Worker<TrialJob, string>(
      queueName(),
      async ({ data: { sweep, work, tasks } }) => {
        if (!seen.has(sweep)) say(`${sweep}: joined`);
        const records = await stations.run(work, tasks);
        seen.set(sweep, (seen.get(sweep) ?? 0) + records.length);
        return written(records);
      },
      {
        ...{ connection: blocking, prefix: PREFIX, concurrency: threads },
        ...{ lockDuration: LOCK, stalledInterval: STALLED, maxStalledCount: DEATHS },
      },
    );
    worker.on('error', () => {});
    worker.on('failed', (job, error) => say(`${job?.data.sweep}: ${error.message}`));
    say(`onetape ${engineVersion()} waits for trials at ${shownAddress(address)}, ${threads} threads`);
    while (!signal.aborted) {
      await pause(LOOK, signal);
      if (!signal.aborted && redis.status === 'ready') await refuseOthers(redis, address);
    }
    for (const [sweep, count] of seen) say(`${sweep}: ${count} trials`);
  } finally {
    await worker?.close();
    await stations.close();
    redis.disconnect();
    blocking.disconnect();
  }
}

/** A worker that cannot help anybody says so. */
async function refuseOthers(redis: Redis, address: string): Promise<void> {
  const keys = await redis.keys(`${PREFIX}:sweep:*`);
  if (keys.length === 0) return;
  const versions = (await redis.mget(keys)).filter((one) => one !== null);
  if (versions.length === 0 || versions.includes(engineVersion())) return;
  throw new ConfigError(
    `Expected sweeps of onetape ${engineVersion()}, the version of this worker, at ${shownAddress(address)}, but it was "${[...new Set(versions)].join(', ')}"`,
  );
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
  });
