import { momentsOf } from '../analysis/moments.ts';
import { probabilisticSharpe, sharpeSampleOf } from '../analysis/shape.ts';
import { expectedMaximum } from './expected-maximum.ts';
import type { Tried } from './ledger.ts';
import { blocksFor, type Overfitting, overfittingOf } from './overfitting.ts';
import { minTrackRecord } from './track-record.ts';
import { type Returns, TrialSums } from './trial-sums.ts';

/** What a result is worth after so many tries; plain numbers, as JSON has them, Sharpe ratios annualised. */
export interface Worth {
  /** Runs of the strategy so far, and how many of them differ: what luck had to choose from. */
  readonly trials: number;
  readonly different: number;
  /** Returns of the result, and how many make a year. */
  readonly observations: number;
  readonly periodsPerYear: number;
  readonly sharpe: number;
  /** PSR: the probability that the true Sharpe ratio is above 0, had nothing else been tried. */
  readonly probabilisticSharpe: number;
  /** The variance of the trials' Sharpe ratios, and where it is from: returns of the trials, the ledger, or one result's own error. */
  readonly variance: number;
  readonly varianceOf: 'trials' | 'ledger' | 'error';
  /** The Sharpe ratio that the best of as many trials shows by luck alone. */
  readonly expectedMaximum: number;
  /** DSR: the probability that the true Sharpe ratio is above what luck alone shows. */
  readonly deflatedSharpe: number;
  /** Years of a record like this one that show with 95 % confidence a Sharpe ratio above 0, and one above what luck alone shows; NaN where none is long enough. */
  readonly minTrackRecord: number;
  readonly minTrackRecordDeflated: number;
  /** Years of the record. */
  readonly years: number;
  /** Mean correlation of the trials' returns; how many independent trials they are like; DSR after so few. NaN where no returns of trials are known. */
  readonly averageCorrelation: number;
  readonly effectiveTrials: number;
  readonly deflatedSharpeEffective: number;
  /** PBO and all that comes with it; null without returns of at least two trials of the same periods. */
  readonly overfitting: Overfitting | null;
}

/** What is known besides returns. */
export interface WorthOptions {
  readonly periodsPerYear: number;
  /** Per year; 0 by default. */
  readonly riskFree?: number;
  /** What the ledger says of the strategy. */
  readonly ledger?: Tried | undefined;
  /** Into how many blocks time is parted for PBO at most, an even number up to 20; 16 by default. */
  readonly blocks?: number;
}

/**
 * Says what the best of many trials is worth. `best` are its returns; `trials` those of all trials, its own among them, one after the
 * other: each is read once and may then be forgotten. Trials of other periods than the best's count, and have a Sharpe ratio; they have
 * no place in PBO. Without trials what the ledger knows of them stands in.
 *
 * The deflated Sharpe ratio takes every different trial as an independent one, which for correlated trials is the pessimistic choice:
 * their correlation is in the variance of their Sharpe ratios already. `deflatedSharpeEffective` takes N = r + (1 - r) M instead, r
 * being the mean correlation of M trials. Source: Bailey and Lopez de Prado, The Deflated Sharpe Ratio, Journal of Portfolio Management
 * 40(5), 2014.
 */
export function worth(best: Returns, trials: Iterable<Returns>, options: WorthOptions): Worth {
  const { periodsPerYear, riskFree = 0, ledger, blocks } = options;
  const perPeriod = riskFree === 0 ? 0 : riskFree / periodsPerYear;
  const own = Float64Array.from(best);
  const sample = sharpeSampleOf(own, momentsOf(own, perPeriod).deviation, perPeriod);
  const year = Math.sqrt(periodsPerYear);
  const parted = blocksFor(best.length, blocks);
  const { sums, sharpes, tried } = read(best.length, parted, perPeriod, trials);
  const count = Math.max(1, tried, ledger?.different ?? 0);
  const { variance, varianceOf } = varianceFrom(sharpes, ledger?.variance ?? Number.NaN, periodsPerYear, sample.count);
  const luck = expectedMaximum(variance, count);
  const averageCorrelation = sums.averageCorrelation();
  const effectiveTrials = Math.min(averageCorrelation + (1 - averageCorrelation) * count, count);
  return {
    trials: Math.max(count, ledger?.trials ?? 0),
    different: count,
    observations: sample.count,
    periodsPerYear,
    sharpe: sample.sharpe * year,
    probabilisticSharpe: probabilisticSharpe(sample, 0),
    variance: variance * periodsPerYear,
    varianceOf,
    expectedMaximum: luck * year,
    deflatedSharpe: probabilisticSharpe(sample, luck),
    minTrackRecord: minTrackRecord(sample, 0) / periodsPerYear,
    minTrackRecordDeflated: minTrackRecord(sample, luck) / periodsPerYear,
    years: sample.count / periodsPerYear,
    averageCorrelation,
    effectiveTrials,
    deflatedSharpeEffective: probabilisticSharpe(sample, expectedMaximum(variance, effectiveTrials)),
    overfitting: overfittingOf(sums, periodsPerYear),
  };
}

/** Every trial once. */
function read(periods: number, blocks: number, riskFree: number, trials: Iterable<Returns>) {
  const sums = new TrialSums(periods, Math.max(blocks, 1), riskFree);
  const sharpes: number[] = [];
  let tried = 0;
  for (const returns of trials) {
    tried++;
    const of = returns.length === periods ? sums : new TrialSums(returns.length, 1, riskFree);
    of.add(returns);
    const sharpe = of.sharpeOf(of.count - 1);
    if (!Number.isNaN(sharpe)) sharpes.push(sharpe);
  }
  return { sums, sharpes, tried };
}

/** Of the Sharpe ratios per period. One result alone says how far its own is off: under no skill by 1 / (count - 1). */
function varianceFrom(
  sharpes: readonly number[],
  ledger: number,
  periodsPerYear: number,
  count: number,
): Pick<Worth, 'variance' | 'varianceOf'> {
  const { deviation } = momentsOf(Float64Array.from(sharpes), 0);
  if (sharpes.length > 1) return { variance: deviation * deviation, varianceOf: 'trials' };
  if (!Number.isNaN(ledger)) return { variance: ledger / periodsPerYear, varianceOf: 'ledger' };
  return { variance: 1 / (count - 1), varianceOf: 'error' };
}
