import { quantile } from '../../analysis/quantile.ts';

/** The shares at which a distribution is told. */
export const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** A number of a run beside what it was in all simulations; plain numbers, as JSON has them. */
export interface Distribution {
  /** The run's own. */
  readonly value: number;
  /** Share of the simulations that came to less, and half of those that came to the same: 0.5 is the middle. */
  readonly rank: number;
  readonly mean: number;
  /** The quantiles at 0.05, 0.25, 0.5, 0.75 and 0.95: nine in ten simulations lie between the first and the last. */
  readonly quantiles: readonly number[];
}

/** Sums simulations up; those without a number do not count. */
export function distributionOf(value: number, simulated: Float64Array): Distribution {
  let sum = 0;
  let count = 0;
  let below = 0;
  for (const one of simulated) {
    if (Number.isNaN(one)) continue;
    count++;
    sum += one;
    if (one < value) below++;
    else if (one === value) below += 0.5;
  }
  return {
    value,
    rank: count === 0 || Number.isNaN(value) ? Number.NaN : below / count,
    mean: count === 0 ? Number.NaN : sum / count,
    quantiles: LEVELS.map((level) => quantile(simulated, level)),
  };
}

/** The share of simulations of which something holds; NaN of none. */
export function shareOf(simulated: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (const one of simulated) if (holds(one)) count++;
  return count / simulated.length;
}
