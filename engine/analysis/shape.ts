import { meanOf } from './moments.ts';
import { standardNormal } from './normal.ts';
import { finite } from './power.ts';

/** How returns are distributed, beyond their mean and spread; per period. */
export interface Shape {
  /** Asymmetry, corrected for bias; a normal distribution has 0. Source: Fisher's G1, pandas `skew`. */
  readonly skew: number;
  /** Excess kurtosis, corrected for bias; a normal distribution has 0. Source: Fisher's G2, pandas `kurt`. */
  readonly kurtosis: number;
  /** Probability that the true Sharpe ratio is above zero. Source: Bailey and Lopez de Prado, Journal of Risk 15(2), 2012. */
  readonly probabilisticSharpe: number;
}

/** A Sharpe ratio and what its error depends on; all per period, nothing annualised. */
export interface SharpeSample {
  readonly sharpe: number;
  /** How many returns it was taken of. */
  readonly count: number;
  /** Of the sample, not corrected for bias; a normal distribution has 0. */
  readonly skew: number;
  /** Likewise, and not in excess: a normal distribution has 3. */
  readonly kurtosis: number;
}

/** The Sharpe ratio of the known returns, with their third and fourth moments; NaN where they do not differ. Both arguments are per period. */
export function sharpeSampleOf(returns: Float64Array, deviation: number, riskFree: number): SharpeSample {
  const { mean, count } = meanOf(returns);
  let two = 0;
  let three = 0;
  let four = 0;
  for (let k = 0; k < returns.length; k++) {
    const off = returns[k]! - mean;
    if (Number.isNaN(off)) continue;
    const square = off * off;
    two += square;
    three += square * off;
    four += square * square;
  }
  if (!(deviation > 0)) return { sharpe: Number.NaN, count, skew: Number.NaN, kurtosis: Number.NaN };
  const variance = two / count;
  return {
    sharpe: (mean - riskFree) / deviation,
    count,
    skew: three / count / (variance * Math.sqrt(variance)),
    kurtosis: four / count / (variance * variance),
  };
}

/** What a Sharpe ratio's variance is, times its count less one. Source: Mertens (2002), as in Bailey and Lopez de Prado (2012), equation 8. */
export const sharpeSpread = ({ sharpe, skew, kurtosis }: SharpeSample): number =>
  1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;

/**
 * The probability that the true Sharpe ratio is above `threshold`, per period. Source: Bailey and Lopez de Prado, The Sharpe Ratio
 * Efficient Frontier, Journal of Risk 15(2), 2012, equation 9.
 */
export function probabilisticSharpe(sample: SharpeSample, threshold: number): number {
  return finite(standardNormal(((sample.sharpe - threshold) * Math.sqrt(sample.count - 1)) / Math.sqrt(sharpeSpread(sample))));
}

/** Third and fourth moments of the known returns; `riskFree` is per period. NaN where the returns do not differ. */
export function shapeOf(returns: Float64Array, deviation: number, riskFree: number): Shape {
  const sample = sharpeSampleOf(returns, deviation, riskFree);
  const { count: n, skew, kurtosis } = sample;
  return {
    skew: finite((skew * Math.sqrt(n * (n - 1))) / (n - 2)),
    kurtosis: finite(((n - 1) * ((n + 1) * (kurtosis - 3) + 6)) / ((n - 2) * (n - 3))),
    probabilisticSharpe: probabilisticSharpe(sample, 0),
  };
}
