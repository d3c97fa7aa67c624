import { describe, expect, test } from 'vitest';
import { DAY } from '../../engine/model/time.ts';
import { candlesOf, valuesAt } from '../../reports/candles.ts';
import { day, pricesOf } from './fixture.ts';

const lists = ({ ts, open, high, low, close }: ReturnType<typeof candlesOf>) => [ts, open, high, low, close].map((column) => [...column]);

describe('candles', () => {
  test('stand one for each bar where there are few, dated as much earlier as asked', () => {
    const candles = candlesOf(pricesOf('X', 2), 10, DAY);
    expect(candles.bars).toBe(1);
    expect(lists(candles)).toEqual([
      [day(0), day(1)],
      [99.5, 100.5],
      [101, 102],
      [99, 100],
      [100, 101],
    ]);
  });
  test('join several bars where there are many: first open, extremes, last close', () => {
    const candles = candlesOf(pricesOf('X', 5, 60_000), 2, 0);
    expect(candles.bars).toBe(3);
    expect(lists(candles)).toEqual([
      [day(0) + 180_000, day(0) + 300_000],
      [99.5, 102.5],
      [103, 105],
      [99, 102],
      [102, 104],
    ]);
  });
  test('join bars that close in the same second: a chart has no finer time', () => {
    const candles = candlesOf(pricesOf('X', 6, 400), 10, 0);
    expect(candles.ts.length).toBe(3);
    const seconds = [...candles.ts].map((ts) => Math.round(ts / 1000));
    expect(new Set(seconds).size).toBe(seconds.length);
    expect([candles.open[0], candles.close.at(-1)]).toEqual([99.5, 105]);
    expect(Math.max(...candles.high)).toBe(106);
  });
  test('leave a bar out of extremes that has none', () => {
    const gap = { ...pricesOf('X', 4), high: Float64Array.of(Number.NaN, 102, Number.NaN, Number.NaN) };
    expect([...candlesOf(gap, 2, 0).high]).toEqual([102, Number.NaN]);
  });
  test('of no bars are none', () => {
    expect(candlesOf(pricesOf('X', 0), 10, 0).ts.length).toBe(0);
  });
});

describe('a plotted line on candles', () => {
  test('is the very line where it has a value per candle', () => {
    const value = Float64Array.of(1, 2);
    expect(valuesAt(Float64Array.of(10, 20), Float64Array.of(10, 20), value)).toBe(value);
  });
  test('of a slower series stays at its newest value, and is nothing before its first', () => {
    const values = valuesAt(Float64Array.of(10, 20, 30, 40, 50), Float64Array.of(20, 45), Float64Array.of(7, 8));
    expect([...values]).toEqual([Number.NaN, 7, 7, 7, 8]);
  });
});
