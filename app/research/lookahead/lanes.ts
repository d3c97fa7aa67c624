import type { Course } from '../../../engine/research/lookahead/decision.ts';
import type { Held } from '../../../engine/research/lookahead/held.ts';
import { dataOf, type Variant } from '../../../engine/research/lookahead/variant.ts';
import type { Doors, Job, Terms } from './job.ts';
import { StrategyProcess } from './process.ts';

/** The run of a variant, with its data and no others. */
export const jobOf = (variant: Variant, whole: readonly Held[]): Job => ({
  series: dataOf(variant, whole),
  warmUntil: variant.warmUntil,
  stretch: { until: variant.until, trace: variant.trace },
});

/**
 * Does a group of runs in processes of their own, so many at a time. Those that know nothing behind their moment share a process, by
 * rising moments: what a strategy hides outside of itself can only be what it knew before. All others have one each.
 */
export async function runInProcesses(
  variants: readonly Variant[],
  whole: readonly Held[],
  terms: Terms,
  doors: Doors,
  workers: number,
): Promise<Course[]> {
  const courses: Course[] = new Array(variants.length);
  const isBlind = variants.every(({ how, only }) => only === -1 && how !== 'whole' && how !== 'later');
  const lanes = isBlind
    ? Array.from({ length: workers }, (_, lane) => variants.map((_, k) => k).filter((k) => k % workers === lane))
    : variants.map((_, k) => [k]);
  const waiting = lanes.filter((lane) => lane.length > 0);
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) {
      const own = new StrategyProcess(terms, doors);
      try {
        for (const k of lane) courses[k] = await own.run(jobOf(variants[k]!, whole));
      } finally {
        own.end();
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return courses;
}
