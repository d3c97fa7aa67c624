import { ichimoku } from '../../../engine/indicators/ichimoku.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { last } from './definitions.ts';

const middle = ({ high, low }: BarColumns, row: number, period: number): number =>
  (Math.max(...last(high, row, period)) + Math.min(...last(low, row, period))) / 2;
const meanOfBoth = (columns: BarColumns, row: number): number => (middle(columns, row, 9) + middle(columns, row, 26)) / 2;

indicatorContract({
  name: 'the tenkan of ichimoku',
  make: (bars) => ichimoku(bars).tenkan,
  withPeriod: (bars, tenkan) => ichimoku(bars, { tenkan }).tenkan,
  readyOn: 9,
  window: 9,
  gap: 'anew',
  expected: (columns, row) => middle(columns, row, 9),
});

indicatorContract({
  name: 'the kijun of ichimoku',
  make: (bars) => ichimoku(bars).kijun,
  withPeriod: (bars, kijun) => ichimoku(bars, { kijun }).kijun,
  readyOn: 26,
  window: 26,
  gap: 'anew',
  expected: (columns, row) => middle(columns, row, 26),
});

indicatorContract({
  name: 'the senkouA of ichimoku',
  make: (bars) => ichimoku(bars).senkouA,
  withPeriod: (bars, displacement) => ichimoku(bars, { displacement }).senkouA,
  readyOn: 52,
  window: 52,
  gap: Array.from({ length: 26 }, (_, k) => 26 + k),
  expected: (columns, row) => meanOfBoth(columns, row - 26),
});

indicatorContract({
  name: 'the senkouB of ichimoku',
  make: (bars) => ichimoku(bars).senkouB,
  withPeriod: (bars, senkou) => ichimoku(bars, { senkou }).senkouB,
  readyOn: 78,
  window: 78,
  gap: Array.from({ length: 52 }, (_, k) => 26 + k),
  expected: (columns, row) => middle(columns, row - 26, 52),
});

indicatorContract({
  name: 'the leadingA of ichimoku',
  make: (bars) => ichimoku(bars).leadingA,
  readyOn: 26,
  window: 26,
  gap: 'anew',
  expected: meanOfBoth,
});

indicatorContract({
  name: 'the leadingB of ichimoku',
  make: (bars) => ichimoku(bars).leadingB,
  readyOn: 52,
  window: 52,
  gap: 'anew',
  expected: (columns, row) => middle(columns, row, 52),
});
