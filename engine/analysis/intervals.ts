import { blockLength } from './block-length.ts';
import { quantile } from './quantile.ts';
import { annualVolatility, sharpe } from './ratios.ts';
import { Resample } from './resample.ts';
import { cagr } from './returns.ts';
import type { Sampled } from './sampled.ts';

const NAMES = ['totalReturn', 'cagr', 'annualVolatility', 'sharpe', 'maxDrawdown'] as const;

/** A headline number and what it might have been, had the same returns come in another order and number. */
export interface Interval {
  readonly name: (typeof NAMES)[number];
  /** The number for the returns that were resampled: for an intraday run those of its days. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Confidence intervals of the headline numbers, by stationary bootstrap, and how they were made. */
export interface Intervals {
  /** Share of resamples inside each interval. */
  readonly level: number;
  /** Whether returns per day or per equity value were drawn. */
  readonly every: 'day' | 'value';
  readonly observations: number;
  readonly resamples: number;
  /** Expected length of a block. */
  readonly blockLength: number;
  readonly seed: number;
  /** Always the same names in the same order; `low` and `high` are NaN for fewer than 20 returns. */
  readonly all: readonly Interval[];
}

const LEVEL = 0.95;
const FEWEST = 20;
/** As many as a percentile at 2.5 % needs; fewer where there are so many returns that drawing them would take long. */
const RESAMPLES = 1_000;
const FEWEST_RESAMPLES = 200;
const DRAWS = 2_500_000;

/**
 * Percentile intervals (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13) over stationary bootstrap
 * resamples (Politis and Romano, JASA 89, 1994): blocks of geometric length that start anywhere and wrap around.
 * Returns that are not known are left out. `riskFree` is per year.
 */
export function intervalsOf(sampled: Sampled, riskFree: number, seed: number): Intervals {
  const known = sampled.returns.filter((value) => !Number.isNaN(value));
  const observations = known.length;
  const resamples = observations < FEWEST ? 0 : Math.min(RESAMPLES, Math.max(FEWEST_RESAMPLES, Math.floor(DRAWS / observations)));
  const { every, periodsPerYear } = sampled;
  const perPeriod = riskFree === 0 ? 0 : riskFree / periodsPerYear;
  const length = blockLength(known);
  const resample = new Resample(known, length, seed);
  const found = NAMES.map(() => new Float64Array(resamples));
  for (let k = 0; k < resamples; k++) {
    resample.draw();
    const values = headline(resample, perPeriod, periodsPerYear);
    for (let name = 0; name < NAMES.length; name++) found[name]![k] = values[name]!;
  }
  resample.keep();
  const own = headline(resample, perPeriod, periodsPerYear);
  const all = NAMES.map((name, k) => ({
    name,
    value: own[k]!,
    low: quantile(found[k]!, (1 - LEVEL) / 2),
    high: quantile(found[k]!, (1 + LEVEL) / 2),
  }));
  return { level: LEVEL, every, observations, resamples, blockLength: length, seed, all };
}

/** In the order of NAMES. */
function headline({ moments, worth, depth }: Resample, riskFree: number, periodsPerYear: number): readonly number[] {
  // debt has no rate of growth: it counts as all that was there lost, or an interval would leave its worst end out
  const growth = cagr(Math.max(worth - 1, -1), moments.count, periodsPerYear);
  return [worth - 1, growth, annualVolatility(moments, periodsPerYear), sharpe(moments, riskFree, periodsPerYear), depth];
}
