import { axisOf } from './axis.ts';
import type { Dimension, Value } from './dimension.ts';
import type { Point } from './point.ts';

/** How a dimension's best value wandered from window to window. */
export interface Stability {
  readonly name: string;
  /** The value of each window that has one, in order. */
  readonly values: readonly Value[];
  readonly distinct: number;
  /** The value that was best most often, the earlier one of equals, and in which share of the windows. */
  readonly mostCommon: Value;
  readonly share: number;
  /** How far it moved from one window to the next, on average, as a share of the dimension's range; NaN where it has no order. */
  readonly meanMove: number;
  /** Share of windows in which it was the least or the greatest value there is: the range may be too narrow. NaN where it has no order, or fewer than five values. */
  readonly atEdge: number;
}

/** How steady the best points were; nothing without any. */
export function stabilityOf(dimensions: readonly Dimension[], points: readonly Point[]): readonly Stability[] {
  if (points.length === 0) return [];
  return dimensions.map((dimension) => {
    const axis = axisOf(dimension);
    const values = points.map((point) => point[dimension.name]!);
    const cells = values.map((value) => axis.cell(value));
    const counts = new Map<Value, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const [mostCommon, count] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
    const moves = cells.slice(1).map(([low, high], k) => Math.abs(low + high - cells[k]![0] - cells[k]![1]) / 2);
    const edges = cells.filter(([low, high]) => low <= 1e-9 || high >= 1 - 1e-9).length;
    return {
      name: dimension.name,
      values,
      distinct: counts.size,
      mostCommon,
      share: count / values.length,
      meanMove: axis.ordered && moves.length > 0 ? moves.reduce((sum, one) => sum + one, 0) / moves.length : Number.NaN,
      atEdge: axis.ordered && axis.count > 4 ? edges / values.length : Number.NaN,
    };
  });
}
