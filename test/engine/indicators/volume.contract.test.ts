import { cmf } from '../../../engine/indicators/cmf.ts';
import { mfi } from '../../../engine/indicators/mfi.ts';
import { obv } from '../../../engine/indicators/obv.ts';
import { vwap, vwma } from '../../../engine/indicators/vwap.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow, last, total } from './definitions.ts';

/** Rows from `first` to `until`, both included. */
const rows = (first: number, until: number): readonly number[] => Array.from({ length: until - first + 1 }, (_, k) => first + k);

const balance = (first: (volume: number) => number) =>
  byRow(({ close, volume }) => {
    const values = [Number.NaN, first(volume[1]!)];
    for (const row of rows(2, close.length - 1)) values[row] = values[row - 1]! + Math.sign(close[row]! - close[row - 1]!) * volume[row]!;
    return values;
  });

indicatorContract({
  name: 'obv',
  make: (bars) => obv(bars),
  readyOn: 1,
  window: 'all',
  gap: 'skips',
  expected: balance((volume) => volume),
});

indicatorContract({
  name: 'obv from zero',
  make: (bars) => obv(bars, { start: 'zero' }),
  readyOn: 1,
  window: 'all',
  gap: 'skips',
  expected: balance(() => 0),
});

/** The typical price in thirds of a cent, in which the bars of the test are whole. */
const thirds = ({ high, low, close }: BarColumns, row: number): number => Math.round(100 * (high[row]! + low[row]! + close[row]!));

indicatorContract({
  name: 'mfi(14)',
  make: (bars) => mfi(bars, 14),
  withPeriod: mfi,
  readyOn: 15,
  window: 15,
  gap: 'anew',
  expected(columns, row) {
    const flows = rows(row - 13, row).map(
      (r) => Math.sign(thirds(columns, r) - thirds(columns, r - 1)) * thirds(columns, r) * columns.volume[r]!,
    );
    const ratio = total(flows.filter((flow) => flow > 0)) / -total(flows.filter((flow) => flow < 0));
    return 100 - 100 / (1 + ratio);
  },
});

indicatorContract({
  name: 'cmf(20)',
  make: (bars) => cmf(bars, 20),
  withPeriod: cmf,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected({ high, low, close, volume }, row) {
    const bought = rows(row - 19, row).map((r) => volume[r]! * (2 * ((close[r]! - low[r]!) / (high[r]! - low[r]!)) - 1));
    return total(bought) / total(last(volume, row, 20));
  },
});

const average = ({ high, low, close, volume }: BarColumns, of: readonly number[]): number =>
  total(of.map((r) => ((high[r]! + low[r]! + close[r]!) / 3) * volume[r]!)) / total(of.map((r) => volume[r]!));

/** Rows of a row's session up to it. */
function session({ openTimes }: BarColumns, row: number, start: number): readonly number[] {
  const dayOf = (r: number): number => Math.floor((openTimes[r]! - start) / DAY);
  let first = row;
  while (first > 1 && dayOf(first - 1) === dayOf(row)) first--;
  return rows(first, row);
}

indicatorContract({
  name: 'vwap',
  make: (bars) => vwap(bars),
  readyOn: 1,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  expected: (columns, row) => average(columns, session(columns, row, 0)),
});

indicatorContract({
  name: 'vwap of sessions that begin in the evening before',
  make: (bars) => vwap(bars, { sessionStart: -2 * HOUR }),
  readyOn: 1,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  expected: (columns, row) => average(columns, session(columns, row, -2 * HOUR)),
});

indicatorContract({
  name: 'vwma(50)',
  make: (bars) => vwma(bars, 50),
  withPeriod: vwma,
  readyOn: 50,
  window: 50,
  gap: 'anew',
  expected: ({ close, volume }, row) => total(rows(row - 49, row).map((r) => close[r]! * volume[r]!)) / total(last(volume, row, 50)),
});
