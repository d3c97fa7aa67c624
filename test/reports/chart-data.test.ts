import { describe, expect, test } from 'vitest';
import { candlesOf, equityPoints } from '../../reports/chart-data.ts';
import { markersOf, rowAt } from '../../reports/markers.ts';
import { day, fillOf, pricesOf, tripOf } from './fixture.ts';

const minutes = (length: number): Float64Array => Float64Array.from({ length }, (_, k) => day(0) + (k + 1) * 60_000);

describe('a thinned curve of equity', () => {
  const value = Float64Array.from({ length: 100_000 }, (_, k) => 1000 + k / 100);
  value[31_234] = 3000;
  value[31_235] = 40;
  value[77_777] = 1;
  const points = equityPoints({ ts: minutes(value.length), value }, 1000, [], 3000);

  test('has about as many points as asked for, ascending', () => {
    expect(points.time.length).toBeLessThanOrEqual(3002);
    expect(points.time.length).toBeGreaterThan(2500);
    expect(points.time.every((time, k) => k === 0 || time > points.time[k - 1]!)).toBe(true);
  });
  test('keeps its ends, its peak, its trough and its deepest drawdown', () => {
    expect([points.equity[0], points.equity.at(-1)]).toEqual([1000, 1999.99]);
    expect(Math.max(...points.equity)).toBe(3000);
    expect(Math.min(...points.equity)).toBe(1);
    expect(Math.max(...points.drawdown)).toBeCloseTo(1 - 1 / 3000, 8);
  });
  test('keeps a drawdown that is neither its peak nor its trough', () => {
    const waves = new Float64Array(6000).fill(1000);
    waves.set([1100, 500, 3000, 900, 2900, 2950], 3000);
    waves.fill(2999, 3006);
    const { drawdown } = equityPoints({ ts: minutes(6000), value: waves }, 1000, [], 300);
    expect(Math.max(...drawdown)).toBeCloseTo(0.7, 8);
  });
  test('spreads its points evenly over time, flat stretches included', () => {
    const flat = Float64Array.from({ length: 9000 }, (_, k) => (k < 3000 ? 1000 + ((k * 7919) % 100) : 1000));
    const { time } = equityPoints({ ts: minutes(9000), value: flat }, 1000, [], 300);
    const early = time.filter((t) => t <= day(0) / 1000 + 3000 * 60).length;
    expect(early / time.length).toBeCloseTo(1 / 3, 1);
  });
});

test('a short curve keeps every point, with what holding would have been worth', () => {
  const points = equityPoints({ ts: Float64Array.of(day(1), day(2)), value: Float64Array.of(1000, 900) }, 1000, [pricesOf('X', 2)], 5000);
  expect(points).toEqual({ time: [day(0) / 1000, day(1) / 1000], equity: [1000, 900], drawdown: [0, 0.1], hold: [1005.02513, 1015.07538] });
});

test('holding is drawn only for one instrument of the same length', () => {
  const equity = { ts: Float64Array.of(day(1), day(2)), value: Float64Array.of(1000, 900) };
  expect(equityPoints(equity, 1000, [pricesOf('X', 3)], 5000).hold).toEqual([]);
  expect(equityPoints(equity, 1000, [pricesOf('X', 2), pricesOf('Y', 2)], 5000).hold).toEqual([]);
});

test('no equity has no points', () => {
  expect(equityPoints({ ts: new Float64Array(0), value: new Float64Array(0) }, 1000, [], 10).time).toEqual([]);
});

describe('candles', () => {
  test('stand one for each bar where there are few, daily ones on the day they end', () => {
    const candles = candlesOf(pricesOf('X', 2), 10);
    expect(candles).toEqual({
      instrument: 'X',
      bars: 1,
      time: [day(0) / 1000, day(1) / 1000],
      open: [99.5, 100.5],
      high: [101, 102],
      low: [99, 100],
      close: [100, 101],
    });
  });
  test('join several bars where there are many: first open, extremes, last close', () => {
    const candles = candlesOf(pricesOf('X', 5, 60_000), 2);
    expect(candles.bars).toBe(3);
    expect([candles.open, candles.high, candles.low, candles.close]).toEqual([
      [99.5, 102.5],
      [103, 105],
      [99, 102],
      [102, 104],
    ]);
    expect(candles.time).toEqual([day(0) / 1000 + 180, day(0) / 1000 + 300]);
  });
});

describe('marks of fills', () => {
  const prices = pricesOf('X', 6);
  test('stand on the candle of the bar that filled, and tell entries, exits and turns apart', () => {
    const fills = [fillOf(1, 1), fillOf(2, 3, { side: 'sell' }), fillOf(3, 5)];
    const trips = [tripOf(1, 3, { entryOrderId: 1, exitOrderId: 2 }), tripOf(3, 5, { entryOrderId: 2, exitOrderId: 3 })];
    expect(markersOf(prices, 1, fills, trips)).toEqual([
      { candle: 1, side: 'buy', role: 'entry', fills: 1 },
      { candle: 3, side: 'sell', role: 'both', fills: 1 },
      { candle: 5, side: 'buy', role: 'exit', fills: 1 },
    ]);
  });
  test('of one kind on one candle are one mark with their number, in the order of candles', () => {
    const fills = [fillOf(3, 5), fillOf(1, 0), fillOf(2, 1)];
    expect(markersOf(prices, 2, fills, [])).toEqual([
      { candle: 0, side: 'buy', role: 'entry', fills: 2 },
      { candle: 2, side: 'buy', role: 'entry', fills: 1 },
    ]);
  });
  test('of another instrument, or without prices, do not stand anywhere', () => {
    expect(markersOf(prices, 1, [fillOf(1, 1, { instrument: 'Y' })], [])).toEqual([]);
    expect(markersOf(pricesOf('X', 0), 1, [fillOf(1, 1)], [])).toEqual([]);
  });
  test('find their row by time, the last one when it is after all', () => {
    const ts = Float64Array.of(10, 20, 30);
    expect([5, 10, 11, 30, 99].map((time) => rowAt(ts, time))).toEqual([0, 0, 1, 2, 2]);
  });
});
