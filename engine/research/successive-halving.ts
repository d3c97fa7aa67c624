import type { Objective } from './objective.ts';
import { randomSearch } from './random.ts';
import { ranked } from './ranked.ts';
import type { Search } from './search.ts';
import type { Space } from './space.ts';
import type { Trial } from './trial.ts';

/** How trials are thinned out. */
export interface HalvingOptions {
  /** One of so many goes on to the next rung, which has so many times as much data; above 1. */
  readonly eta: number;
  /** The share of the data on the first rung, above 0 and up to 1. */
  readonly least: number;
}

export const HALVING: HalvingOptions = { eta: 3, least: 1 / 9 };

/**
 * Runs many points over little data, the best of them over more, and few over all of it. The first rung holds `first` points
 * drawn at random over the leading share `least` of the data; each further rung the best of the one before, one in `eta`,
 * over `eta` times as much. Only the trials of the last rung are results: what ran over a part compares with its rung alone.
 * Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016.
 */
export function successiveHalving(
  space: Space,
  first: number,
  seed: number,
  objectives: readonly Objective[],
  { eta, least }: HalvingOptions = HALVING,
): Search {
  const start = randomSearch(space, first, seed);
  const rungs = rungsOf(start.trials, eta, least);
  return {
    name: 'halving',
    trials: rungs.reduce((sum, { size }) => sum + size, 0),
    next(done) {
      let before: readonly Trial[] = [];
      for (const [k, { size, budget }] of rungs.entries()) {
        const rung = done.filter((trial) => trial.budget === budget);
        const points = k === 0 ? start.next(rung) : rung.length > 0 ? [] : ranked(before, objectives).slice(0, size);
        if (points.length > 0) return points.map(({ point }) => ({ point, budget }));
        before = rung;
      }
      return [];
    },
  };
}

/** How many trials each rung has, and over which share of the data; undefined for all of it. */
export function rungsOf(
  first: number,
  eta: number,
  least: number,
): readonly { readonly size: number; readonly budget: number | undefined }[] {
  const shares: number[] = [1];
  while (shares[0]! / eta >= least * (1 - 1e-9)) shares.unshift(shares[0]! / eta);
  let size = first;
  return shares.map((share, k) => {
    if (k > 0) size = Math.max(1, Math.floor(size / eta));
    return { size, budget: share === 1 ? undefined : share };
  });
}
