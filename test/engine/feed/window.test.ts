import { describe, expect, it } from 'vitest';
import { rowAt, windowOf } from '../../../engine/feed/window.ts';
import { BarSeries, type CustomSeries, QuoteSeries, Series, type TradeSeries } from '../../../engine/model/series.ts';
import { at, bars, custom, quotes, trades } from '../world.ts';

const asset = bars('A', '1d', [
  [1, 2, 0, 1],
  [2, 3, 1, 2],
  [3, 4, 2, 3],
  [4, 5, 3, 4],
]);

describe('a window of a series', () => {
  it('has some of its rows, the first of them as row 1 behind a row of NaN', () => {
    const part = windowOf(Object.assign(asset, { instrument: 3 }), 1, 3) as BarSeries;
    expect([...BarSeries.columnsOf(part).close]).toEqual([Number.NaN, 2, 3]);
    expect([part.id, part.instrument, part.rows]).toEqual(['A', 3, 2]);
    expect(Series.timeAt(part, 1)).toBe(at('2024-01-03'));
  });

  it('is taken to have bars as long as the whole', () => {
    const mixed = bars('A', '1d', [
      [1, 2, 0, 1],
      [1, 2, 0, 1],
      [1, 2, 0, 1],
    ]);
    BarSeries.columnsOf(mixed).openTimes[3]! += 3_600_000;
    expect(BarSeries.lengthOf(windowOf(mixed, 2, 3) as BarSeries)).toBe(86_400_000);
  });

  it('has the columns of its kind', () => {
    const deep = new QuoteSeries('Q', {
      ...quoteColumns(),
      bid2: Float64Array.of(Number.NaN, 8, 7),
      ask2: Float64Array.of(Number.NaN, 12, 13),
    });
    const part = windowOf(deep, 1, 2) as QuoteSeries;
    part.advance();
    expect(part.bids.map(({ price, size }) => [price.value, size.value])).toEqual([
      [8, 2],
      [7, Number.NaN],
    ]);
    const prints = windowOf(
      trades('T', [
        ['2024-01-01', 5],
        ['2024-01-02', 6],
      ]),
      1,
      2,
    ) as TradeSeries;
    prints.advance();
    expect(prints.price.value).toBe(6);
    const signal = windowOf(
      custom('S', [
        ['2024-01-02', '2024-01-01', 7],
        ['2024-01-03', '2024-01-02', 8],
      ]),
      1,
      2,
    ) as CustomSeries;
    signal.advance();
    expect([signal.line('value').value, signal.about.value, signal.ts]).toEqual([8, at('2024-01-02'), at('2024-01-03')]);
  });

  it('finds the last row that is known by a time', () => {
    expect([at('2024-01-01'), at('2024-01-02'), at('2024-01-04T12:00'), Number.POSITIVE_INFINITY].map((ts) => rowAt(asset, ts))).toEqual([
      0, 1, 3, 4,
    ]);
  });
});

const quoteColumns = () => {
  const series = quotes('Q', [
    ['2024-01-01', 9, 11],
    ['2024-01-02', 8, 12],
  ]);
  const times = Series.timesOf(series);
  return {
    times,
    bid: Float64Array.of(Number.NaN, 9, 8),
    ask: Float64Array.of(Number.NaN, 11, 12),
    bidSize: Float64Array.of(Number.NaN, 1, 2),
    askSize: Float64Array.of(Number.NaN, 1, 2),
  };
};
