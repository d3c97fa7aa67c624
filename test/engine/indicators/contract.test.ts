import { atr, trueRange } from '../../../engine/indicators/atr.ts';
import { donchian } from '../../../engine/indicators/donchian.ts';
import { ema, rma } from '../../../engine/indicators/ema.ts';
import { highest, lowest } from '../../../engine/indicators/extremes.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import type { BarColumns, Column } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';

const last = (column: Column, row: number, period: number): readonly number[] => [...column.subarray(row - period + 1, row + 1)];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const range = ({ high, low, close }: BarColumns, row: number): number =>
  Math.max(high[row]!, close[row - 1]!) - Math.min(low[row]!, close[row - 1]!);

/** An exponential average from its definition: the mean of the first `period` values, then a weighted mean of old and new. */
function recursive(period: number, weight: number, value: (columns: BarColumns, row: number) => number, begins: number) {
  let computed: { readonly of: BarColumns; readonly byRow: number[] } | undefined;
  return (columns: BarColumns, row: number): number => {
    if (computed?.of !== columns) {
      const byRow: number[] = [];
      const seed = begins + period - 1;
      byRow[seed] = mean(Array.from({ length: period }, (_, k) => value(columns, begins + k)));
      for (let r = seed + 1; r < columns.close.length; r++) byRow[r] = (1 - weight) * byRow[r - 1]! + weight * value(columns, r);
      computed = { of: columns, byRow };
    }
    return computed.byRow[row]!;
  };
}
const close = ({ close: column }: BarColumns, row: number): number => column[row]!;

indicatorContract({
  name: 'sma(20)',
  make: (bars) => sma(bars.close, 20),
  of: (source) => sma(source, 20),
  withPeriod: (bars, period) => sma(bars.close, period),
  readyOn: 20,
  window: 20,
  expected: (columns, row) => mean(last(columns.close, row, 20)),
});

indicatorContract({
  name: 'sma(1)',
  make: (bars) => sma(bars.close, 1),
  of: (source) => sma(source, 1),
  readyOn: 1,
  window: 1,
  expected: close,
});

indicatorContract({
  name: 'ema(10)',
  make: (bars) => ema(bars.close, 10),
  of: (source) => ema(source, 10),
  withPeriod: (bars, period) => ema(bars.close, period),
  readyOn: 10,
  window: Number.POSITIVE_INFINITY,
  expected: recursive(10, 2 / 11, close, 1),
});

indicatorContract({
  name: 'rma(10)',
  make: (bars) => rma(bars.close, 10),
  of: (source) => rma(source, 10),
  withPeriod: (bars, period) => rma(bars.close, period),
  readyOn: 10,
  window: Number.POSITIVE_INFINITY,
  expected: recursive(10, 1 / 10, close, 1),
});

indicatorContract({
  name: 'trueRange',
  make: trueRange,
  readyOn: 2,
  window: 2,
  expected: range,
});

indicatorContract({
  name: 'atr(14)',
  make: (bars) => atr(bars, 14),
  withPeriod: atr,
  readyOn: 15,
  window: Number.POSITIVE_INFINITY,
  expected: recursive(14, 1 / 14, range, 2),
});

indicatorContract({
  name: 'highest(16)',
  make: (bars) => highest(bars.close, 16),
  of: (source) => highest(source, 16),
  withPeriod: (bars, period) => highest(bars.close, period),
  readyOn: 16,
  window: 16,
  expected: (columns, row) => Math.max(...last(columns.close, row, 16)),
});

indicatorContract({
  name: 'lowest(9)',
  make: (bars) => lowest(bars.close, 9),
  of: (source) => lowest(source, 9),
  withPeriod: (bars, period) => lowest(bars.close, period),
  readyOn: 9,
  window: 9,
  expected: (columns, row) => Math.min(...last(columns.close, row, 9)),
});

indicatorContract({
  name: 'the upper side of donchian(20)',
  make: (bars) => donchian(bars, 20).upper,
  withPeriod: (bars, period) => donchian(bars, period).upper,
  readyOn: 20,
  window: 20,
  expected: (columns, row) => Math.max(...last(columns.high, row, 20)),
});

indicatorContract({
  name: 'the lower side of donchian(20)',
  make: (bars) => donchian(bars, 20).lower,
  readyOn: 20,
  window: 20,
  expected: (columns, row) => Math.min(...last(columns.low, row, 20)),
});

indicatorContract({
  name: 'stdev(20)',
  make: (bars) => stdev(bars.close, 20),
  of: (source) => stdev(source, 20),
  withPeriod: (bars, period) => stdev(bars.close, period),
  readyOn: 20,
  window: 20,
  expected(columns, row) {
    const window = last(columns.close, row, 20);
    const centre = mean(window);
    return Math.sqrt(mean(window.map((value) => (value - centre) * (value - centre))));
  },
});
