import { candlestick, type KstParams, technical } from '../../../../app/technicalindicators.ts';
import type { BarColumns, Column } from '../../../../engine/model/series.ts';
import { indicatorContract } from '../../../contract/indicator.ts';
import { byRow, last, mean, wilderRange } from '../definitions.ts';

/** A smoothing from its definition, of what begins on row `begins`: the mean of the first `period`, then a weighted mean of old and new. */
function smoothed(source: readonly number[], begins: number, period: number, weight: number): number[] {
  const values: number[] = [];
  const seed = begins + period - 1;
  values[seed] = mean(source.slice(begins, seed + 1));
  for (let row = seed + 1; row < source.length; row++) values[row] = (1 - weight) * values[row - 1]! + weight * source[row]!;
  return values;
}

const changes = (close: Column): number[] => Array.from(close, (price, row) => price - close[row - 1]!);

indicatorContract({
  name: 'averagegain(14) of technicalindicators',
  make: (bars) => technical('averagegain', bars.close, { period: 14 }),
  of: (source) => technical('averagegain', source, { period: 14 }),
  withPeriod: (bars, period) => technical('averagegain', bars.close, { period }),
  readyOn: 15,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected: byRow(({ close }) =>
    smoothed(
      changes(close).map((change) => Math.max(change, 0)),
      2,
      14,
      1 / 14,
    ),
  ),
});

indicatorContract({
  name: 'averageloss(14) of technicalindicators',
  make: (bars) => technical('averageloss', bars.close, { period: 14 }),
  of: (source) => technical('averageloss', source, { period: 14 }),
  readyOn: 15,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected: byRow(({ close }) =>
    smoothed(
      changes(close).map((change) => Math.max(-change, 0)),
      2,
      14,
      1 / 14,
    ),
  ),
});

indicatorContract({
  name: 'awesomeoscillator(5, 34) of technicalindicators',
  make: (bars) => technical('awesomeoscillator', bars, { fastPeriod: 5, slowPeriod: 34 }),
  withPeriod: (bars, fastPeriod) => technical('awesomeoscillator', bars, { fastPeriod, slowPeriod: 34 }),
  readyOn: 34,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected(columns, row) {
    const middle = (period: number): number => (mean(last(columns.high, row, period)) + mean(last(columns.low, row, period))) / 2;
    return middle(5) - middle(34);
  },
});

const range = wilderRange(22);

indicatorContract({
  name: 'the long exit of chandelierexit(22, 3) of technicalindicators',
  make: (bars) => technical('chandelierexit', bars, { period: 22, multiplier: 3 }).exitLong,
  withPeriod: (bars, period) => technical('chandelierexit', bars, { period, multiplier: 3 }).exitLong,
  readyOn: 23,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected: (columns, row) => Math.max(...last(columns.high, row, 22)) - 3 * range(columns, row),
});

indicatorContract({
  name: 'the short exit of chandelierexit(22, 3) of technicalindicators',
  make: (bars) => technical('chandelierexit', bars, { period: 22, multiplier: 3 }).exitShort,
  readyOn: 23,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected: (columns, row) => Math.min(...last(columns.low, row, 22)) + 3 * range(columns, row),
});

const KST: KstParams = {
  ROCPer1: 10,
  ROCPer2: 15,
  ROCPer3: 20,
  ROCPer4: 30,
  SMAROCPer1: 10,
  SMAROCPer2: 10,
  SMAROCPer3: 10,
  SMAROCPer4: 15,
  signalPeriod: 9,
};

function sureThing({ close }: BarColumns, row: number): number {
  const rate = (period: number, average: number): number =>
    mean(Array.from({ length: average }, (_, k) => 100 * (close[row - k]! / close[row - k - period]! - 1)));
  return rate(10, 10) + 2 * rate(15, 10) + 3 * rate(20, 10) + 4 * rate(30, 15);
}

indicatorContract({
  name: 'kst of technicalindicators',
  make: (bars) => technical('kst', bars.close, KST).kst,
  of: (source) => technical('kst', source, KST).kst,
  withPeriod: (bars, ROCPer2) => technical('kst', bars.close, { ...KST, ROCPer2 }).kst,
  readyOn: 45,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected: sureThing,
});

indicatorContract({
  name: 'the signal of kst of technicalindicators',
  make: (bars) => technical('kst', bars.close, KST).signal,
  of: (source) => technical('kst', source, KST).signal,
  readyOn: 53,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected: (columns, row) => mean(Array.from({ length: 9 }, (_, k) => sureThing(columns, row - k))),
});

indicatorContract({
  name: 'trix(15) of technicalindicators',
  make: (bars) => technical('trix', bars.close, { period: 15 }),
  of: (source) => technical('trix', source, { period: 15 }),
  withPeriod: (bars, period) => technical('trix', bars.close, { period }),
  readyOn: 44,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  allocates: true,
  expected: byRow(({ close }) => {
    let values = [...close];
    for (let k = 0; k < 3; k++) values = smoothed(values, 1 + 14 * k, 15, 2 / 16);
    return values.map((value, row) => 100 * (value / values[row - 1]! - 1));
  }),
});

indicatorContract({
  name: 'bullishengulfingpattern of technicalindicators',
  make: (bars) => candlestick(bars, 'bullishengulfingpattern'),
  readyOn: 2,
  window: 2,
  gap: 'anew',
  allocates: true,
  expected({ open, close }, row) {
    const down = close[row - 1]! < open[row - 1]!;
    return Number(down && open[row]! < close[row - 1]! && close[row]! > open[row - 1]!);
  },
});

indicatorContract({
  name: 'tweezertop of technicalindicators',
  make: (bars) => candlestick(bars, 'tweezertop'),
  readyOn: 5,
  window: 5,
  gap: 'anew',
  allocates: true,
  expected: ({ high, close }, row) => Number(close[row - 2]! > close[row - 4]! && high[row]! === high[row - 1]!),
});
