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
    const ahead = new FetchAhead(BarSeries.columnsOf(numbered(40)));
    ahead.advance(1, 18);
    expect(ahead.seen).toBe((1 + 9 + 17) * 10_101);
    ahead.advance(18, 26);
    expect(ahead.seen).toBe(18 * 10_101);
  });

  it('are read a block at a time while the series goes on, and never beyond its end', () => {
    const series = numbered(300);
    const ahead = new FetchAhead(BarSeries.columnsOf(series));
    series.follow(ahead);
    const seen = new Set<number>();
    for (let row = 1; row <= 300; row++) {
      series.advance();
      seen.add(ahead.seen);
    }
    const sum = (from: number, to: number): number => {
      let all = 0;
      for (let row = from; row < to; row += 8) all += row;
      return all * 10_101;
    };
    expect([...seen]).toEqual([sum(1, 257), sum(257, 301)]);
  });
});
