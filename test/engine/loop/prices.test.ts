import { describe, expect, it } from 'vitest';
import { AllPrices, HourlyPrices } from '../../../engine/loop/prices.ts';
import { BarSeries } from '../../../engine/model/series.ts';
import { rowsOf, SHORTEST } from '../../property/passing.ts';
import { at, columnsOf, type Row } from '../world.ts';

const drawing: readonly (Row | string)[] = [
  [10, 12, 9, 11],
  [11, 15, 11, 14],
  [14, 14, 8, 9],
  '2024-01-01T05:00',
  [20, 21, 19, 20],
  '2024-01-01T05:40',
  [30, 31, 29, 30],
];

function passing(drawn: readonly (Row | string)[], change: (columns: ReturnType<typeof columnsOf>) => void = () => undefined): BarSeries {
  const columns = columnsOf('20m', drawn);
  change(columns);
  return BarSeries.streamed('A', () => rowsOf({ ...columns }), SHORTEST);
}

function pass(series: BarSeries): void {
  while (series.row < series.rows) series.advance();
}

const lists = (kept: ReturnType<AllPrices['read']>) =>
  Object.fromEntries(Object.entries(kept).map(([name, column]) => [name, [...column]]));

describe('the prices of bars that pass', () => {
  it('are all of them', () => {
    const series = passing(drawing);
    const prices = new AllPrices(series);
    series.follow(prices);
    pass(series);
    expect(lists(prices.read())).toEqual({
      ts: ['00:20', '00:40', '01:00', '05:20', '06:00'].map((time) => at(`2024-01-01T${time}`)),
      open: [10, 11, 14, 20, 30],
      high: [12, 15, 14, 21, 31],
      low: [9, 11, 8, 19, 29],
      close: [11, 14, 9, 20, 30],
    });
  });

  it('or those of each hour as one bar, which is known when its last one is', () => {
    const series = passing(drawing);
    const prices = new HourlyPrices(series);
    series.follow(prices);
    pass(series);
    expect(lists(prices.read())).toEqual({
      ts: ['01:00', '06:00'].map((time) => at(`2024-01-01T${time}`)),
      open: [10, 20],
      high: [15, 31],
      low: [8, 19],
      close: [9, 30],
    });
  });

  it('pass over what has no price', () => {
    const series = passing(drawing, ({ open, high, low, close }) => {
      open[1] = high[1] = low[1] = close[3] = Number.NaN;
    });
    const prices = new HourlyPrices(series);
    series.follow(prices);
    pass(series);
    expect(lists(prices.read())).toMatchObject({ open: [11, 20], high: [15, 31], low: [8, 19], close: [14, 30] });
  });
});
