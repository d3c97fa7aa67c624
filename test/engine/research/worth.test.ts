import { describe, expect, it } from 'vitest';
import { worth } from '../../../engine/research/worth.ts';
import { bestOf, normals, sharpeOf, trialsOf } from './noise.ts';

const YEAR = { periodsPerYear: 252 };

describe('what the best of many trials is worth', () => {
  const trials = trialsOf(1, 50, 504);
  const best = bestOf(trials);

  it('says how often was tried, and what luck alone shows', () => {
    const found = worth(best, trials, YEAR);
    expect(found).toMatchObject({ trials: 50, different: 50, observations: 504, years: 2, varianceOf: 'trials' });
    expect(found.sharpe).toBeCloseTo(sharpeOf(best) * Math.sqrt(252), 10);
    const sharpes = trials.map((one) => sharpeOf(one) * Math.sqrt(252));
    const mean = sharpes.reduce((sum, one) => sum + one, 0) / 50;
    expect(found.variance).toBeCloseTo(sharpes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 49, 9);
    expect(found.expectedMaximum).toBeGreaterThan(1);
    expect(found.probabilisticSharpe).toBeGreaterThan(0.95);
    expect(found.deflatedSharpe).toBeLessThan(0.8);
    expect(found.overfitting).toMatchObject({ trials: 50, blocks: 16, splits: 12_870 });
  });

  it('counts what the ledger knows of beyond the trials at hand', () => {
    const ledger = { trials: 900, different: 700, variance: 0.3 };
    const found = worth(best, trials, { ...YEAR, ledger });
    expect(found).toMatchObject({ trials: 900, different: 700, varianceOf: 'trials' });
    expect(found.deflatedSharpe).toBeLessThan(worth(best, trials, YEAR).deflatedSharpe);
    expect(worth(best, [], { ...YEAR, ledger })).toMatchObject({ trials: 900, different: 700, varianceOf: 'ledger', overfitting: null });
    expect(worth(best, [], { ...YEAR, ledger }).variance).toBeCloseTo(0.3, 12);
  });

  it('takes the error of the one result where nothing else is known of the spread of others', () => {
    const found = worth(best, [], { ...YEAR, ledger: { trials: 9, different: 8, variance: Number.NaN } });
    expect(found.varianceOf).toBe('error');
    expect(found.variance).toBeCloseTo(252 / 503, 12);
  });

  it('of a single try has nothing to deflate', () => {
    const found = worth(best, [], YEAR);
    expect(found).toMatchObject({ trials: 1, different: 1, expectedMaximum: 0 });
    expect(found.deflatedSharpe).toBe(found.probabilisticSharpe);
    expect(found.minTrackRecordDeflated).toBe(found.minTrackRecord);
    expect([found.averageCorrelation, found.effectiveTrials, found.deflatedSharpeEffective]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('counts correlated trials as fewer where it is asked how many independent ones they are like', () => {
    const [common] = trialsOf(7, 1, 504);
    const alike = trials.map((one) => one.map((value, k) => value + 2 * common![k]!));
    const found = worth(bestOf(alike), alike, YEAR);
    expect(found.averageCorrelation).toBeCloseTo(0.8, 1);
    expect(found.effectiveTrials).toBeCloseTo(50 - 49 * found.averageCorrelation, 9);
    expect(found.deflatedSharpeEffective).toBeGreaterThan(found.deflatedSharpe);
  });

  it('has room for trials of other periods, which have no place in PBO', () => {
    const found = worth(best, [...trials, ...trialsOf(8, 5, 100)], YEAR);
    expect(found.different).toBe(55);
    expect(found.overfitting?.trials).toBe(50);
  });

  it('says nothing of returns that do not differ', () => {
    const found = worth(new Float64Array(100), [], YEAR);
    expect([found.sharpe, found.probabilisticSharpe, found.deflatedSharpe, found.minTrackRecord]).toEqual(new Array(4).fill(Number.NaN));
  });

  it('says nothing of a run without returns, or of one whose year is not known', () => {
    const nothing = worth(new Float64Array(0), [], { periodsPerYear: Number.NaN });
    expect(nothing).toMatchObject({ trials: 1, observations: 0, sharpe: Number.NaN, deflatedSharpe: Number.NaN, overfitting: null });
    expect(worth(best, trials, { periodsPerYear: Number.NaN })).toMatchObject({ sharpe: Number.NaN, years: Number.NaN, trials: 50 });
  });

  it('reads trials one after the other, and in single precision too', () => {
    const single = trials.map((one) => Float32Array.from(one));
    const found = worth(Float32Array.from(best), single.values(), YEAR);
    expect(found.deflatedSharpe).toBeCloseTo(worth(best, trials, YEAR).deflatedSharpe, 5);
  });
});

/** The returns of 200 strategies on one random walk: long where a fast moving average is above a slow one, else short. */
function crossings(seed: number, days: number): Float64Array[] {
  const draw = normals(seed);
  const returns = Float64Array.from({ length: days }, () => 0.01 * draw());
  // log prices before each day, and their running sums
  const total = new Float64Array(days + 1);
  let price = 0;
  for (let day = 0; day < days; day++) {
    total[day + 1] = total[day]! + price;
    price += returns[day]!;
  }
  const average = (day: number, length: number): number => (total[day + 1]! - total[day + 1 - length]!) / length;
  return Array.from({ length: 200 }, (_, trial) => {
    const [fast, slow] = [2 + (trial % 20), 30 + 7 * Math.floor(trial / 20)];
    return returns.map((value, day) => (day < slow ? 0 : average(day, fast) > average(day, slow) ? value : -value));
  });
}

describe('the deflated Sharpe ratio as a judge', () => {
  const passes = (trials: readonly Float64Array[]): boolean => worth(bestOf(trials), trials, { ...YEAR, blocks: 4 }).deflatedSharpe > 0.95;
  const share = (make: (seed: number) => readonly Float64Array[], seeds: number): number => {
    let passed = 0;
    for (let seed = 1; seed <= seeds; seed++) if (passes(make(seed))) passed++;
    return passed / seeds;
  };

  it('lets the best of 200 trials of nothing pass on at most 5 % of 200 seeds', () => {
    expect(share((seed) => trialsOf(seed, 200, 252), 200)).toBeLessThanOrEqual(0.05);
  });
  it('lets the best of 200 moving averages pass on at most 5 % of 200 random walks', () => {
    expect(share((seed) => crossings(seed, 504), 200)).toBeLessThanOrEqual(0.05);
  });
  it('lets an annual Sharpe ratio of 2 over ten years pass in at least 80 %', () => {
    const planted = (trial: number): number => (trial === 0 ? 0.02 / Math.sqrt(252) : 0);
    expect(share((seed) => trialsOf(seed, 200, 2520, planted), 20)).toBeGreaterThanOrEqual(0.8);
  });
});
