import { inverseNormal } from './inverse-normal.ts';

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * The Sharpe ratio that the best of so many independent trials is expected to show though none of them has any skill, in the unit
 * of `variance`, which is that of the trials' Sharpe ratios: sqrt(V) x ((1 - g) Z(1 - 1/N) + g Z(1 - 1/(N e))). 0 for one trial, and
 * never below. Source: Bailey and Lopez de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management 40(5), 2014, equation 6.
 */
export function expectedMaximum(variance: number, trials: number): number {
  if (trials <= 1) return 0;
  const [whole, tail] = [inverseNormal(1 - 1 / trials), inverseNormal(1 - 1 / (trials * Math.E))];
  return Math.max(0, Math.sqrt(variance) * ((1 - EULER_MASCHERONI) * whole + EULER_MASCHERONI * tail));
}
