import { meanOf } from './moments.ts';
import { finite, power } from './power.ts';

/** How a run moved with a benchmark. NaN without a benchmark, or where it does not move. */
export interface Relation {
  /** What was earned beyond the benchmark's share, compounded over a year. Source: empyrical `alpha`. */
  readonly alpha: number;
  /** Covariance with the benchmark over its variance. Source: empyrical `beta`. */
  readonly beta: number;
  /** Pearson's correlation with the benchmark's returns. */
  readonly correlation: number;
  /** Annualised sample deviation of the returns beyond the benchmark's. Source: Grinold and Kahn, Active Portfolio Management (2000). */
  readonly trackingError: number;
  /** Annualised mean of the returns beyond the benchmark's over the tracking error. Source: Goodwin, Financial Analysts Journal 54(4), 1998. */
  readonly informationRatio: number;
  /** Annualised mean excess return over beta. Source: Treynor, Harvard Business Review 43(1), 1965. */
  readonly treynor: number;
  /** Annual growth over the benchmark's, over the periods in which it rose, and in which it fell. Source: empyrical `up_capture`, `down_capture`. */
  readonly upCapture: number;
  readonly downCapture: number;
  /** Growth of the benchmark over the same time. */
  readonly benchmarkReturn: number;
}

/** Below this variance a benchmark does not move (empyrical). */
const STILL = 1e-30;

/** Covariance of known returns with the benchmark's over their variance; NaN where the benchmark does not move. */
export function betaOf(own: Float64Array, market: Float64Array): number {
  const n = own.length;
  let ownSum = 0;
  let theirSum = 0;
  for (let k = 0; k < n; k++) {
    ownSum += own[k]!;
    theirSum += market[k]!;
  }
  let covariance = 0;
  let variance = 0;
  for (let k = 0; k < n; k++) {
    const off = market[k]! - theirSum / n;
    covariance += off * (own[k]! - ownSum / n);
    variance += off * off;
  }
  return n > 1 && variance / n >= STILL ? finite(covariance / variance) : Number.NaN;
}

/** Relates returns to those of a benchmark at the same moments; a pair of which either side is unknown does not count. `riskFree` is per period. */
export function relationOf(returns: Float64Array, benchmark: Float64Array, riskFree: number, periodsPerYear: number): Relation {
  const { own, market } = known(returns, benchmark);
  const ownMean = meanOf(own).mean;
  const theirMean = meanOf(market).mean;
  const mean = ownMean - theirMean;
  let covariance = 0;
  let theirs = 0;
  let ours = 0;
  let beyond = 0;
  let growth = 1;
  for (let k = 0; k < own.length; k++) {
    const off = own[k]! - ownMean;
    const theirOff = market[k]! - theirMean;
    covariance += theirOff * off;
    theirs += theirOff * theirOff;
    ours += off * off;
    beyond += (off - theirOff) * (off - theirOff);
    growth *= 1 + market[k]!;
  }
  const moves = own.length > 1 && theirs / own.length >= STILL;
  const beta = moves ? finite(covariance / theirs) : Number.NaN;
  const deviation = own.length > 1 ? Math.sqrt(beyond / (own.length - 1)) : Number.NaN;
  const extra = ownMean - riskFree - beta * (theirMean - riskFree);
  return {
    alpha: power(1 + extra, periodsPerYear) - 1,
    beta,
    correlation: moves ? finite(covariance / Math.sqrt(theirs * ours)) : Number.NaN,
    trackingError: finite(deviation * Math.sqrt(periodsPerYear)),
    informationRatio: deviation > STILL ? finite((mean / deviation) * Math.sqrt(periodsPerYear)) : Number.NaN,
    treynor: finite(((ownMean - riskFree) * periodsPerYear) / beta),
    upCapture: capture(own, market, 1, periodsPerYear),
    downCapture: capture(own, market, -1, periodsPerYear),
    benchmarkReturn: own.length > 0 ? finite(growth - 1) : Number.NaN,
  };
}

/** The pairs of which both sides are known. */
function known(returns: Float64Array, benchmark: Float64Array): { readonly own: Float64Array; readonly market: Float64Array } {
  const own = new Float64Array(returns.length);
  const market = new Float64Array(returns.length);
  let count = 0;
  for (let k = 0; k < returns.length; k++) {
    if (Number.isNaN(returns[k]! + benchmark[k]!)) continue;
    own[count] = returns[k]!;
    market[count++] = benchmark[k]!;
  }
  return { own: own.subarray(0, count), market: market.subarray(0, count) };
}

/** Annual growth over annual growth, of the periods in which the benchmark moved in the direction of `sign`. */
function capture(own: Float64Array, market: Float64Array, sign: 1 | -1, periodsPerYear: number): number {
  let ours = 1;
  let theirs = 1;
  let count = 0;
  for (let k = 0; k < own.length; k++) {
    if (!(market[k]! * sign > 0)) continue;
    ours *= 1 + own[k]!;
    theirs *= 1 + market[k]!;
    count++;
  }
  const annual = (growth: number): number => power(growth, periodsPerYear / count) - 1;
  return count > 0 ? finite(annual(ours) / annual(theirs)) : Number.NaN;
}
