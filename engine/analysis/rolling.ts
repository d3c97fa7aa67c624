import { type Benchmark, paired } from './benchmark.ts';
import { momentsOf } from './moments.ts';
import { annualVolatility, sharpe } from './ratios.ts';
import { betaOf } from './relation.ts';
import type { Sampled } from './sampled.ts';

/** Numbers over a window that moves through the run; the first window ends with the first value. */
export interface Rolling {
  /** How many returns a window holds. */
  readonly window: number;
  /** Whether these are returns per day (of an intraday run) or per equity value. */
  readonly every: 'day' | 'value';
  readonly periodsPerYear: number;
  /** The end of each window; ms. Empty for a run that is shorter than one. */
  readonly ts: Float64Array;
  readonly sharpe: Float64Array;
  readonly volatility: Float64Array;
  /** NaN without a benchmark, and where it has fewer returns in a window than half of it. */
  readonly beta: Float64Array;
}

/** A window of fewer returns says nothing. */
const FEWEST = 20;

/**
 * Half a year of returns (pyfolio's rolling plots span six months); of a run shorter than three of them a third, but not
 * fewer than 20 returns.
 */
export function rollingWindow(periodsPerYear: number, returns: number): number {
  return Math.min(Math.max(6, Math.round(periodsPerYear / 2)), Math.max(FEWEST, Math.floor(returns / 3)));
}

/** Each window is measured from its returns alone, so that nothing of what has left it lingers. `riskFree` is per year. */
export function rollingOf(sampled: Sampled, benchmark: Benchmark | null, riskFree: number, window: number): Rolling {
  const { ts, returns, periodsPerYear, every } = sampled;
  const count = Number.isNaN(window) ? 0 : Math.max(0, returns.length - window + 1);
  const rolling: Rolling = {
    window,
    every,
    periodsPerYear,
    ts: ts.slice(ts.length - count),
    sharpe: new Float64Array(count),
    volatility: new Float64Array(count),
    beta: new Float64Array(count).fill(Number.NaN),
  };
  const perPeriod = riskFree === 0 ? 0 : riskFree / periodsPerYear;
  for (let k = 0; k < count; k++) {
    const moments = momentsOf(returns.subarray(k, k + window), perPeriod);
    rolling.sharpe[k] = sharpe(moments, perPeriod, periodsPerYear);
    rolling.volatility[k] = annualVolatility(moments, periodsPerYear);
  }
  if (benchmark !== null) fillBeta(sampled, benchmark, window, rolling.beta);
  return rolling;
}

function fillBeta({ ts, value }: Sampled, benchmark: Benchmark, window: number, beta: Float64Array): void {
  const pairs = paired(ts, value, benchmark);
  let from = 0;
  let to = 0;
  for (let k = 0; k < beta.length; k++) {
    while (from < pairs.rows.length && pairs.rows[from]! < k) from++;
    while (to < pairs.rows.length && pairs.rows[to]! < k + window) to++;
    if (to - from >= window / 2) beta[k] = betaOf(pairs.own.subarray(from, to), pairs.market.subarray(from, to));
  }
}
