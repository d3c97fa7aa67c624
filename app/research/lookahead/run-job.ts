import type { BacktestParts } from '../../../engine/loop/parts.ts';
import { courseOf } from '../../../engine/research/lookahead/course.ts';
import type { Course } from '../../../engine/research/lookahead/decision.ts';
import { seriesOf } from '../../../engine/research/lookahead/held.ts';
import type { AnyStrategy } from '../../../engine/strategy/define.ts';
import type { Job, Terms, Told } from './job.ts';

/** Does a run on its own data, with strategies that nobody has run before. */
export function runJob(
  { strategies, rest }: Pick<Terms, 'rest'> & { readonly strategies: readonly Omit<Told, 'ref'>[] },
  job: Job,
  loaded: readonly AnyStrategy[],
): Course {
  const series = job.series.map(seriesOf);
  const bound = strategies.map(({ id, params, capital, feeds }, k) => ({
    ...{ id, params, capital, strategy: loaded[k]! },
    feeds: Object.fromEntries(
      Object.entries(feeds).map(([role, given]) => [role, typeof given === 'number' ? series[given]! : given.map((one) => series[one]!)]),
    ),
  }));
  const parts: BacktestParts = { ...rest, strategies: bound, series, warmUntil: job.warmUntil };
  return courseOf(parts, job.stretch);
}
