import { describe, expect, test } from 'vitest';
import { heldIn, paired, relationTo } from '../../../engine/analysis/benchmark.ts';
import { betaOf, relationOf } from '../../../engine/analysis/relation.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import { MONDAY, times } from './fixture.ts';

const column = (...values: number[]): Float64Array => Float64Array.from(values);
const NONE = {
  alpha: Number.NaN,
  beta: Number.NaN,
  correlation: Number.NaN,
  trackingError: Number.NaN,
  informationRatio: Number.NaN,
  treynor: Number.NaN,
  upCapture: Number.NaN,
  downCapture: Number.NaN,
  benchmarkReturn: Number.NaN,
};

describe('returns beside those of a benchmark', () => {
  const market = [0.01, -0.02, 0.015, 0.005, -0.01];
  const own = [0.012, -0.006, 0.009, 0.001, 0.004];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));
  const r = relationOf(column(...own), column(...market), 0.0001, 252);

  test('have the beta and correlation of their covariance', () => {
    const covariance = own.reduce((sum, value, k) => sum + (value - mean(own)) * (market[k]! - mean(market)), 0) / 4;
    expect(r.beta).toBeCloseTo(covariance / deviation(market) ** 2, 12);
    expect(r.correlation).toBeCloseTo(covariance / deviation(market) / deviation(own), 12);
    expect(betaOf(column(...own), column(...market))).toBeCloseTo(r.beta, 12);
  });
  test('earn alpha beyond the share of the benchmark in the excess over the risk-free rate, compounded', () => {
    const extra = mean(own) - 0.0001 - r.beta * (mean(market) - 0.0001);
    expect(r.alpha).toBeCloseTo((1 + extra) ** 252 - 1, 10);
    expect(r.treynor).toBeCloseTo(((mean(own) - 0.0001) * 252) / r.beta, 10);
  });
  test('stray from it by the tracking error, for which the information ratio says what was earned', () => {
    const active = own.map((value, k) => value - market[k]!);
    expect(r.trackingError).toBeCloseTo(deviation(active) * Math.sqrt(252), 12);
    expect(r.informationRatio).toBeCloseTo((mean(active) / deviation(active)) * Math.sqrt(252), 10);
  });
  test('take their share of its rises and of its falls', () => {
    const annual = (values: readonly number[]): number => values.reduce((worth, one) => worth * (1 + one), 1) ** (252 / values.length) - 1;
    expect(r.upCapture).toBeCloseTo(annual([0.012, 0.009, 0.001]) / annual([0.01, 0.015, 0.005]), 12);
    expect(r.downCapture).toBeCloseTo(annual([-0.006, 0.004]) / annual([-0.02, -0.01]), 12);
    expect(r.benchmarkReturn).toBeCloseTo(market.reduce((worth, one) => worth * (1 + one), 1) - 1, 14);
  });
  test('do not count where either side is unknown', () => {
    expect(relationOf(column(...own, Number.NaN, 1), column(...market, 1, Number.NaN), 0.0001, 252)).toEqual(r);
  });
});

test('returns that are the benchmark have beta one, no alpha, and no tracking error to divide by', () => {
  const returns = column(0.01, -0.02, 0.03);
  expect(relationOf(returns, returns, 0, 252)).toMatchObject({ beta: 1, correlation: 1, upCapture: 1, downCapture: 1, trackingError: 0 });
  expect(relationOf(returns, returns, 0, 252).informationRatio).toBeNaN();
});

test('a benchmark that does not move is a relation to nothing but its zero return', () => {
  const still = relationOf(column(0.01, 0.02), column(0, 0), 0, 252);
  expect(still).toEqual({ ...NONE, trackingError: still.trackingError, informationRatio: still.informationRatio, benchmarkReturn: 0 });
  expect(relationOf(column(), column(), 0, 252)).toEqual(NONE);
});

describe('a curve beside a benchmark of other times', () => {
  const weekdays = times(14).filter((ts) => new Date(ts - DAY).getUTCDay() % 6 !== 0);
  const market = { ts: weekdays, close: weekdays.map((_, k) => 100 * 1.01 ** k * (k % 2 === 0 ? 1 : 0.98)) };

  test('is measured between the moments both have: a weekend belongs to the Monday', () => {
    const { ts, own } = paired(
      times(14),
      Float64Array.from({ length: 14 }, (_, k) => 100 + k),
      market,
    );
    expect([...ts]).toEqual([...weekdays.subarray(1)]);
    expect(own[4]).toBeCloseTo(107 / 104 - 1, 14);
    expect(own.length).toBe(9);
  });
  test('is annualised by those moments', () => {
    const value = Float64Array.from({ length: 14 }, (_, k) => 100 + (k % 3));
    const every = relationTo(times(14), value, market, 0, 365);
    const { own, market: theirs } = paired(times(14), value, market);
    expect(every.trackingError).toBeCloseTo(relationOf(own, theirs, 0, 252).trackingError, 12);
    const same = { ts: times(14), close: value.map((one, k) => one + k) };
    expect(relationTo(times(14), value, same, 0, 200).trackingError).toBeGreaterThan(0);
  });
  test('of days that end at other hours loses no correlation', () => {
    const value = weekdays.map((_, k) => 2 * market.close[k]!);
    expect(
      relationTo(
        weekdays.map((ts) => ts + 5 * HOUR),
        value,
        market,
        0,
        252,
      ).correlation,
    ).toBeCloseTo(1, 12);
    expect(
      relationTo(
        weekdays.map((ts) => ts - 3 * HOUR),
        value,
        market,
        0,
        252,
      ).correlation,
    ).toBeCloseTo(1, 12);
  });
});

test('money held in a benchmark is put in at its first price and follows the newest', () => {
  const benchmark = { ts: column(MONDAY + DAY + HOUR, MONDAY + 3 * DAY), close: column(50, 75) };
  expect([...heldIn(100, times(4), benchmark)]).toEqual([Number.NaN, 100, 150, 150]);
  expect([...heldIn(100, times(2), { ts: column(), close: column() })]).toEqual([Number.NaN, Number.NaN]);
});
