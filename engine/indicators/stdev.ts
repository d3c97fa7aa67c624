import type { Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';
import { type Estimate, spread } from './variance.ts';

/**
 * Standard deviation of the last `period` values around their mean (divided by `period`, as in TA-Lib and Bollinger's
 * bands); ready on row `period`, NaN while a NaN is in the window, exactly 0 where all values are equal.
 */
export function stdev(source: Line, period: number, { sample = false }: Estimate = {}): Line {
  return spread(source, wholePeriod(period, 'stdev', sample ? 2 : 1), sample, true);
}
