import { linearRegression } from '../../../engine/indicators/linear-regression.ts';
import { percentRank } from '../../../engine/indicators/percent-rank.ts';
import { beta, correlation, regression } from '../../../engine/indicators/regression.ts';
import { stdev } from '../../../engine/indicators/stdev.ts';
import { variance } from '../../../engine/indicators/variance.ts';
import { zscore } from '../../../engine/indicators/zscore.ts';
import type { BarColumns, Column } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { deviation, last, mean, products } from './definitions.ts';

indicatorContract({
  name: 'variance(20)',
  make: (bars) => variance(bars.close, 20),
  of: (source) => variance(source, 20),
  withPeriod: (bars, period) => variance(bars.close, period),
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: ({ close }, row) => products(last(close, row, 20)) / 20,
});

indicatorContract({
  name: 'variance(20) of a sample',
  make: (bars) => variance(bars.close, 20, { sample: true }),
  of: (source) => variance(source, 20, { sample: true }),
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: ({ close }, row) => products(last(close, row, 20)) / 19,
});

indicatorContract({
  name: 'stdev(9) of a sample',
  make: (bars) => stdev(bars.close, 9, { sample: true }),
  of: (source) => stdev(source, 9, { sample: true }),
  readyOn: 9,
  window: 9,
  gap: 'anew',
  expected: ({ close }, row) => Math.sqrt(products(last(close, row, 9)) / 8),
});

const distance = ({ close }: BarColumns, row: number): number => close[row]! - mean(last(close, row, 20));

indicatorContract({
  name: 'zscore(20)',
  make: (bars) => zscore(bars.close, 20),
  of: (source) => zscore(source, 20),
  withPeriod: (bars, period) => zscore(bars.close, period),
  leastPeriod: 2,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: (columns, row) => distance(columns, row) / deviation(last(columns.close, row, 20)),
});

indicatorContract({
  name: 'zscore(20) of a sample',
  make: (bars) => zscore(bars.close, 20, { sample: true }),
  of: (source) => zscore(source, 20, { sample: true }),
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: (columns, row) => distance(columns, row) / Math.sqrt(products(last(columns.close, row, 20)) / 19),
});

const earlier = ({ close }: BarColumns, row: number): readonly number[] => last(close, row - 1, 50);

indicatorContract({
  name: 'percentRank(50)',
  make: (bars) => percentRank(bars.close, 50),
  of: (source) => percentRank(source, 50),
  withPeriod: (bars, period) => percentRank(bars.close, period),
  readyOn: 51,
  window: 51,
  gap: 'anew',
  expected: (columns, row) => 2 * earlier(columns, row).filter((value) => value <= columns.close[row]!).length,
});

indicatorContract({
  name: 'percentRank(50), equal values above',
  make: (bars) => percentRank(bars.close, 50, { ties: 'above' }),
  of: (source) => percentRank(source, 50, { ties: 'above' }),
  readyOn: 51,
  window: 51,
  gap: 'anew',
  expected: (columns, row) => 2 * earlier(columns, row).filter((value) => value < columns.close[row]!).length,
});

/** The line through a window's values over 0, 1, ... by the normal equations. */
function trend(values: readonly number[]): { readonly slope: number; readonly start: number; readonly r2: number } {
  const rows = values.map((_, k) => k);
  const slope = products(rows, values) / products(rows);
  return { slope, start: mean(values) - slope * mean(rows), r2: (slope * products(rows, values)) / products(values) };
}

indicatorContract({
  name: 'the value of linearRegression(14)',
  make: (bars) => linearRegression(bars.close, 14).value,
  of: (source) => linearRegression(source, 14).value,
  withPeriod: (bars, period) => linearRegression(bars.close, period).value,
  leastPeriod: 2,
  readyOn: 14,
  window: 14,
  gap: 'anew',
  expected: ({ close }, row) => {
    const { slope, start } = trend(last(close, row, 14));
    return start + 13 * slope;
  },
});

indicatorContract({
  name: 'the slope of linearRegression(14)',
  make: (bars) => linearRegression(bars.close, 14).slope,
  of: (source) => linearRegression(source, 14).slope,
  readyOn: 14,
  window: 14,
  gap: 'anew',
  expected: ({ close }, row) => trend(last(close, row, 14)).slope,
});

indicatorContract({
  name: 'the intercept of linearRegression(14)',
  make: (bars) => linearRegression(bars.close, 14).intercept,
  of: (source) => linearRegression(source, 14).intercept,
  readyOn: 14,
  window: 14,
  gap: 'anew',
  expected: ({ close }, row) => trend(last(close, row, 14)).start,
});

indicatorContract({
  name: 'the r2 of linearRegression(14)',
  make: (bars) => linearRegression(bars.close, 14).r2,
  of: (source) => linearRegression(source, 14).r2,
  readyOn: 14,
  window: 14,
  gap: 'anew',
  expected: ({ close }, row) => trend(last(close, row, 14)).r2,
});

const slopeOf = (y: readonly number[], x: readonly number[]): number => products(y, x) / products(x);

indicatorContract({
  name: 'the slope of regression(30) of closes on highs',
  make: ({ close, high }) => regression(close, high, 30).slope,
  withPeriod: ({ close, high }, period) => regression(close, high, period).slope,
  leastPeriod: 2,
  readyOn: 30,
  window: 30,
  gap: 'anew',
  expected: ({ close, high }, row) => slopeOf(last(close, row, 30), last(high, row, 30)),
});

indicatorContract({
  name: 'the intercept of regression(30) of closes on highs',
  make: ({ close, high }) => regression(close, high, 30).intercept,
  readyOn: 30,
  window: 30,
  gap: 'anew',
  expected: ({ close, high }, row) => {
    const [y, x] = [last(close, row, 30), last(high, row, 30)];
    return mean(y) - slopeOf(y, x) * mean(x);
  },
});

const pearson = (a: readonly number[], b: readonly number[]): number => products(a, b) / Math.sqrt(products(a) * products(b));

indicatorContract({
  name: 'the r2 of regression(30) of closes on highs',
  make: ({ close, high }) => regression(close, high, 30).r2,
  readyOn: 30,
  window: 30,
  gap: 'anew',
  expected: ({ close, high }, row) =>
    pearson(last(close, row, 30), last(high, row, 30)) * pearson(last(close, row, 30), last(high, row, 30)),
});

indicatorContract({
  name: 'correlation(30) of lows and volumes',
  make: ({ low, volume }) => correlation(low, volume, 30),
  withPeriod: ({ low, volume }, period) => correlation(low, volume, period),
  leastPeriod: 2,
  readyOn: 30,
  window: 30,
  gap: 'anew',
  expected: ({ low, volume }, row) => pearson(last(low, row, 30), last(volume, row, 30)),
});

const returns = (column: Column, row: number, period: number): readonly number[] =>
  Array.from({ length: period }, (_, k) => column[row - period + 1 + k]! / column[row - period + k]! - 1);

indicatorContract({
  name: 'beta(20) of highs to closes',
  make: ({ high, close }) => beta(high, close, 20),
  withPeriod: ({ high, close }, period) => beta(high, close, period),
  leastPeriod: 2,
  readyOn: 21,
  window: 21,
  gap: 'anew',
  expected: ({ high, close }, row) => slopeOf(returns(high, row, 20), returns(close, row, 20)),
});
