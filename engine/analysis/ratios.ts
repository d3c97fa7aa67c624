import type { Moments } from './moments.ts';
import { finite } from './power.ts';

/** Annualised standard deviation: `deviation x sqrt(periods)`. Source: empyrical `annual_volatility` (alpha 2). */
export function annualVolatility({ deviation }: Moments, periodsPerYear: number): number {
  return finite(deviation * Math.sqrt(periodsPerYear));
}

/** Mean excess return over its sample deviation, times sqrt(periods); `riskFree` is per period. Source: empyrical `sharpe_ratio`. */
export function sharpe({ mean, deviation }: Moments, riskFree: number, periodsPerYear: number): number {
  return finite(((mean - riskFree) / deviation) * Math.sqrt(periodsPerYear));
}

/** Annualised root of the mean square of what falls short of the required return. Source: empyrical `downside_risk`. */
export function downsideRisk({ downside }: Moments, periodsPerYear: number): number {
  return finite(downside * Math.sqrt(periodsPerYear));
}

/**
 * Annualised mean excess return over annualised downside risk, both against the required return per period with which
 * the moments were taken. Source: empyrical `sortino_ratio` and `downside_risk`.
 */
export function sortino({ mean, downside }: Moments, required: number, periodsPerYear: number): number {
  return finite(((mean - required) * periodsPerYear) / (downside * Math.sqrt(periodsPerYear)));
}

/** Sum of what exceeds the required return per period over the sum of what falls short of it. Source: Keating and Shadwick (2002); empyrical `omega_ratio`. */
export function omega(returns: Float64Array, required: number): number {
  let above = 0;
  let below = 0;
  for (let k = 0; k < returns.length; k++) {
    const excess = returns[k]! - required;
    if (Number.isNaN(excess)) continue;
    // max(excess, 0) and max(-excess, 0), exactly, and without a branch that half of all returns would mispredict
    const size = Math.abs(excess);
    above += (size + excess) / 2;
    below += (size - excess) / 2;
  }
  return finite(above / below);
}

/** Compound annual growth over the deepest drawdown; NaN without one. Source: empyrical `calmar_ratio`. */
export function calmar(growth: number, maxDrawdown: number): number {
  return maxDrawdown > 0 ? finite(growth / maxDrawdown) : Number.NaN;
}
