import { expect, test } from 'vitest';
import { annualisationOf } from '../../../engine/analysis/annualisation.ts';
import { momentsOf } from '../../../engine/analysis/moments.ts';
import { annualVolatility, sharpe } from '../../../engine/analysis/ratios.ts';
import { relationOf } from '../../../engine/analysis/relation.ts';
import { rollingOf, rollingWindow } from '../../../engine/analysis/rolling.ts';
import { sampledOf } from '../../../engine/analysis/sampled.ts';
import { times } from './fixture.ts';

const LENGTH = 40;
const value = Float64Array.from({ length: LENGTH }, (_, k) => 100 + ((k * 37) % 11) - 3 * ((k * k) % 5));
const market = { ts: times(LENGTH), close: Float64Array.from({ length: LENGTH }, (_, k) => 50 + ((k * 53) % 17)) };
const sampled = sampledOf(100, { ts: times(LENGTH), value }, annualisationOf(times(LENGTH), null));

test('each window has the numbers of a run of its own', () => {
  const rolling = rollingOf(sampled, market, 0.0365, 10);
  expect(rolling.ts).toEqual(times(LENGTH).subarray(9));
  for (const k of [0, 7, LENGTH - 10]) {
    const moments = momentsOf(sampled.returns.slice(k, k + 10), 0.0001);
    expect(rolling.sharpe[k]).toBeCloseTo(sharpe(moments, 0.0001, 365), 10);
    expect(rolling.volatility[k]).toBeCloseTo(annualVolatility(moments, 365), 12);
  }
  const theirs = market.close.map((price, k) => (k === 0 ? Number.NaN : price / market.close[k - 1]! - 1));
  for (const k of [1, 7, LENGTH - 10]) {
    expect(rolling.beta[k]).toBeCloseTo(relationOf(sampled.returns.slice(k, k + 10), theirs.slice(k, k + 10), 0, 365).beta, 10);
  }
});

test('a window in which nothing happened has no ratio, and what happened before it leaves no trace', () => {
  const still = Float64Array.from({ length: LENGTH }, (_, k) => (k < 10 ? 100 + ((k * 7) % 5) : 100));
  const rolling = rollingOf(sampledOf(100, { ts: times(LENGTH), value: still }, annualisationOf(times(LENGTH), null)), null, 0, 10);
  expect(rolling.volatility.at(-1)).toBe(0);
  expect(rolling.sharpe.at(-1)).toBeNaN();
  expect([...rolling.beta].every(Number.isNaN)).toBe(true);
});

test('a run shorter than a window has none', () => {
  expect(rollingOf(sampled, null, 0, LENGTH + 1).ts.length).toBe(0);
  expect(rollingOf(sampled, null, 0, Number.NaN).ts.length).toBe(0);
});

test('a benchmark with too few prices in a window has no beta there', () => {
  const late = { ts: market.ts.subarray(20), close: market.close.subarray(20) };
  const { beta } = rollingOf(sampled, late, 0, 10);
  expect(beta[15]).toBeNaN();
  expect(beta[16]).not.toBeNaN();
});

test('a window is half a year, or a third of a shorter run, but not fewer than twenty returns', () => {
  expect([252, 365, 52, 12, 4].map((periods) => rollingWindow(periods, 1000))).toEqual([126, 183, 26, 6, 6]);
  expect([300, 69, 30, 5].map((returns) => rollingWindow(252, returns))).toEqual([100, 23, 20, 20]);
  expect(rollingWindow(Number.NaN, 1)).toBeNaN();
});
