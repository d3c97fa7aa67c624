import { expect, test } from 'vitest';
import { PART_OF } from '../../engine/analysis/metrics.ts';
import { metricGroups } from '../../reports/metric-table.ts';
import { resultOf } from './fixture.ts';

const fieldsOf = (...args: Parameters<typeof resultOf>): string[] =>
  metricGroups(resultOf(...args).metrics, 'USD').flatMap(({ rows }) => rows.map(({ field }) => field));

test('every metric is shown once, durations in days only', () => {
  const equity = resultOf().equity;
  const benchmark = { ts: equity.ts, close: Float64Array.of(1, 2, 3, 2, 3) };
  const fields = fieldsOf({}, { benchmark });
  expect(fields.sort()).toEqual(
    Object.keys(PART_OF)
      .filter((name) => name !== 'maxDrawdownDuration')
      .sort(),
  );
});

test('what needs a benchmark is left out without one', () => {
  expect(fieldsOf()).not.toContain('beta');
  expect(metricGroups(resultOf().metrics, 'USD').map(({ title }) => title)).toEqual([
    'Return',
    'Risk',
    'Drawdown',
    'Exposure',
    'Trades',
    'Costs',
  ]);
});

test('numbers are written as what they are: money, percent, ratios, days, counts, or not applicable', () => {
  const texts = new Map(metricGroups(resultOf().metrics, 'USD').flatMap(({ rows }) => rows.map(({ field, text }) => [field, text])));
  expect(texts.get('finalEquity')).toBe('1,018.00 USD');
  expect(texts.get('totalReturn')).toBe('1.80 %');
  expect(texts.get('sharpe')).toBe('3.35');
  expect(texts.get('maxDrawdownDurationDays')).toBe('2 days');
  expect(texts.get('trades')).toBe('1');
  expect(texts.get('payoffRatio')).toBe('n/a');
  expect(texts.get('avgLoss')).toBe('n/a');
});
