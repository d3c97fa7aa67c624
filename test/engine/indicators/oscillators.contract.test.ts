import { aroon } from '../../../engine/indicators/aroon.ts';
import { cci } from '../../../engine/indicators/cci.ts';
import { momentum, roc, rocp, rocr } from '../../../engine/indicators/roc.ts';
import { rsi } from '../../../engine/indicators/rsi.ts';
import { stochastic, stochasticRsi } from '../../../engine/indicators/stochastic.ts';
import { williamsR } from '../../../engine/indicators/williams-r.ts';
import type { Line } from '../../../engine/model/line.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { last, mean, total } from './definitions.ts';
import { close, type Value, wilder } from './recursions.ts';

const NEVER = Number.POSITIVE_INFINITY;

const gain: Value = ({ close: prices }, row) => Math.max(prices[row]! - prices[row - 1]!, 0);
const loss: Value = ({ close: prices }, row) => Math.max(prices[row - 1]! - prices[row]!, 0);
const averageGain = wilder(14, gain, { begins: 2 });
const averageLoss = wilder(14, loss, { begins: 2 });
const strength: Value = (columns, row) => 100 - 100 / (1 + averageGain(columns, row) / averageLoss(columns, row));

indicatorContract({
  name: 'rsi(14)',
  make: (bars) => rsi(bars.close, 14),
  of: (source) => rsi(source, 14),
  withPeriod: (bars, period) => rsi(bars.close, period),
  readyOn: 15,
  window: NEVER,
  gap: 'skips',
  expected: strength,
});

/** The values of the last `period` rows. */
const rows = (value: Value, columns: BarColumns, row: number, period: number): readonly number[] =>
  Array.from({ length: period }, (_, k) => value(columns, row - period + 1 + k));

indicatorContract({
  name: 'rsi(9) of plain means',
  make: (bars) => rsi(bars.close, 9, { average: 'simple' }),
  of: (source) => rsi(source, 9, { average: 'simple' }),
  withPeriod: (bars, period) => rsi(bars.close, period, { average: 'simple' }),
  readyOn: 10,
  window: 10,
  gap: 'anew',
  expected: (columns, row) => 100 - 100 / (1 + total(rows(gain, columns, row, 9)) / total(rows(loss, columns, row, 9))),
});

const place = (value: number, low: number, high: number): number => (100 * (value - low)) / (high - low);
const rawK: Value = ({ high, low, close: prices }, row) =>
  place(prices[row]!, Math.min(...last(low, row, 14)), Math.max(...last(high, row, 14)));
const slowK: Value = (columns, row) => mean(rows(rawK, columns, row, 3));

indicatorContract({
  name: '%K of stochastic(14, 3, 5)',
  make: (bars) => stochastic(bars, 14, 3, 5).k,
  withPeriod: (bars, period) => stochastic(bars, period).k,
  readyOn: 16,
  window: 16,
  gap: 'anew',
  expected: slowK,
});

indicatorContract({
  name: '%D of stochastic(14, 3, 5)',
  make: (bars) => stochastic(bars, 14, 3, 5).d,
  withPeriod: (bars, period) => stochastic(bars, 14, 3, period).d,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected: (columns, row) => mean(rows(slowK, columns, row, 5)),
});

indicatorContract({
  name: '%K of the fast stochastic(14, 1, 3)',
  make: (bars) => stochastic(bars, 14, 1, 3).k,
  readyOn: 14,
  window: 14,
  gap: 'anew',
  expected: rawK,
});

const strengthPlace: Value = (columns, row) => {
  const values = rows(strength, columns, row, 10);
  return place(values.at(-1)!, Math.min(...values), Math.max(...values));
};

indicatorContract({
  name: '%K of stochasticRsi(14, 10, 1, 3)',
  make: (bars) => stochasticRsi(bars.close, 14, 10).k,
  of: (source) => stochasticRsi(source, 14, 10).k,
  withPeriod: (bars, period) => stochasticRsi(bars.close, 14, period).k,
  readyOn: 24,
  window: NEVER,
  gap: 'keeps',
  expected: strengthPlace,
});

indicatorContract({
  name: '%D of stochasticRsi(14, 10, 1, 3)',
  make: (bars) => stochasticRsi(bars.close, 14, 10).d,
  of: (source) => stochasticRsi(source, 14, 10).d,
  withPeriod: (bars, period) => stochasticRsi(bars.close, period).d,
  readyOn: 26,
  window: NEVER,
  gap: 'keeps',
  expected: (columns, row) => mean(rows(strengthPlace, columns, row, 3)),
});

indicatorContract({
  name: 'williamsR(14)',
  make: (bars) => williamsR(bars, 14),
  withPeriod: williamsR,
  readyOn: 14,
  window: 14,
  gap: 'anew',
  expected: (columns, row) => rawK(columns, row) - 100,
});

const changes: readonly (readonly [string, (source: Line, period: number) => Line, (now: number, before: number) => number])[] = [
  ['momentum', momentum, (now, before) => now - before],
  ['roc', roc, (now, before) => 100 * (now / before - 1)],
  ['rocp', rocp, (now, before) => now / before - 1],
  ['rocr', rocr, (now, before) => now / before],
];
for (const [name, change, definition] of changes) {
  indicatorContract({
    name: `${name}(10)`,
    make: (bars) => change(bars.close, 10),
    of: (source) => change(source, 10),
    withPeriod: (bars, period) => change(bars.close, period),
    readyOn: 11,
    window: 11,
    gap: [0, 10],
    expected: (columns, row) => definition(close(columns, row), close(columns, row - 10)),
  });
}

const typical: Value = ({ high, low, close: prices }, row) => (high[row]! + low[row]! + prices[row]!) / 3;

indicatorContract({
  name: 'cci(20)',
  make: (bars) => cci(bars, 20),
  withPeriod: cci,
  readyOn: 20,
  window: 20,
  gap: 'anew',
  expected(columns, row) {
    const prices = rows(typical, columns, row, 20);
    const centre = mean(prices);
    return (prices.at(-1)! - centre) / (0.015 * mean(prices.map((price) => Math.abs(price - centre))));
  },
});

/** 100 for an extreme on the newest of the last 15 bars, 0 on the oldest. */
const freshness = (values: readonly number[], extreme: number): number => (100 * values.lastIndexOf(extreme)) / (values.length - 1);
const up: Value = ({ high }, row) => freshness(last(high, row, 15), Math.max(...last(high, row, 15)));
const down: Value = ({ low }, row) => freshness(last(low, row, 15), Math.min(...last(low, row, 15)));

for (const [name, expected] of [
  ['up', up],
  ['down', down],
  ['oscillator', (columns: BarColumns, row: number) => up(columns, row) - down(columns, row)],
] as const) {
  indicatorContract({
    name: `the ${name} line of aroon(14)`,
    make: (bars) => aroon(bars, 14)[name],
    withPeriod: (bars, period) => aroon(bars, period)[name],
    readyOn: 15,
    window: 15,
    gap: 'anew',
    expected,
  });
}
