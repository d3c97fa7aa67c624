import type { Line } from '../model/line.ts';
import { multiply, subtract } from './arithmetic.ts';
import { wholePeriod } from './period.ts';
import { wma } from './wma.ts';

/**
 * Hull moving average (Alan Hull, 2005): the weighted average over the root of `period` of twice the weighted average
 * over half of it less the one over all of it. Half and root are rounded down, to 1 at least. Ready on row `period` +
 * root - 1; a NaN in the source starts it anew.
 */
export function hma(source: Line, period: number): Line {
  wholePeriod(period, 'hma');
  const half = Math.max(1, Math.floor(period / 2));
  const lagless = subtract(multiply(wma(source, half), 2), wma(source, period));
  return wma(lagless, Math.floor(Math.sqrt(period)));
}
