import { quantile } from '../../analysis/quantile.ts';
import { axisOf } from '../axis.ts';
import type { Dimension } from '../dimension.ts';
import type { Point } from '../point.ts';

/** A trial by what it was run with and what it came to; more is better. */
export interface Scored {
  readonly point: Point;
  readonly score: number;
}

/** Whether the best of a search stands on a plateau or on a peak; plain numbers, as JSON has them. */
export interface Neighbourhood {
  /** How neighbours were found: trials one step of the grid away in any dimensions, or the nearest where there are too few of those. */
  readonly kind: 'step' | 'nearest';
  readonly neighbours: number;
  readonly best: number;
  /** Their score in the middle, and at worst. */
  readonly median: number;
  readonly worst: number;
  /** A neighbour is near if it keeps this share of the lead that the best has over the lower quarter of all trials. */
  readonly tolerance: number;
  /** The share of neighbours that are near. */
  readonly share: number;
  readonly shape: 'plateau' | 'slope' | 'peak';
}

const TOLERANCE = 0.75;
const FEWEST = 3;
/** From this share of neighbours on it is a plateau; below the second it is a peak. */
const PLATEAU = 0.6;
const PEAK = 0.3;

/**
 * Looks at the trials around the best. Distance is counted in values that were tried along a dimension; values without an order are one step from
 * each other. Trials without a number are neighbours that are not near. Null for fewer than three other trials, or where the best is no better than their lower quarter.
 */
export function neighbourhoodOf(trials: readonly Scored[], best: Scored, dimensions: readonly Dimension[]): Neighbourhood | null {
  const others = trials.filter((trial) => trial !== best);
  const low = quantile(
    Float64Array.from(trials, ({ score }) => score),
    0.25,
  );
  if (others.length < FEWEST || !(best.score > low)) return null;
  const steps = stepsOf(trials, dimensions);
  const away = others.map((trial) => ({ trial, ...steps(trial.point, best.point) }));
  const adjacent = away.filter(({ most }) => most <= 1);
  const wanted = Math.min(others.length, Math.max(FEWEST, 2 * dimensions.length));
  const near = adjacent.length >= FEWEST ? adjacent : away.sort((a, b) => a.sum - b.sum).slice(0, wanted);
  const scores = Float64Array.from(near, ({ trial }) => trial.score);
  const least = low + TOLERANCE * (best.score - low);
  const share = scores.filter((score) => score >= least).length / scores.length;
  return {
    kind: adjacent.length >= FEWEST ? 'step' : 'nearest',
    neighbours: near.length,
    best: best.score,
    median: quantile(scores, 0.5),
    worst: quantile(scores, 0),
    tolerance: TOLERANCE,
    share,
    shape: share >= PLATEAU ? 'plateau' : share < PEAK ? 'peak' : 'slope',
  };
}

/** How far two points are from each other: the most steps along one dimension, and the sum of the shares of all of them. */
function stepsOf(trials: readonly Scored[], dimensions: readonly Dimension[]) {
  const ranks = dimensions.map((dimension) => {
    const { name, ordered } = axisOf(dimension);
    const tried = [...new Set(trials.map(({ point }) => point[name]))];
    if (ordered) tried.sort((a, b) => Number(a) - Number(b));
    return { name, ordered, last: Math.max(1, tried.length - 1), rank: new Map(tried.map((value, k) => [value, k])) };
  });
  return (one: Point, other: Point): { readonly most: number; readonly sum: number } => {
    let most = 0;
    let sum = 0;
    for (const { name, ordered, last, rank } of ranks) {
      const apart = Math.abs(rank.get(one[name])! - rank.get(other[name])!);
      const step = ordered ? apart : Math.min(apart, 1);
      most = Math.max(most, step);
      sum += ordered ? step / last : step;
    }
    return { most, sum };
  };
}
