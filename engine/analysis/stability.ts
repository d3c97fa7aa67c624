import { log } from '../model/pinned-math.ts';
import { finite } from './power.ts';

/**
 * How much a curve resembles steady growth: R squared of a straight line through the logarithm of equity, 0 to 1.
 * NaN for fewer than two values, for a curve that does not move, and where equity is not positive.
 * Source: empyrical `stability_of_timeseries`.
 */
export function stability(startCash: number, equity: Float64Array): number {
  const n = equity.length;
  const centre = (n - 1) / 2;
  const logs = equity.map((value) => log(value / startCash));
  let mean = 0;
  for (let k = 0; k < n; k++) mean += logs[k]! / n;
  let both = 0;
  let squares = 0;
  for (let k = 0; k < n; k++) {
    const off = logs[k]! - mean;
    both += (k - centre) * off;
    squares += off * off;
  }
  const places = (n * (n * n - 1)) / 12;
  return finite((both * both) / (places * squares));
}
