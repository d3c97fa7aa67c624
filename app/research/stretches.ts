import { returnsOf } from '../../engine/analysis/returns.ts';
import type { Sampled } from '../../engine/analysis/sampled.ts';

/** Twenty years of days; more would tell statistics over trials little, and every trial keeps them. */
const MOST = 6_000;

/** What the stretches of a run's time earned, in order; trials over the same data have the same stretches. */
export interface Stretches {
  readonly returns: Float32Array;
  /** How many make a year; NaN where that is not known. */
  readonly perYear: number;
}

/** The returns by which a run is judged, one a day of an intraday run; of more than 6000 so many together as leave no more. */
export function stretchesOf(startCash: number, { value, returns, periodsPerYear }: Sampled): Stretches {
  const together = Math.ceil(returns.length / MOST);
  if (together <= 1) return { returns: Float32Array.from(returns), perYear: periodsPerYear };
  const count = Math.ceil(value.length / together);
  const ends = Float64Array.from({ length: count }, (_, k) => value[Math.min((k + 1) * together, value.length) - 1]!);
  return { returns: Float32Array.from(returnsOf(startCash, ends)), perYear: periodsPerYear / together };
}
