import { describe, expect, it } from 'vitest';
import { FetchAhead } from '../../../engine/feed/fetch-ahead.ts';
import { BarSeries, barColumns } from '../../../engine/model/series.ts';

/** Bars whose open is their number, the high a hundred and the low a ten-thousand times that. */
function numbered(rows: number): BarSeries {
  const columns = barColumns(rows);
  for (let row = 1; row <= rows; row++) {
    columns.open[row] = row;
    columns.high[row] = 100 * row;
    columns.low[row] = 10_000 * row;
    columns.times[row] = row;
  }
  return new BarSeries('A', columns);
}

describe('the prices of bars to come', () => {
  it('are read a value of each line of the cache, up to the end of the block', () => {
    const series = numbered(40);
    const ahead = new FetchAhead(series);
    series.asked = true;
    ahead.advance(1, 18);
    expect(ahead.seen).toBe((1 + 9 + 17) * 10_101);
    series.asked = true;
    ahead.advance(18, 26);
    expect(ahead.seen).toBe(18 * 10_101);
  });

  it('are read for the next block where an open was asked for in this one, and not where nobody asked', () => {
    const series = numbered(1_000);
    const ahead = new FetchAhead(series);
    series.follow(ahead);
    const prices = Float64Array.of(Number.NaN);
    series.instrument = 0;
    const seen: number[] = [];
    for (let row = 1; row <= 1_000; row++) {
      series.advance();
      if (row === 100) expect(series.openAhead).toBe(101);
      if (row === 600) expect(series.openIn(prices, 1)).toBe(true);
      if (ahead.seen !== seen.at(-1)) seen.push(ahead.seen);
    }
    const sum = (from: number, to: number): number => {
      let all = 0;
      for (let row = from; row < to; row += 8) all += row;
      return all * 10_101;
    };
    expect(seen.filter((read) => !Number.isNaN(read))).toEqual([sum(257, 513), sum(769, 1_001)]);
    expect(prices[0]).toBe(601);
  });
});
