import { atr, natr, trueRange } from '../../../engine/indicators/atr.ts';
import { adx, type Dmi, dmi } from '../../../engine/indicators/dmi.ts';
import { donchian } from '../../../engine/indicators/donchian.ts';
import { highest, lowest, sinceHighest, sinceLowest } from '../../../engine/indicators/extremes.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow, last, trueRangeAt, wilderRange } from './definitions.ts';
import { type Value, wilder } from './recursions.ts';

const NEVER = Number.POSITIVE_INFINITY;

indicatorContract({
  name: 'highest(16)',
  make: (bars) => highest(bars.close, 16),
  of: (source) => highest(source, 16),
  withPeriod: (bars, period) => highest(bars.close, period),
  readyOn: 16,
  window: 16,
  gap: 'anew',
  expected: (columns, row) => Math.max(...last(columns.close, row, 16)),
});

indicatorContract({
  name: 'lowest(9)',
  make: (bars) => lowest(bars.close, 9),
  of: (source) => lowest(source, 9),
  withPeriod: (bars, period) => lowest(bars.close, period),
  readyOn: 9,
  window: 9,
  gap: 'anew',
  expected: (columns, row) => Math.min(...last(columns.close, row, 9)),
});

indicatorContract({
  name: 'sinceHighest(16)',
  make: (bars) => sinceHighest(bars.close, 16),
  of: (source) => sinceHighest(source, 16),
  withPeriod: (bars, period) => sinceHighest(bars.close, period),
  readyOn: 16,
  window: 16,
  gap: 'anew',
  expected(columns, row) {
    const values = last(columns.close, row, 16);
    return 15 - values.lastIndexOf(Math.max(...values));
  },
});

indicatorContract({
  name: 'sinceLowest(9), of equal ones the oldest',
  make: (bars) => sinceLowest(bars.close, 9, 'oldest'),
  of: (source) => sinceLowest(source, 9, 'oldest'),
  withPeriod: (bars, period) => sinceLowest(bars.close, period),
  readyOn: 9,
  window: 9,
  gap: 'anew',
  expected(columns, row) {
    const values = last(columns.close, row, 9);
    return 8 - values.indexOf(Math.min(...values));
  },
});

for (const side of ['upper', 'lower'] as const) {
  indicatorContract({
    name: `the ${side} side of donchian(20)`,
    make: (bars) => donchian(bars, 20)[side],
    withPeriod: (bars, period) => donchian(bars, period)[side],
    readyOn: 20,
    window: 20,
    gap: 'anew',
    expected: ({ high, low }, row) => (side === 'upper' ? Math.max(...last(high, row, 20)) : Math.min(...last(low, row, 20))),
  });
}

indicatorContract({
  name: 'trueRange',
  make: (bars) => trueRange(bars),
  readyOn: 2,
  window: 2,
  gap: 'anew',
  expected: trueRangeAt,
});

indicatorContract({
  name: 'atr(14)',
  make: (bars) => atr(bars, 14),
  withPeriod: atr,
  readyOn: 15,
  window: NEVER,
  gap: 'keeps',
  expected: wilderRange(14),
});

indicatorContract({
  name: "atr(14) with the first bar's range",
  make: (bars) => atr(bars, 14, { first: 'range' }),
  readyOn: 14,
  window: NEVER,
  gap: 'keeps',
  expected: wilder(14, (columns, row) => (row === 1 ? columns.high[1]! - columns.low[1]! : trueRangeAt(columns, row))),
});

indicatorContract({
  name: 'natr(14)',
  make: (bars) => natr(bars, 14),
  withPeriod: natr,
  readyOn: 15,
  window: NEVER,
  gap: 'keeps',
  expected: (columns, row) => (100 * wilderRange(14)(columns, row)) / columns.close[row]!,
});

const upward: Value = ({ high, low }, row) => {
  const [rise, fall] = [high[row]! - high[row - 1]!, low[row - 1]! - low[row]!];
  return rise > Math.max(fall, 0) ? rise : 0;
};
const downward: Value = ({ high, low }, row) => {
  const [rise, fall] = [high[row]! - high[row - 1]!, low[row - 1]! - low[row]!];
  return fall > Math.max(rise, 0) ? fall : 0;
};

/** Wilder's sum of `period` values, which loses a share of itself at each further one; TA-Lib's first loses it a row early. */
const smoothedSum = (period: number, value: Value, wilders: boolean): Value =>
  byRow((columns) => {
    const sums: number[] = [0, 0];
    for (let row = 2; row < columns.close.length; row++) {
      const before = sums[row - 1]!;
      const fades = wilders ? row > period + 1 : row > period;
      sums[row] = before - (fades ? before / period : 0) + value(columns, row);
    }
    return sums;
  });

function definitions(period: number, wilders: boolean): Readonly<Record<keyof Dmi, Value>> {
  const sum = (value: Value): Value => smoothedSum(period, value, wilders);
  const [up, down, range] = [sum(upward), sum(downward), sum(trueRangeAt)];
  const plusDi: Value = (columns, row) => (100 * up(columns, row)) / range(columns, row);
  const minusDi: Value = (columns, row) => (100 * down(columns, row)) / range(columns, row);
  const dx: Value = (columns, row) => {
    const [plus, minus] = [plusDi(columns, row), minusDi(columns, row)];
    return (100 * Math.abs(plus - minus)) / (plus + minus);
  };
  const average = wilder(period, dx, { begins: period + 1 });
  return {
    plusDi,
    minusDi,
    dx,
    adx: average,
    adxr: (columns, row) => (average(columns, row) + average(columns, row - period + 1)) / 2,
  };
}

for (const seed of ['ta-lib', 'wilder'] as const) {
  const expected = definitions(14, seed === 'wilder');
  for (const [name, readyOn] of [
    ['plusDi', 15],
    ['minusDi', 15],
    ['dx', 15],
    ['adx', 28],
    ['adxr', 41],
  ] as const) {
    indicatorContract({
      name: `${name} of dmi(14) seeded as ${seed}`,
      make: (bars) => dmi(bars, 14, { seed })[name],
      withPeriod: (bars, period) => dmi(bars, period, { seed })[name],
      readyOn,
      window: NEVER,
      gap: name === 'adxr' ? 'keeps' : 'skips',
      expected: expected[name],
    });
  }
}

indicatorContract({
  name: 'adx(1)',
  make: (bars) => adx(bars, 1),
  readyOn: 2,
  window: NEVER,
  gap: 'skips',
  // A movement of one bar alone goes one way, or none, and then the index stays.
  expected: byRow((columns: BarColumns) => {
    const rows: number[] = [0, 0];
    for (let row = 2; row < columns.close.length; row++)
      rows[row] = upward(columns, row) + downward(columns, row) > 0 ? 100 : rows[row - 1]!;
    return rows;
  }),
});
