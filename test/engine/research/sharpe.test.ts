import { describe, expect, it } from 'vitest';
import { probabilisticSharpe } from '../../../engine/analysis/shape.ts';
import { expectedMaximum } from '../../../engine/research/expected-maximum.ts';
import { inverseNormal } from '../../../engine/research/inverse-normal.ts';
import { minTrackRecord } from '../../../engine/research/track-record.ts';

describe('the inverse of the normal distribution', () => {
  it('has the values of scipy.stats.norm.ppf', () => {
    const table: readonly (readonly [p: number, z: number])[] = [
      [0.5, 0],
      [0.95, 1.6448536269514722],
      [0.975, 1.959963984540054],
      [0.02, -2.053748910631823],
      [1e-5, -4.264890793922825],
      [1e-12, -7.034483825301131],
      [1e-40, -13.31092137142517],
      [1e-300, -37.0470962993612],
      [0.9999999, 5.199337582290661],
    ];
    for (const [p, z] of table) expect(inverseNormal(p)).toBeCloseTo(z, 12);
    expect([inverseNormal(0), inverseNormal(1), inverseNormal(1.1), inverseNormal(Number.NaN)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('the deflated Sharpe ratio', () => {
  // Bailey and Lopez de Prado (2014), "A numerical example": an annual Sharpe ratio of 2.5 over five years of 250 days, skew -3, kurtosis
  // 10, found as the best of 100 trials whose annual Sharpe ratios have a variance of 1/2.
  const found = { sharpe: 2.5 / Math.sqrt(250), count: 1250, skew: -3, kurtosis: 10 };
  const luck = (trials: number): number => expectedMaximum(0.5 / 250, trials);

  it('is that of the example of its paper: 0.1132 by luck, so 0.9004', () => {
    expect(luck(100)).toBeCloseTo(0.1132, 4);
    expect(probabilisticSharpe(found, luck(100))).toBeCloseTo(0.9004, 4);
  });
  it('would have been enough after 46 trials, as the paper says: 0.9505', () => {
    expect(probabilisticSharpe(found, luck(46))).toBeCloseTo(0.9505, 4);
  });
  it('would have been enough after 88 trials of normal returns, as the paper says: 0.9505', () => {
    expect(probabilisticSharpe({ ...found, skew: 0, kurtosis: 3 }, luck(88))).toBeCloseTo(0.9505, 4);
  });
  it('of one trial is the probabilistic one', () => {
    expect([luck(0), luck(1)]).toEqual([0, 0]);
    expect(luck(1.2)).toBe(0);
  });
});

describe('the expected maximum', () => {
  // Harter, Expected Values of Normal Order Statistics, Biometrika 48 (1961); 1000 by numerical integration of x d(F(x)^1000).
  const exact: readonly (readonly [trials: number, mean: number])[] = [
    [10, 1.53875],
    [100, 2.50759],
    [1000, 3.24144],
  ];
  it('is that of the best of so many normal draws, at most 2.5 % above and never below', () => {
    for (const [trials, mean] of exact) {
      const excess = expectedMaximum(1, trials) / mean - 1;
      expect(excess).toBeGreaterThan(0);
      expect(excess).toBeLessThan(0.025);
    }
  });
  it('grows with the spread of the trials', () => {
    expect(expectedMaximum(4, 100)).toBeCloseTo(2 * expectedMaximum(1, 100), 12);
  });
});

describe('the minimum track record', () => {
  // Bailey and Lopez de Prado (2012), section 5: an annual Sharpe ratio of 2 is to be shown to be above 1.
  const years = (periods: number, skew: number, kurtosis: number): number =>
    minTrackRecord({ sharpe: 2 / Math.sqrt(periods), count: 0, skew, kurtosis }, 1 / Math.sqrt(periods)) / periods;

  it('is 2.73 years of days, 2.83 of weeks and 3.24 of months for normal returns, as in its paper', () => {
    expect(years(252, 0, 3)).toBeCloseTo(2.73, 2);
    expect(years(52, 0, 3)).toBeCloseTo(2.83, 2);
    expect(years(12, 0, 3)).toBeCloseTo(3.24, 2);
  });
  it('is 4.99 years of months for returns like those of hedge funds, as in its paper', () => {
    expect(years(12, -0.72, 5.78)).toBeCloseTo(4.99, 2);
  });
  it('is the record at which the probabilistic Sharpe ratio reaches the confidence', () => {
    const sample = { sharpe: 0.08, count: 0, skew: -0.4, kurtosis: 6 };
    const count = minTrackRecord(sample, 0.02, 0.99);
    expect(probabilisticSharpe({ ...sample, count }, 0.02)).toBeCloseTo(0.99, 12);
  });
  it('does not exist for a Sharpe ratio that is not above the threshold', () => {
    expect(minTrackRecord({ sharpe: 0.05, count: 100, skew: 0, kurtosis: 3 }, 0.05)).toBeNaN();
  });
});
