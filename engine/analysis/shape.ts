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

/** Third and fourth moments of the known returns; `riskFree` is per period. NaN where the returns do not differ. */
export function shapeOf(returns: Float64Array, deviation: number, riskFree: number): Shape {
  const { mean, count: n } = meanOf(returns);
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
  if (!(deviation > 0)) return { skew: Number.NaN, kurtosis: Number.NaN, probabilisticSharpe: Number.NaN };
  const variance = two / n;
  const skew = three / n / (variance * Math.sqrt(variance));
  const kurtosis = four / n / (variance * variance);
  const sharpe = (mean - riskFree) / deviation;
  const spread = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  return {
    skew: finite((skew * Math.sqrt(n * (n - 1))) / (n - 2)),
    kurtosis: finite(((n - 1) * ((n + 1) * (kurtosis - 3) + 6)) / ((n - 2) * (n - 3))),
    probabilisticSharpe: finite(standardNormal((sharpe * Math.sqrt(n - 1)) / Math.sqrt(spread))),
  };
}
