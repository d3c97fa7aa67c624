import { finite, power } from './power.ts';

/**
 * Simple returns, one per equity value; the first is from the starting cash. NaN where the value before is not
 * positive: what is earned on nothing is no return. Source: empyrical `simple_returns`.
 */
export function returnsOf(startCash: number, equity: Float64Array): Float64Array {
  const returns = new Float64Array(equity.length);
  let before = startCash;
  for (let k = 0; k < equity.length; k++) {
    const value = equity[k]!;
    returns[k] = before > 0 ? value / before - 1 : Number.NaN;
    before = value;
  }
  return returns;
}

/** Growth over the whole run as a fraction; NaN without starting cash. Source: empyrical `cum_returns_final`. */
export function totalReturn(startEquity: number, finalEquity: number): number {
  return startEquity > 0 ? finite(finalEquity / startEquity - 1) : Number.NaN;
}

/**
 * Compound annual growth: `(final / start) ^ (1 / years) - 1` with years = returns / periods per year. -1 where
 * nothing is left, NaN where less than nothing is. Source: empyrical `annual_return` (= `cagr`).
 */
export function cagr(total: number, count: number, periodsPerYear: number): number {
  return count > 0 && periodsPerYear > 0 ? power(1 + total, periodsPerYear / count) - 1 : Number.NaN;
}
