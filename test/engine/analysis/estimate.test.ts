import { describe, expect, it } from 'vitest';
import { delaysOf, estimateOf, quantileEstimate, studentOf } from '../../../engine/analysis/estimate.ts';

describe('an estimate', () => {
  it('is a mean with its standard error, s / sqrt(n), and the interval of Student', () => {
    const { count, mean, standardError, low, high } = estimateOf([1, 2, 3, 4, 5]);
    expect([count, mean]).toEqual([5, 3]);
    // s = sqrt(2.5); t(0.975, 4) = 2.776445.
    expect(standardError).toBeCloseTo(Math.sqrt(2.5 / 5), 12);
    expect(high - mean).toBeCloseTo(2.7764451 * Math.sqrt(0.5), 6);
    expect(mean - low).toBeCloseTo(high - mean, 12);
  });

  it('says nothing of its error where there is one value, and nothing at all where there is none', () => {
    expect(estimateOf([7])).toEqual({ count: 1, mean: 7, standardError: Number.NaN, low: Number.NaN, high: Number.NaN });
    expect(estimateOf([]).mean).toBeNaN();
  });

  it.each([
    [1, 12.7062],
    [4, 2.7764],
    [5, 2.5706],
    [9, 2.2622],
    [19, 2.093],
    [29, 2.0452],
    [120, 1.9799],
    [1_000_000, 1.96],
  ])('takes t with %i degrees of freedom to be %f, as the tables do', (freedom, t) => {
    expect(Math.abs(studentOf(freedom) - t)).toBeLessThan(0.0003);
  });

  it('holds the true mean 95 times in 100', () => {
    let seed = 1;
    const random = (): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const normal = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
    let held = 0;
    for (let k = 0; k < 2_000; k++) {
      const { low, high } = estimateOf(Array.from({ length: 10 }, normal));
      if (low <= 0 && high >= 0) held++;
    }
    expect(held / 2_000).toBeGreaterThan(0.935);
    expect(held / 2_000).toBeLessThan(0.965);
  });
});

describe('delays', () => {
  const hundred = Array.from({ length: 100 }, (_, k) => 100 - k);

  it('are summed up by their quantiles, linear between neighbours', () => {
    const { count, least, median, p90, p99, most, values } = delaysOf(hundred);
    expect([count, least, most]).toEqual([100, 1, 100]);
    expect([median.value, p90.value, p99.value]).toEqual([50.5, expect.closeTo(90.1, 9), 99.01]);
    expect(values.slice(0, 3)).toEqual([1, 2, 3]);
  });

  it('have intervals by rank, whatever their distribution: those of 100 values around the median are 40 and 61', () => {
    expect(quantileEstimate(delaysOf(hundred).values, 0.5)).toEqual({ value: 50.5, low: 40, high: 61 });
  });

  it('say on which side too few values are known', () => {
    expect(quantileEstimate([1, 2, 3], 0.99)).toEqual({ value: 2.98, low: 2, high: Number.NaN });
  });
});
