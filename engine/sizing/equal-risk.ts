import { covarianceOf } from './covariance.ts';
import { equalRiskWeights } from './equal-risk-weights.ts';
import { barsOfAll, measuredPeriod } from './measured.ts';
import { unitNotional } from './notional.ts';
import type { SizerModel } from './sizer.ts';
import type { ParityTerms } from './sizer-spec.ts';

/**
 * Each instrument of the run has the share of equity with which all contribute alike to the portfolio's risk, correlations
 * and all: equity x exposure x w / (notional of a unit), with weights w held long for which w_i (Σ w)_i is the same (Maillard,
 * Roncalli and Teïletche, 2010). One whose price stands still, or that is not measured yet, does not count.
 */
export const equalRisk =
  ({ period = 60, timeframe, exposure = 1 }: Omit<ParityTerms, 'periodsPerYear'>): SizerModel =>
  (desk) => {
    measuredPeriod(period, 'equal-risk');
    const bars = barsOfAll(desk, timeframe);
    return (request) => {
      const found = covarianceOf(bars, request.index, period);
      if (found === undefined) return 'nothing-to-size-by';
      const { members, matrix } = found;
      const moving = members.flatMap((_, k) => (matrix[k * members.length + k]! > 0 ? [k] : []));
      const place = moving.findIndex((k) => members[k] === request.index);
      if (place < 0) return 'nothing-to-size-by';
      const weight = equalRiskWeights(partOf(matrix, members.length, moving))[place]!;
      return (request.equity * exposure * weight) / unitNotional(request);
    };
  };

/** The rows and columns of some members. */
const partOf = (matrix: Float64Array, n: number, some: readonly number[]): Float64Array =>
  Float64Array.from(some.flatMap((a) => some.map((b) => matrix[a * n + b]!)));
