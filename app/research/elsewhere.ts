import type { Executor } from './executor.ts';
import type { ReadOnce } from './read-once.ts';
import type { KeptSweep } from './store.ts';
import type { Survey } from './survey.ts';
import type { Work } from './work.ts';

/** Those who run a sweep in the place of threads. */
export type Elsewhere = (work: Work, sources: ReadOnce, surveyed: Survey) => Promise<(sweep: KeptSweep) => Promise<Executor>>;

/** Has trials run by the workers of a Redis; undefined where no address is given. */
export function elsewhere(address: string | undefined): Elsewhere | undefined {
  if (address === undefined) return undefined;
  return async (work, sources, surveyed) => {
    const [{ joinCluster, mustAnswer }, { portableOf }] = await Promise.all([
      import('./cluster/cluster.ts'),
      import('./cluster/portable.ts'),
    ]);
    await mustAnswer(address);
    const portable = await portableOf(work, sources, surveyed);
    return (sweep) => joinCluster(address, portable, sweep);
  };
}
