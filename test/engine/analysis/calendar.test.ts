import { expect, test } from 'vitest';
import { calendarOf } from '../../../engine/analysis/calendar.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';

const column = (...values: number[]): Float64Array => Float64Array.from(values);
const at = (...dates: string[]): Float64Array => Float64Array.from(dates, (date) => Date.parse(`${date}Z`));

test('a month earns from the last value before it to its last value, the first from the starting cash', () => {
  const { months, years } = calendarOf({
    startCash: 100,
    ts: at('2023-12-30T00:00', '2024-01-01T00:00', '2024-01-02T00:00', '2024-01-31T21:00', '2024-03-05T00:00'),
    equity: column(110, 121, 60.5, 121, 242),
    benchmark: null,
  });
  // the midnight of New Year ends the year
  expect(months.map(({ year, month, value }) => [year, month, value])).toEqual([
    [2023, 12, 121 / 100 - 1],
    [2024, 1, 0],
    [2024, 3, 1],
  ]);
  expect(years.map(({ year, month, value }) => [year, month, value])).toEqual([
    [2023, 0, 121 / 100 - 1],
    [2024, 0, 1],
  ]);
  expect(months[1]).toMatchObject({ from: Date.UTC(2024, 0, 2), to: Date.UTC(2024, 0, 31, 21), benchmark: Number.NaN });
});

test('what the periods earn makes up what the run earned', () => {
  const length = 500;
  const ts = Float64Array.from({ length }, (_, k) => Date.UTC(2020, 0, 1) + k * DAY + HOUR);
  const equity = Float64Array.from({ length }, (_, k) => 100 + ((k * 37) % 23));
  const { months, years } = calendarOf({ startCash: 100, ts, equity, benchmark: null });
  for (const periods of [months, years]) {
    expect(periods.reduce((worth, { value }) => worth * (1 + value), 100)).toBeCloseTo(equity.at(-1)!, 9);
  }
  expect([months.length, years.length]).toEqual([17, 2]);
});

test('a benchmark earns between the same moments, from its first price on', () => {
  const { months } = calendarOf({
    startCash: 100,
    ts: at('2024-01-10', '2024-01-20', '2024-02-10', '2024-03-10'),
    equity: column(100, 100, 100, 100),
    benchmark: column(100, 110, 121, Number.NaN),
  });
  expect(months.map(({ benchmark }) => benchmark)).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.1, 12), Number.NaN]);
});

test('nothing is earned on nothing', () => {
  const { months } = calendarOf({ startCash: 100, ts: at('2024-01-10', '2024-02-10'), equity: column(0, 10), benchmark: null });
  expect(months.map(({ value }) => value)).toEqual([-1, Number.NaN]);
  expect(calendarOf({ startCash: 100, ts: column(), equity: column(), benchmark: null })).toEqual({ months: [], years: [] });
});
