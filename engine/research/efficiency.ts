import { exp, log } from '../model/pinned-math.ts';
import type { Efficiency, WindowResult } from './walk-forward-result.ts';

/** Annual growth out-of-sample over that in-sample; NaN where the latter is not above 0: a share of nothing, or of a loss, says nothing. */
export const efficiencyOf = (inSample: number, outOfSample: number): number => (inSample > 0 ? outOfSample / inSample : Number.NaN);

/** Sums the windows of a walk-forward up; `growth` is the annual growth of its stitched equity. */
export function efficiencyOver(windows: readonly WindowResult[], growth: number): Efficiency {
  const chosen = windows.filter(({ point }) => point !== null);
  const both = chosen.filter(({ objective }) => !Number.isNaN(objective.inSample) && !Number.isNaN(objective.outOfSample));
  const inSample = meanGrowth(chosen);
  return {
    ...{ outOfSample: growth, inSample, ratio: efficiencyOf(inSample, growth) },
    objective: {
      inSample: mean(both.map(({ objective }) => objective.inSample)),
      outOfSample: mean(both.map(({ objective }) => objective.outOfSample)),
    },
    profitable: mean(chosen.map(({ metrics }) => ((metrics.outOfSample['totalReturn'] ?? Number.NaN) > 0 ? 1 : 0))),
  };
}

/** NaN where one of them is not known. */
function meanGrowth(windows: readonly WindowResult[]): number {
  let sum = 0;
  let length = 0;
  for (const { inSample, metrics } of windows) {
    const own = inSample.to - inSample.from;
    sum += own * log(1 + (metrics.inSample['cagr'] ?? Number.NaN));
    length += own;
  }
  const growth = exp(sum / length) - 1;
  return length > 0 && Number.isFinite(growth) ? growth : Number.NaN;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
