import type { PriceColumns } from '../model/result.ts';
import { finite, power } from './power.ts';
import { returnsOf } from './returns.ts';

/** How a run moved with a benchmark. */
export interface Relation {
  /** What was earned beyond the benchmark's share, compounded over a year. Source: empyrical `alpha`. */
  readonly alpha: number;
  /** Covariance with the benchmark over its variance. Source: empyrical `beta`. */
  readonly beta: number;
}

const NONE: Relation = { alpha: Number.NaN, beta: Number.NaN };
/** Below this a benchmark does not move (empyrical). */
const STILL = 1e-30;

/**
 * Alpha and beta of returns against benchmark prices, one per equity value; the first return has no price before it
 * and does not count, nor does one of which either side is unknown. `riskFree` is per period.
 */
export function relationTo(prices: Float64Array, returns: Float64Array, riskFree: number, periodsPerYear: number): Relation {
  const market = returnsOf(Number.NaN, prices);
  let count = 0;
  let own = 0;
  let theirs = 0;
  const length = Math.min(returns.length, market.length);
  for (let k = 0; k < length; k++) {
    if (!Number.isFinite(returns[k]! + market[k]!)) continue;
    count++;
    own += returns[k]!;
    theirs += market[k]!;
  }
  if (count < 2) return NONE;
  const ownMean = own / count;
  const theirMean = theirs / count;
  let covariance = 0;
  let variance = 0;
  for (let k = 0; k < length; k++) {
    if (!Number.isFinite(returns[k]! + market[k]!)) continue;
    const off = market[k]! - theirMean;
    covariance += off * (returns[k]! - ownMean);
    variance += off * off;
  }
  if (variance / count < STILL) return NONE;
  const beta = finite(covariance / variance);
  const extra = ownMean - riskFree - beta * (theirMean - riskFree);
  return { alpha: power(1 + extra, periodsPerYear) - 1, beta };
}

/**
 * What buying every instrument at its first open and holding it to its last close returns: the mean over instruments,
 * without costs. NaN without prices. Source: backtesting.py `Buy & Hold Return`, from the open as our orders fill there.
 */
export function buyAndHoldReturn(prices: readonly PriceColumns[]): number {
  let sum = 0;
  let count = 0;
  for (const { open, close } of prices) {
    const first = open.find((price) => price > 0);
    const last = close.findLast((price) => !Number.isNaN(price));
    if (first === undefined || last === undefined) continue;
    sum += last / first - 1;
    count++;
  }
  return count > 0 ? finite(sum / count) : Number.NaN;
}
