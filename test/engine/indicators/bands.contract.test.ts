import { bollinger } from '../../../engine/indicators/bollinger.ts';
import { keltner } from '../../../engine/indicators/keltner.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow, deviation, last, mean, wilderRange } from './definitions.ts';

const centre = ({ close }: BarColumns, row: number): number => mean(last(close, row, 20));
const reach = ({ close }: BarColumns, row: number): number => 2 * deviation(last(close, row, 20));

indicatorContract({
  name: 'the upper band of bollinger(20, 2)',
  make: (bars) => bollinger(bars.close, 20, 2).upper,
  of: (source) => bollinger(source, 20, 2).upper,
  withPeriod: (bars, period) => bollinger(bars.close, period, 2).upper,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: (columns, row) => centre(columns, row) + reach(columns, row),
});

indicatorContract({
  name: 'the middle of bollinger(20, 2)',
  make: (bars) => bollinger(bars.close, 20, 2).middle,
  of: (source) => bollinger(source, 20, 2).middle,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: centre,
});

indicatorContract({
  name: 'the lower band of bollinger(20, 2)',
  make: (bars) => bollinger(bars.close, 20, 2).lower,
  of: (source) => bollinger(source, 20, 2).lower,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: (columns, row) => centre(columns, row) - reach(columns, row),
});

indicatorContract({
  name: 'the percentB of bollinger(20, 2)',
  make: (bars) => bollinger(bars.close, 20, 2).percentB,
  of: (source) => bollinger(source, 20, 2).percentB,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  // Half way is the middle.
  expected: (columns, row) => 0.5 + (columns.close[row]! - centre(columns, row)) / (2 * reach(columns, row)),
});

indicatorContract({
  name: 'the width of bollinger(20, 2)',
  make: (bars) => bollinger(bars.close, 20, 2).width,
  of: (source) => bollinger(source, 20, 2).width,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: (columns, row) => (2 * reach(columns, row)) / centre(columns, row),
});

const exponential = (period: number) =>
  byRow(({ close }) => {
    const values: number[] = [];
    for (let row = period; row < close.length; row++)
      values[row] = row === period ? mean(last(close, row, row)) : (values[row - 1]! * (period - 1) + 2 * close[row]!) / (period + 1);
    return values;
  });
const slow = exponential(20);
const fast = exponential(5);
const range = wilderRange(10);

indicatorContract({
  name: 'the upper side of keltner(20, 1.5)',
  make: (bars) => keltner(bars, 20, 1.5).upper,
  withPeriod: (bars, period) => keltner(bars, period, 1.5).upper,
  readyOn: 20,
  window: Number.POSITIVE_INFINITY,
  gap: 'keeps',
  expected: (columns, row) => slow(columns, row) + 1.5 * range(columns, row),
});

indicatorContract({
  name: 'the middle of keltner(20, 1.5)',
  make: (bars) => keltner(bars, 20, 1.5).middle,
  readyOn: 20,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  expected: slow,
});

indicatorContract({
  name: 'the lower side of keltner(5, 1.5), which waits for its range',
  make: (bars) => keltner(bars, 5, 1.5).lower,
  readyOn: 11,
  window: Number.POSITIVE_INFINITY,
  gap: 'keeps',
  expected: (columns, row) => fast(columns, row) - 1.5 * range(columns, row),
});
