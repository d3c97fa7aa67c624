import { describe, expect, test } from 'vitest';
import { returnMetrics, worthOf } from '../../../engine/research/return-metrics.ts';
import { stabilityOf } from '../../../engine/research/stability.ts';
import { stitched } from '../../../engine/research/stitched.ts';
import { any, choiceOf, onLog, whole } from './fixture.ts';

describe('stitched equity', () => {
  test('compounds what each run earned on its own money', () => {
    const curve = stitched(1000, [
      { base: 1000, ts: [1, 2], value: [1100, 1200] },
      { base: 1000, ts: [3, 4], value: [900, 1100] },
    ]);
    expect(curve).toEqual({ ts: [1, 2, 3, 4], value: [1100, 1200, 1080, 1320] });
  });
  test('stays as it is through a stretch in cash', () => {
    expect(
      stitched(500, [
        { base: 1, ts: [1, 2], value: [1, 1] },
        { base: 500, ts: [3], value: [550] },
      ]).value,
    ).toEqual([500, 500, 550]);
  });
  test('ends where nothing is left', () => {
    expect(
      stitched(100, [
        { base: 100, ts: [1], value: [-5] },
        { base: 100, ts: [2], value: [110] },
      ]),
    ).toEqual({ ts: [1], value: [-5] });
  });
});

describe('the metrics of returns', () => {
  test('are those of the curve that the returns make', () => {
    const returns = Float64Array.of(0.1, -0.2, 0.05, 0.1);
    const metrics = returnMetrics(returns, 4);
    const total = 1.1 * 0.8 * 1.05 * 1.1 - 1;
    const mean = 0.0125;
    const deviation = Math.sqrt([0.1, -0.2, 0.05, 0.1].reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3);
    expect(metrics.totalReturn).toBeCloseTo(total, 14);
    expect(metrics.cagr).toBeCloseTo(total, 14);
    expect(metrics.sharpe).toBeCloseTo((mean / deviation) * 2, 12);
    expect(metrics.annualVolatility).toBeCloseTo(deviation * 2, 14);
    expect(metrics.maxDrawdown).toBeCloseTo(0.2, 14);
    expect(metrics.calmar).toBeCloseTo(total / 0.2, 12);
    expect(metrics.sortino).toBeCloseTo((mean * 4) / (Math.sqrt(0.04 / 4) * 2), 12);
    expect(metrics.omega).toBeCloseTo(0.25 / 0.2, 12);
    expect([...worthOf(Float64Array.of(0.1, Number.NaN, 0.1))]).toEqual([1.1, 1.1, 1.1 * 1.1]);
  });
  test('do not apply to nothing, nor ratios to what does not move', () => {
    expect(returnMetrics(new Float64Array(0), 252).totalReturn).toBeNaN();
    expect(returnMetrics(new Float64Array(9), 252)).toMatchObject({
      totalReturn: 0,
      sharpe: Number.NaN,
      calmar: Number.NaN,
      maxDrawdown: 0,
    });
  });
});

describe('the stability of what was best', () => {
  test('counts values, the most common one, moves and ends', () => {
    const dimensions = [whole('fast', 0, 9), choiceOf('ma', 'sma', 'ema'), onLog('number', 'x', 1, 100), any('y', 0, 10)];
    const points = [
      { fast: 0, ma: 'ema', x: 1, y: 5 },
      { fast: 5, ma: 'sma', x: 10, y: 5 },
      { fast: 5, ma: 'ema', x: 100, y: 7.5 },
    ];
    const [fast, ma, x, y] = stabilityOf(dimensions, points);
    expect(fast).toEqual({ name: 'fast', values: [0, 5, 5], distinct: 2, mostCommon: 5, share: 2 / 3, meanMove: 0.25, atEdge: 1 / 3 });
    expect(ma).toMatchObject({ mostCommon: 'ema', distinct: 2, meanMove: Number.NaN, atEdge: Number.NaN });
    expect(x!.meanMove).toBeCloseTo(0.5, 12);
    expect(x!.atEdge).toBeCloseTo(2 / 3, 12);
    expect(y).toMatchObject({ meanMove: 0.125, atEdge: 0 });
  });
  test('is nothing of nothing', () => {
    expect(stabilityOf([whole('fast', 0, 9)], [])).toEqual([]);
  });
});
