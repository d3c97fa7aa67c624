import { quantile } from './quantile.ts';

/** A mean with what is not known of it. */
export interface Estimate {
  readonly count: number;
  readonly mean: number;
  /** Of the mean. */
  readonly standardError: number;
  /** The interval that holds the true mean 95 times in 100. */
  readonly low: number;
  readonly high: number;
}

/** Two sides of 95 %, of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The mean of independent values with its standard error s / sqrt(n) and its 95 % interval, mean ± t s / sqrt(n) with n - 1 degrees of
 * freedom; NaN where there are too few. Source: Student (1908), The Probable Error of a Mean.
 */
export function estimateOf(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const standardError = count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1) / count);
  const half = studentOf(count - 1) * standardError;
  return { count, mean, standardError, low: mean - half, high: mean + half };
}

/**
 * The 97.5 % point of Student's t, within 0.0003; NaN below one degree of freedom. Source: Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 26.7.5.
 */
export function studentOf(freedom: number): number {
  if (freedom < 1) return Number.NaN;
  if (freedom < FEW.length) return FEW[freedom]!;
  const z2 = Z * Z;
  const g1 = (Z * (z2 + 1)) / 4;
  const g2 = (Z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const g3 = (Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  const g4 = (Z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945)) / 92_160;
  return Z + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
}

/** Where the series does not hold yet. */
const FEW = [Number.NaN, 12.706204736432095, 4.302652729911275, 3.182446305284263, 2.7764451051977987];

/** A quantile with what is not known of it. */
export interface QuantileEstimate {
  readonly value: number;
  /** The 95 % interval; NaN on a side where there are too few values to say. */
  readonly low: number;
  readonly high: number;
}

/** What a list of delays looks like, milliseconds. */
export interface Delays {
  readonly count: number;
  readonly least: number;
  readonly median: QuantileEstimate;
  readonly p90: QuantileEstimate;
  readonly p99: QuantileEstimate;
  readonly most: number;
  /** All of them, ascending. */
  readonly values: readonly number[];
}

/** Sums up delays: quantiles are the measured ones, for delays have long tails that no mean tells of. */
export function delaysOf(measured: readonly number[]): Delays {
  const values = measured.toSorted((a, b) => a - b);
  const [median, p90, p99] = [0.5, 0.9, 0.99].map((share) => quantileEstimate(values, share)) as [
    QuantileEstimate,
    QuantileEstimate,
    QuantileEstimate,
  ];
  return { count: values.length, least: values[0] ?? Number.NaN, median, p90, p99, most: values.at(-1) ?? Number.NaN, values };
}

/**
 * A quantile of ascending values, and the values whose ranks n p ± 1.96 sqrt(n p (1 - p)) enclose it 95 times in 100, whatever their
 * distribution. Source: Conover, Practical Nonparametric Statistics, 3.2.
 */
export function quantileEstimate(values: readonly number[], share: number): QuantileEstimate {
  const count = values.length;
  const half = Z * Math.sqrt(count * share * (1 - share));
  const [low, high] = [Math.floor(count * share - half), Math.ceil(count * share + half)];
  return {
    value: quantile(Float64Array.from(values), share),
    low: low < 1 ? Number.NaN : values[low - 1]!,
    high: high >= count ? Number.NaN : values[high]!,
  };
}
