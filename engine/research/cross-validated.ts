import { quantile } from '../analysis/quantile.ts';
import type { Cpcv, CpcvSplit } from './cpcv.ts';
import type { Objective } from './objective.ts';
import type { Point } from './point.ts';
import { measured, type ReturnMetric, returnMetrics, worthOf } from './return-metrics.ts';
import type { CpcvResult, PathResult, SplitResult } from './walk-forward-result.ts';

/** A trial over all of the data, by what it earned in each stretch of time. */
export interface Earner {
  readonly number: number;
  readonly point: Point;
  readonly returns: Float64Array | Float32Array;
}

/** How returns are measured. */
export interface Measuring {
  readonly objective: Objective;
  readonly periodsPerYear: number;
  readonly riskFree: number;
}

type Validated = Pick<CpcvResult, 'splits' | 'paths' | 'objective' | 'losing' | 'belowMedian'>;

/**
 * Cross-validates the choice of the best trial: in each split the one with the best objective over the values that are
 * trained on is judged by those that are tested. Every trial ran over all of the data once, whatever the split: what is
 * fitted is the choice among them, and a position that is held across a boundary is the same on both sides of it.
 */
export function crossValidated(earners: readonly Earner[], cpcv: Cpcv, measuring: Measuring): Validated {
  const splits = cpcv.splits.map((split) => splitOf(earners, cpcv, split, measuring));
  const paths = cpcv.paths.map((path) => pathOf(earners, cpcv, path, splits, measuring));
  const found = Float64Array.from(paths, ({ metrics }) => measuring.objective.valueOf(metrics));
  const ranks = splits.map(({ rank }) => rank).filter((rank) => !Number.isNaN(rank));
  return {
    splits,
    paths,
    objective: {
      least: quantile(found, 0),
      lowerQuartile: quantile(found, 0.25),
      median: quantile(found, 0.5),
      upperQuartile: quantile(found, 0.75),
      greatest: quantile(found, 1),
    },
    losing: paths.filter(({ metrics }) => metrics.totalReturn < 0).length / paths.length,
    belowMedian: ranks.length === 0 ? Number.NaN : ranks.filter((rank) => rank <= 0.5).length / ranks.length,
  };
}

function splitOf(earners: readonly Earner[], { groups }: Cpcv, { tested, trained }: CpcvSplit, measuring: Measuring): SplitResult {
  const { objective } = measuring;
  const sign = objective.direction === 'max' ? 1 : -1;
  const testing = tested.map((g) => groups[g]!);
  let best: Earner | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const earner of earners) {
    const score = sign * valueOver(earner, trained, measuring);
    if (score > most) [best, most] = [earner, score];
  }
  if (best === undefined)
    return { tested, best: null, point: null, objective: { trained: Number.NaN, tested: Number.NaN }, rank: Number.NaN };
  const own = valueOver(best, testing, measuring);
  const others = earners.filter((one) => one !== best).map((one) => valueOver(one, testing, measuring));
  return {
    tested,
    best: best.number,
    point: best.point,
    objective: { trained: sign * most, tested: own },
    rank: rankOf(
      sign * own,
      others.map((value) => sign * value),
    ),
  };
}

/** The share of others that are worse, those that are equal counted by half; what has no number is worse than what has one. */
function rankOf(own: number, others: readonly number[]): number {
  if (Number.isNaN(own) || others.length === 0) return Number.NaN;
  const worse = others.filter((value) => Number.isNaN(value) || value < own).length;
  return (worse + others.filter((value) => value === own).length / 2) / others.length;
}

function pathOf(
  earners: readonly Earner[],
  { groups }: Cpcv,
  path: readonly number[],
  splits: readonly SplitResult[],
  { periodsPerYear, riskFree }: Measuring,
): PathResult {
  const parts = path.map((split, g) => {
    const { best } = splits[split]!;
    const earner = earners.find(({ number }) => number === best);
    const { first, end } = groups[g]!;
    // Without a choice the path stays in cash.
    return earner === undefined ? new Float64Array(end - first) : over(earner, [groups[g]!]);
  });
  const returns = joined(parts);
  return { splits: path, metrics: returnMetrics(returns, periodsPerYear, riskFree), value: [...worthOf(returns)] };
}

type Ranges = readonly { readonly first: number; readonly end: number }[];

const valueOver = (earner: Earner, ranges: Ranges, { objective, periodsPerYear, riskFree }: Measuring): number =>
  objective.valueOf(measured(over(earner, ranges), periodsPerYear, riskFree, objective.metrics as readonly ReturnMetric[]));

/** What a trial earned in some ranges, one after the other. */
function over({ returns }: Earner, ranges: Ranges): Float64Array {
  const all = new Float64Array(ranges.reduce((sum, { first, end }) => sum + end - first, 0));
  let at = 0;
  for (const { first, end } of ranges) {
    all.set(returns.subarray(first, end), at);
    at += end - first;
  }
  return all;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
