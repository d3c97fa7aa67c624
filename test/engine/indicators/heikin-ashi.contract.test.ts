import { heikinAshi } from '../../../engine/indicators/heikin-ashi.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';

const close = ({ open, high, low, close: closes }: BarColumns, row: number): number =>
  (open[row]! + high[row]! + low[row]! + closes[row]!) / 4;

/** Half of the close before, a quarter of the one before that, and so on; what is left is the first bar's own middle. */
function open(columns: BarColumns, row: number): number {
  let value = 0;
  let weight = 1;
  for (let r = row - 1; r >= 1 && weight > 1e-20; r--) {
    weight /= 2;
    value += weight * close(columns, r);
  }
  return value + weight * ((columns.open[1]! + columns.close[1]!) / 2);
}

const shared = { readyOn: 1, window: Number.POSITIVE_INFINITY, gap: 'passes' } as const;

indicatorContract({ name: 'the open of heikinAshi', make: (bars) => heikinAshi(bars).open, ...shared, expected: open });

indicatorContract({
  name: 'the high of heikinAshi',
  make: (bars) => heikinAshi(bars).high,
  ...shared,
  expected: (columns, row) => Math.max(columns.high[row]!, open(columns, row), close(columns, row)),
});

indicatorContract({
  name: 'the low of heikinAshi',
  make: (bars) => heikinAshi(bars).low,
  ...shared,
  expected: (columns, row) => Math.min(columns.low[row]!, open(columns, row), close(columns, row)),
});

indicatorContract({
  name: 'the close of heikinAshi',
  make: (bars) => heikinAshi(bars).close,
  ...shared,
  window: 1,
  gap: [0],
  expected: close,
});
