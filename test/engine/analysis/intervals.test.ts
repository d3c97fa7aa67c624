import { describe, expect, test } from 'vitest';
import { annualisationOf } from '../../../engine/analysis/annualisation.ts';
import { blockLength } from '../../../engine/analysis/block-length.ts';
import { intervalsOf } from '../../../engine/analysis/intervals.ts';
import { metricsOf } from '../../../engine/analysis/measure.ts';
import { sampledOf } from '../../../engine/analysis/sampled.ts';
import { studyOf } from '../../../engine/analysis/study.ts';
import { Xoshiro } from '../../../engine/analysis/xoshiro.ts';
import { MINUTE } from '../../../engine/model/time.ts';
import { runOf, times } from './fixture.ts';

/** Sums of twelve even numbers are normal enough. */
function normal(random: Xoshiro): number {
  let sum = -6;
  for (let k = 0; k < 12; k++) sum += random.next() / 4_294_967_296;
  return sum;
}
const noise = (length: number, seed: number, mean = 0, memory = 0): Float64Array => {
  const random = new Xoshiro(seed);
  let last = 0;
  return Float64Array.from({ length }, () => (last = memory * last + mean + 0.01 * normal(random)));
};
const worthOf = (returns: Float64Array): number[] => {
  let worth = 100;
  return Array.from(returns, (one) => (worth *= 1 + one));
};
const of = (returns: Float64Array, seed = 1) => {
  const { ts, value } = runOf(worthOf(returns)).equity;
  return intervalsOf(sampledOf(100, { ts, value }, annualisationOf(ts, null)), 0, seed);
};

describe('the intervals of a run', () => {
  const returns = noise(600, 5, 0.0005);
  const intervals = of(returns);
  const get = (name: string) => intervals.all.find((one) => one.name === name)!;

  test('name the headline numbers as the metrics have them, and hold them', () => {
    const metrics = metricsOf(studyOf(runOf(worthOf(returns)), { riskFree: 0, benchmark: null, periodsPerYear: null }));
    expect(intervals.all.map(({ name }) => name)).toEqual(['totalReturn', 'cagr', 'annualVolatility', 'sharpe', 'maxDrawdown']);
    for (const { name, value, low, high } of intervals.all) {
      expect(value / metrics[name]).toBeCloseTo(1, 10);
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });
  test('say how they were made', () => {
    expect(intervals).toMatchObject({ level: 0.95, every: 'value', observations: 600, resamples: 1000, seed: 1 });
    expect(intervals.blockLength).toBe(blockLength(returns));
  });
  test('are the same for the same seed, and nearly the same for another', () => {
    expect(of(returns)).toEqual(intervals);
    const other = of(returns, 2).all;
    for (const [k, { low, high }] of intervals.all.entries()) {
      expect(other[k]!.low).not.toBe(low);
      expect(Math.abs(other[k]!.low - low)).toBeLessThan(0.15 * (high - low));
      expect(Math.abs(other[k]!.high - high)).toBeLessThan(0.15 * (high - low));
    }
  });
  test('are about as wide as theory says where returns are independent', () => {
    // Lo (2002): the standard error of a Sharpe ratio per period is sqrt((1 + SR^2 / 2) / n)
    const width = 2 * 1.96 * Math.sqrt((1 / 600) * (1 + get('sharpe').value ** 2 / 365 / 2)) * Math.sqrt(365);
    expect((get('sharpe').high - get('sharpe').low) / width).toBeCloseTo(1, 0);
  });
});

test('ninety-five in a hundred hold the truth, also where returns hang together', () => {
  for (const memory of [0, 0.3]) {
    const truth = (0.0005 / (1 - memory) / (0.01 / Math.sqrt(1 - memory * memory))) * Math.sqrt(365);
    let held = 0;
    for (let seed = 1001; seed <= 1150; seed++) {
      const { low, high } = of(noise(250, seed, 0.0005, memory)).all[3]!;
      if (low <= truth && truth <= high) held++;
    }
    expect(held, `memory ${memory}`).toBeGreaterThan(0.88 * 150);
    expect(held, `memory ${memory}`).toBeLessThan(0.99 * 150);
  }
});

test('too few returns have numbers and no intervals', () => {
  const { all, resamples, observations } = of(noise(19, 1));
  expect([resamples, observations]).toEqual([0, 19]);
  for (const { value, low, high } of all) expect([Number.isNaN(value), low, high]).toEqual([false, Number.NaN, Number.NaN]);
  expect(of(new Float64Array(0)).all.map(({ low }) => low)).toEqual(Array(5).fill(Number.NaN));
});

test('returns that are all the same have no Sharpe ratio out of rounding', () => {
  const { all } = of(new Float64Array(50).fill(0.01));
  expect(all[3]).toEqual({ name: 'sharpe', value: Number.NaN, low: Number.NaN, high: Number.NaN });
  expect(all[2]).toEqual({ name: 'annualVolatility', value: 0, low: 0, high: 0 });
});

test('debt counts as all that was there lost, and is nowhere made good', () => {
  const returns = noise(40, 3);
  returns[20] = -1.5;
  const { all } = of(returns);
  expect(all[1]).toMatchObject({ name: 'cagr', value: -1, low: -1 });
  expect(all[0]!.low).toBeLessThan(-1);
  expect(all[4]!.high).toBeGreaterThan(1);
});

test('a million minutes are resampled by their days', () => {
  const ts = times(1_000_000, MINUTE);
  const value = Float64Array.from(ts, (_, k) => 100 + ((k * 7919) % 101) / 100);
  const { every, observations, resamples } = intervalsOf(sampledOf(100, { ts, value }, annualisationOf(ts, null)), 0, 1);
  expect([every, observations, resamples]).toEqual(['day', 696, 1000]);
});

describe('the length of a block', () => {
  test('is at least the cube root of the number of returns, and longer where they hang together', () => {
    expect(blockLength(noise(1000, 1))).toBeCloseTo(10, 8);
    expect(blockLength(noise(1000, 1, 0, 0.9))).toBeGreaterThan(20);
  });
  test('is never longer than a third of the returns or three roots of their number', () => {
    expect(blockLength(Float64Array.of(1, 2, 3))).toBe(1);
    expect(blockLength(Float64Array.of(1, 2, 3, 4, 5, 6))).toBeLessThanOrEqual(2);
    expect(blockLength(Float64Array.of(1))).toBe(1);
  });
  test('is the automatic one of Politis and White, worked out apart from us', () => {
    // from the definition: lag window, spectrum and lag choice as sums over all lags
    let seed = 1;
    let last = 0;
    const values = Float64Array.from({ length: 1000 }, () => {
      seed = (seed * 16807) % 2147483647;
      last = 0.6 * last + seed / 2147483647 - 0.5;
      return last;
    });
    expect(blockLength(values)).toBeCloseTo(13.263191482671, 9);
  });
});

test('the generator gives the numbers of its authors, for any seed', () => {
  const random = new Xoshiro(1);
  expect(Array.from({ length: 4 }, () => random.next())).toEqual([2442144158, 3238099751, 3819917871, 2104621829]);
  const tens = new Int32Array(10);
  for (let k = 0; k < 100_000; k++) tens[Math.floor((random.next() / 4_294_967_296) * 10)]!++;
  for (const count of tens) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});
