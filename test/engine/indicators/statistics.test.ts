import { describe, expect, it } from 'vitest';
import { linearRegression } from '../../../engine/indicators/linear-regression.ts';
import { percentRank } from '../../../engine/indicators/percent-rank.ts';
import { beta, correlation, regression } from '../../../engine/indicators/regression.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import { variance } from '../../../engine/indicators/variance.ts';
import { zscore } from '../../../engine/indicators/zscore.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { Line } from '../../../engine/model/line.ts';
import { AuthorLine } from '../../../engine/strategy/author-line.ts';
import { authorLines } from '../../../engine/strategy/author-lines.ts';
import { valuesOf } from './rows.ts';

/** What an indicator of two lines says after each pair of values. */
function ofPairs(make: (y: Line, x: Line) => Line, ...pairs: readonly (readonly [y: number, x: number])[]): readonly number[] {
  const both = authorLines(['y', 'x']);
  const line = make(both.y, both.x);
  return pairs.map(([y, x]) => {
    both.push({ y, x });
    return line.value;
  });
}

describe('variance and stdev', () => {
  it('divide by the period, or by one less for a sample', () => {
    expect(valuesOf((line) => variance(line, 4), 2, 4, 4, 6)).toEqual([NaN, NaN, NaN, 2]);
    expect(valuesOf((line) => variance(line, 4, { sample: true }), 2, 4, 4, 6).at(-1)).toBe(8 / 3);
    expect(valuesOf((line) => stdev(line, 4, { sample: true }), 2, 4, 4, 6).at(-1)).toBe(Math.sqrt(8 / 3));
  });

  it('are 0 for one value, unknown where it is a hole', () => {
    expect(valuesOf((line) => variance(line, 1), 7, NaN, 8)).toEqual([0, NaN, 0]);
    expect(valuesOf((line) => stdev(line, 1), 7, NaN, 8)).toEqual([0, NaN, 0]);
  });

  it('keep their digits on a high level, where a running sum of squares has none left', () => {
    expect(valuesOf((line) => variance(line, 3), 1e9 + 1, 1e9 + 2, 1e9 + 3).at(-1)).toBeCloseTo(2 / 3, 14);
  });

  it('of a sample need two values', () => {
    expect(() => variance(new AuthorLine(), 1, { sample: true })).toThrow('the period of variance to be a whole number of at least 2');
    expect(() => stdev(new AuthorLine(), 1, { sample: true })).toThrow('the period of stdev to be a whole number of at least 2');
  });
});

describe('zscore', () => {
  it('counts the deviations between the newest value and the mean', () => {
    // 2 4 4 6: mean 4, deviation the root of 2
    expect(valuesOf((line) => zscore(line, 4), 2, 4, 4, 6).at(-1)).toBeCloseTo(2 / Math.SQRT2, 15);
    expect(valuesOf((line) => zscore(line, 4, { sample: true }), 2, 4, 4, 6).at(-1)).toBeCloseTo(2 / Math.sqrt(8 / 3), 15);
  });

  it('is unknown where all values are equal, though their sum is rounded', () => {
    expect(valuesOf((line) => zscore(line, 3), 0.1, 0.1, 0.1, 0.4)).toEqual([NaN, NaN, NaN, expect.closeTo(Math.SQRT2, 14)]);
  });
});

describe('percentRank', () => {
  it('ranks the newest value among those before it, not against itself', () => {
    expect(valuesOf((line) => percentRank(line, 4), 1, 3, 2, 4, 3, 5, 0)).toEqual([NaN, NaN, NaN, NaN, 75, 100, 0]);
  });

  it('counts equal values as below, half or above', () => {
    const prices = [1, 2, 2, 3, 2] as const;
    expect(valuesOf((line) => percentRank(line, 4, { ties: 'below' }), ...prices).at(-1)).toBe(75);
    expect(valuesOf((line) => percentRank(line, 4, { ties: 'half' }), ...prices).at(-1)).toBe(50);
    expect(valuesOf((line) => percentRank(line, 4, { ties: 'above' }), ...prices).at(-1)).toBe(25);
  });

  it('refuses other ties', () => {
    expect(() => percentRank(new AuthorLine(), 4, { ties: 'mean' as 'half' })).toThrow(
      new ConfigError('Expected the ties of percentRank to be below, half or above, but it was "mean"'),
    );
  });
});

describe('linearRegression', () => {
  it('finds a straight line again, also below zero', () => {
    const line = [5, 3, 1, -1, -3] as const;
    expect(valuesOf((source) => linearRegression(source, 4).value, ...line)).toEqual([NaN, NaN, NaN, -1, -3]);
    expect(valuesOf((source) => linearRegression(source, 4).slope, ...line).slice(3)).toEqual([-2, -2]);
    expect(valuesOf((source) => linearRegression(source, 4).intercept, ...line).slice(3)).toEqual([5, 3]);
    expect(valuesOf((source) => linearRegression(source, 4).r2, ...line).slice(3)).toEqual([1, 1]);
  });

  it('explains nothing of values that are all equal', () => {
    expect(valuesOf((source) => linearRegression(source, 3).slope, 0.1, 0.1, 0.1).at(-1)).toBe(0);
    expect(valuesOf((source) => linearRegression(source, 3).value, 0.1, 0.1, 0.1).at(-1)).toBe(0.1);
    expect(valuesOf((source) => linearRegression(source, 3).r2, 0.1, 0.1, 0.1).at(-1)).toBeNaN();
  });

  it('explains no more than everything, where rounding would', () => {
    const r2 = valuesOf((source) => linearRegression(source, 5).r2, ...Array.from({ length: 300 }, (_, k) => 0.1 * k));
    expect(Math.max(...r2.slice(4))).toBe(1);
  });
});

describe('regression, correlation and beta', () => {
  it('take two lines of an author that are pushed together, and find what one is made of', () => {
    // y = 10 - 2 x
    const pairs = [
      [8, 1],
      [2, 4],
      [6, 2],
      [10, 0],
    ] as const;
    expect(ofPairs((y, x) => regression(y, x, 3).slope, ...pairs)).toEqual([NaN, NaN, expect.closeTo(-2, 14), expect.closeTo(-2, 14)]);
    expect(ofPairs((y, x) => regression(y, x, 3).intercept, ...pairs).at(-1)).toBeCloseTo(10, 14);
    expect(ofPairs((y, x) => regression(y, x, 3).r2, ...pairs).at(-1)).toBeCloseTo(1, 14);
    expect(ofPairs((y, x) => correlation(y, x, 3), ...pairs).at(-1)).toBeCloseTo(-1, 14);
  });

  it('are unknown where there is nothing to explain with', () => {
    const flat = [
      [1, 0.1],
      [2, 0.1],
      [3, 0.1],
    ] as const;
    for (const part of ['slope', 'intercept', 'r2'] as const)
      expect(ofPairs((y, x) => regression(y, x, 3)[part], ...flat).at(-1)).toBeNaN();
    expect(ofPairs((y, x) => correlation(y, x, 3), ...flat).at(-1)).toBeNaN();
    expect(ofPairs((y, x) => correlation(x, y, 3), ...flat).at(-1)).toBeNaN();
  });

  it('know the level line through values that do not vary, but not what it explains', () => {
    const level = [
      [7, 1],
      [7, 2],
      [7, 4],
    ] as const;
    expect(ofPairs((y, x) => regression(y, x, 3).slope, ...level).at(-1)).toBe(0);
    expect(ofPairs((y, x) => regression(y, x, 3).intercept, ...level).at(-1)).toBe(7);
    expect(ofPairs((y, x) => regression(y, x, 3).r2, ...level).at(-1)).toBeNaN();
  });

  it('compare returns, not prices: twice the return is a beta of 2 at any price', () => {
    // market +10 %, -10 %, +20 %; asset +20 %, -20 %, +40 %
    const pairs = [
      [1, 100],
      [1.2, 110],
      [0.96, 99],
      [1.344, 118.8],
    ] as const;
    expect(ofPairs((asset, market) => beta(asset, market, 3), ...pairs)).toEqual([NaN, NaN, NaN, expect.closeTo(2, 13)]);
  });

  it('have no beta while a return is from a price of zero, nor to a market that stands still', () => {
    expect(ofPairs((a, m) => beta(a, m, 2), [1, 0], [2, 5], [3, 6], [4, 9])).toEqual([NaN, NaN, NaN, expect.any(Number)]);
    expect(ofPairs((a, m) => beta(a, m, 2), [1, 5], [2, 5], [3, 5]).at(-1)).toBeNaN();
  });

  it('never put a correlation outside -1 and 1', () => {
    const pairs = Array.from({ length: 400 }, (_, k) => [0.1 * k, 0.7 - 0.3 * k] as const);
    const found = ofPairs((y, x) => correlation(y, x, 7), ...pairs).slice(6);
    expect(Math.min(...found)).toBe(-1);
    expect(Math.max(...found)).toBeLessThan(-1 + 1e-12);
  });

  it('refuse lines of two series: their rows are not of one time', () => {
    const asked = (): Line => correlation(new AuthorLine(), new AuthorLine(), 5);
    expect(asked).toThrow(ConfigError);
    expect(asked).toThrow('Expected the two lines of correlation to be of one series');
  });
});
