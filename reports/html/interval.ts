import type { Interval } from '../../engine/analysis/intervals.ts';
import { percent, ratio } from '../format.ts';
import type { Result } from '../result.ts';

/** The bootstrap interval of a metric in words: `-0.10 to 0.85`; empty where it has none. */
export function intervalOf({ analysis: { intervals } }: Pick<Result, 'analysis'>, field: string): string {
  const found: Interval | undefined = intervals.all.find(({ name }) => name === field);
  if (found === undefined || !Number.isFinite(found.low + found.high)) return '';
  const show = field === 'sharpe' ? ratio : percent;
  return `${show(found.low)} to ${show(found.high)}`;
}
