import { dema, tema } from '../../../engine/indicators/dema.ts';
import { ema, rma } from '../../../engine/indicators/ema.ts';
import { hma } from '../../../engine/indicators/hma.ts';
import { kama } from '../../../engine/indicators/kama.ts';
import { macd, ppo } from '../../../engine/indicators/macd.ts';
import { sma, windowSum } from '../../../engine/indicators/sma.ts';
import { wma } from '../../../engine/indicators/wma.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow, last, mean, total } from './definitions.ts';
import { close, exponential, type Value, wilder } from './recursions.ts';

const NEVER = Number.POSITIVE_INFINITY;

for (const period of [20, 1]) {
  indicatorContract({
    name: `sma(${period})`,
    make: (bars) => sma(bars.close, period),
    of: (source) => sma(source, period),
    withPeriod: (bars, other) => sma(bars.close, other),
    readyOn: period,
    window: period,
    gap: 'anew',
    expected: (columns, row) => mean(last(columns.close, row, period)),
  });
}

indicatorContract({
  name: 'windowSum(7)',
  make: (bars) => windowSum(bars.close, 7),
  of: (source) => windowSum(source, 7),
  withPeriod: (bars, period) => windowSum(bars.close, period),
  readyOn: 7,
  window: 7,
  gap: 'anew',
  expected: (columns, row) => total(last(columns.close, row, 7)),
});

indicatorContract({
  name: 'ema(10)',
  make: (bars) => ema(bars.close, 10),
  of: (source) => ema(source, 10),
  withPeriod: (bars, period) => ema(bars.close, period),
  readyOn: 10,
  window: NEVER,
  gap: 'skips',
  expected: exponential(10, close),
});

indicatorContract({
  name: 'ema(10) from its first value',
  make: (bars) => ema(bars.close, 10, { seed: 'first' }),
  of: (source) => ema(source, 10, { seed: 'first' }),
  readyOn: 10,
  window: NEVER,
  gap: 'skips',
  expected: exponential(10, close, { seed: 'first' }),
});

indicatorContract({
  name: 'rma(10)',
  make: (bars) => rma(bars.close, 10),
  of: (source) => rma(source, 10),
  withPeriod: (bars, period) => rma(bars.close, period),
  readyOn: 10,
  window: NEVER,
  gap: 'skips',
  expected: wilder(10, close),
});

const weighted = (values: readonly number[]): number =>
  total(values.map((value, k) => (k + 1) * value)) / ((values.length * (values.length + 1)) / 2);

for (const period of [14, 1]) {
  indicatorContract({
    name: `wma(${period})`,
    make: (bars) => wma(bars.close, period),
    of: (source) => wma(source, period),
    withPeriod: (bars, other) => wma(bars.close, other),
    readyOn: period,
    window: period,
    gap: 'anew',
    expected: (columns, row) => weighted(last(columns.close, row, period)),
  });
}

indicatorContract({
  name: 'hma(20)',
  make: (bars) => hma(bars.close, 20),
  of: (source) => hma(source, 20),
  withPeriod: (bars, period) => hma(bars.close, period),
  // 20 rows, and those of the average over the root of 20.
  readyOn: 23,
  window: 23,
  gap: 'anew',
  expected: ({ close: prices }, row) =>
    weighted([3, 2, 1, 0].map((ago) => 2 * weighted(last(prices, row - ago, 10)) - weighted(last(prices, row - ago, 20)))),
});

const once = exponential(9, close);
const twice = exponential(9, once, { begins: 9 });
const thrice = exponential(9, twice, { begins: 17 });

indicatorContract({
  name: 'dema(9)',
  make: (bars) => dema(bars.close, 9),
  of: (source) => dema(source, 9),
  withPeriod: (bars, period) => dema(bars.close, period),
  readyOn: 17,
  window: NEVER,
  gap: 'skips',
  expected: (columns, row) => 2 * once(columns, row) - twice(columns, row),
});

indicatorContract({
  name: 'tema(9)',
  make: (bars) => tema(bars.close, 9),
  of: (source) => tema(source, 9),
  withPeriod: (bars, period) => tema(bars.close, period),
  readyOn: 25,
  window: NEVER,
  gap: 'skips',
  expected: (columns, row) => 3 * once(columns, row) - 3 * twice(columns, row) + thrice(columns, row),
});

const twiceAtOnce = exponential(9, once, { begins: 9, seed: 'first' });

indicatorContract({
  name: 'dema(9) that begins at once',
  make: (bars) => dema(bars.close, 9, { start: 'at-once' }),
  of: (source) => dema(source, 9, { start: 'at-once' }),
  readyOn: 9,
  window: NEVER,
  gap: 'skips',
  expected: (columns, row) => 2 * once(columns, row) - twiceAtOnce(columns, row),
});

indicatorContract({
  name: 'kama(10)',
  make: (bars) => kama(bars.close, 10),
  of: (source) => kama(source, 10),
  withPeriod: (bars, period) => kama(bars.close, period),
  readyOn: 11,
  window: NEVER,
  gap: 'skips',
  expected: byRow(({ close: prices }) => {
    const rows: number[] = [];
    rows[10] = prices[10]!;
    for (let row = 11; row < prices.length; row++) {
      const way = total(last(prices, row, 10).map((price, k) => Math.abs(price - prices[row - 10 + k]!)));
      const efficiency = Math.abs(prices[row]! - prices[row - 10]!) / way;
      const constant = efficiency * (2 / 3 - 2 / 31) + 2 / 31;
      rows[row] = rows[row - 1]! + constant * constant * (prices[row]! - rows[row - 1]!);
    }
    return rows;
  }),
});

const slow = exponential(26, close);
const apart: Value = (columns, row) => exponential12(columns, row) - slow(columns, row);
// TA-Lib lets the fast average wait until the slow one is as old.
const exponential12 = exponential(12, close, { begins: 15 });
const signal = exponential(9, apart, { begins: 26 });

indicatorContract({
  name: 'the line of macd(12, 26, 9)',
  make: (bars) => macd(bars.close).macd,
  of: (source) => macd(source).macd,
  withPeriod: (bars, period) => macd(bars.close, period, 26, 9).macd,
  readyOn: 26,
  window: NEVER,
  gap: 'skips',
  expected: apart,
});

indicatorContract({
  name: 'the signal of macd(12, 26, 9)',
  make: (bars) => macd(bars.close).signal,
  of: (source) => macd(source).signal,
  withPeriod: (bars, period) => macd(bars.close, 12, period, 9).signal,
  readyOn: 34,
  window: NEVER,
  gap: 'skips',
  expected: signal,
});

indicatorContract({
  name: 'the histogram of macd(12, 26, 9)',
  make: (bars) => macd(bars.close).histogram,
  of: (source) => macd(source).histogram,
  withPeriod: (bars, period) => macd(bars.close, 12, 26, period).histogram,
  readyOn: 34,
  window: NEVER,
  gap: 'skips',
  expected: (columns, row) => apart(columns, row) - signal(columns, row),
});

const fast = exponential(12, close);

indicatorContract({
  name: 'the line of macd(12, 26, 9) whose averages begin apart',
  make: (bars) => macd(bars.close, 12, 26, 9, { seed: 'apart' }).macd,
  of: (source) => macd(source, 12, 26, 9, { seed: 'apart' }).macd,
  readyOn: 26,
  window: NEVER,
  gap: 'skips',
  expected: (columns, row) => fast(columns, row) - slow(columns, row),
});

const percentage: Value = (columns, row) => (100 * (fast(columns, row) - slow(columns, row))) / slow(columns, row);

indicatorContract({
  name: 'the line of ppo(12, 26, 9)',
  make: (bars) => ppo(bars.close).ppo,
  of: (source) => ppo(source).ppo,
  withPeriod: (bars, period) => ppo(bars.close, period, 26, 9).ppo,
  readyOn: 26,
  window: NEVER,
  gap: 'skips',
  expected: percentage,
});

indicatorContract({
  name: 'the signal of ppo(12, 26, 9)',
  make: (bars) => ppo(bars.close).signal,
  of: (source) => ppo(source).signal,
  readyOn: 34,
  window: NEVER,
  gap: 'skips',
  expected: exponential(9, percentage, { begins: 26 }),
});
