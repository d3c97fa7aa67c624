import { type Axis, axisOf } from './axis.ts';
import type { Constraint } from './constraint.ts';
import type { Dimension, Value } from './dimension.ts';
import type { Drawn } from './drawn.ts';
import type { Point } from './point.ts';

/** All that trials may be run with: every combination of its dimensions' values that satisfies its constraints. */
export interface Space {
  /** At least one; the last one varies fastest in a grid. */
  readonly dimensions: readonly Dimension[];
  readonly constraints: readonly Constraint[];
}

/** A space laid out for searching. */
export interface Axes {
  readonly list: readonly Axis[];
  /** Combinations, whatever the constraints; Infinity where a dimension is a continuum. */
  readonly count: number;
  /** Combination number 0 to `count - 1` in the order of a grid; not of an infinite space. */
  point(index: number): Point;
  /** The point at a share of each axis. */
  at(shares: (axis: number) => number): Point;
  drawn(random: Drawn): Point;
  holds(point: Point): boolean;
}

/** Lays a space out. */
export function axesOf({ dimensions, constraints }: Space): Axes {
  const list = dimensions.map(axisOf);
  const at: Axes['at'] = (shares) => {
    const point: Record<string, Value> = {};
    for (let k = 0; k < list.length; k++) point[list[k]!.name] = list[k]!.at(shares(k));
    return point;
  };
  return {
    ...{ list, at },
    count: list.reduce((product, { count }) => product * count, 1),
    drawn: (random) => at(() => random.uniform()),
    holds: (point) => constraints.every((one) => one.holds(point)),
    point(index) {
      const places = list.map(() => 0);
      let rest = index;
      for (let k = list.length - 1; k >= 0; k--) {
        places[k] = rest % list[k]!.count;
        rest = Math.floor(rest / list[k]!.count);
      }
      const point: Record<string, Value> = {};
      for (let k = 0; k < list.length; k++) point[list[k]!.name] = list[k]!.value(places[k]!);
      return point;
    },
  };
}

/** How many combinations a space has, whatever its constraints; Infinity where a dimension is a continuum. */
export const countOf = (space: Space): number => axesOf(space).count;

/** Whether trials differ in the parameters of strategies only, so that they share their data and all else. */
export const onlyParams = ({ dimensions }: Space): boolean =>
  dimensions.every(({ at }) => at[0] === 'params' || (at[0] === 'strategies' && at[2] === 'params'));
