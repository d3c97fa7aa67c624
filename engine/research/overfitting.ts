import { momentsOf } from '../analysis/moments.ts';
import { quantile } from '../analysis/quantile.ts';
import { type Splits, splitsOf } from './pbo.ts';
import type { TrialSums } from './trial-sums.ts';

/** How likely it is that the best of many trials is the best by chance only; plain numbers, as JSON has them. */
export interface Overfitting {
  /** PBO: the share of splits in which the best of one half was no better than the median in the other. */
  readonly probability: number;
  /** The share of splits in which the best of one half lost money, against the risk-free rate, in the other. */
  readonly lossProbability: number;
  readonly trials: number;
  readonly blocks: number;
  /** How many ways there are to part them: blocks choose half of them. */
  readonly splits: number;
  /** The line through Sharpe ratios out of sample over those in sample: a slope below 0 says that what looked better was worse. */
  readonly degradation: { readonly slope: number; readonly intercept: number; readonly rSquared: number };
  /** The median Sharpe ratio of the best, annualised: where it was picked, and in the other half. */
  readonly medianInSample: number;
  readonly medianOutOfSample: number;
  /** How many logits lie in each of the steps of `LOGIT_STEP` from the first one's lower end on. */
  readonly logits: { readonly from: number; readonly step: number; readonly counts: readonly number[] };
  /** Some of the splits, evenly taken: Sharpe ratio in sample and out of sample, annualised. */
  readonly pairs: readonly (readonly [inSample: number, outOfSample: number])[];
}

const LOGIT_STEP = 0.5;
const MOST_PAIRS = 400;
/** A block below this says nothing of a Sharpe ratio. */
const LEAST_PER_BLOCK = 4;
const LEAST_BLOCKS = 4;
/** As in the paper: 12,870 ways to part time. */
const MOST_BLOCKS = 16;

/** Into how many blocks so many returns are parted; 0 where there are too few. */
export function blocksFor(periods: number, most = MOST_BLOCKS): number {
  const even = Math.floor(Math.min(most, periods / LEAST_PER_BLOCK) / 2) * 2;
  return even < LEAST_BLOCKS ? 0 : even;
}

/** What all splits of the trials come to; null for fewer than two trials. */
export function overfittingOf(trials: TrialSums, periodsPerYear: number): Overfitting | null {
  if (trials.count < 2 || trials.blocks < LEAST_BLOCKS) return null;
  const splits = splitsOf(trials);
  const { logits, inSample, outOfSample } = splits;
  const year = Math.sqrt(periodsPerYear);
  return {
    probability: shareOf(logits, (logit) => logit <= 0),
    lossProbability: shareOf(outOfSample, (sharpe) => sharpe < 0),
    trials: trials.count,
    blocks: trials.blocks,
    splits: logits.length,
    degradation: lineOf(inSample, outOfSample, year),
    medianInSample: quantile(inSample, 0.5) * year,
    medianOutOfSample: quantile(outOfSample, 0.5) * year,
    logits: countsOf(logits),
    pairs: pairsOf(splits, year),
  };
}

const shareOf = (values: Float64Array, test: (value: number) => boolean): number =>
  values.reduce((count, value) => (test(value) ? count + 1 : count), 0) / values.length;

/** Least squares; NaN where all values of x are the same. */
function lineOf(x: Float64Array, y: Float64Array, year: number): Overfitting['degradation'] {
  const [one, other] = [momentsOf(x, 0), momentsOf(y, 0)];
  if (!(one.deviation > 0)) return { slope: Number.NaN, intercept: Number.NaN, rSquared: Number.NaN };
  const products = x.reduce((sum, value, k) => sum + (value - one.mean) * (y[k]! - other.mean), 0) / (x.length - 1);
  const slope = products / (one.deviation * one.deviation);
  const correlation = other.deviation > 0 ? products / (one.deviation * other.deviation) : Number.NaN;
  return { slope, intercept: (other.mean - slope * one.mean) * year, rSquared: correlation * correlation };
}

function countsOf(logits: Float64Array): Overfitting['logits'] {
  const first = Math.floor(logits.reduce((least, one) => Math.min(least, one), 0) / LOGIT_STEP);
  const last = Math.floor(logits.reduce((most, one) => Math.max(most, one), 0) / LOGIT_STEP);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const logit of logits) counts[Math.floor(logit / LOGIT_STEP) - first]!++;
  return { from: first * LOGIT_STEP, step: LOGIT_STEP, counts };
}

function pairsOf({ inSample, outOfSample }: Splits, year: number): Overfitting['pairs'] {
  const count = Math.min(inSample.length, MOST_PAIRS);
  return Array.from({ length: count }, (_, k) => {
    const row = Math.floor((k * inSample.length) / count);
    return [inSample[row]! * year, outOfSample[row]! * year] as const;
  });
}
