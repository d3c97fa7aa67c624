import { expect, test } from 'vitest';
import { periodsPerYear } from '../../../engine/analysis/periods.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { MONDAY, times } from './fixture.ts';

const daily = (length: number, trades: (weekday: number) => boolean, shift = 0): Float64Array =>
  times(length)
    .filter((ts) => trades(new Date(ts - DAY).getUTCDay()))
    .map((ts) => ts + shift);
const weekdays = (day: number): boolean => day > 0 && day < 6;

test('daily values that skip weekends count 252 a year, whichever end of the day they carry and in whichever zone', () => {
  expect(periodsPerYear(daily(400, weekdays))).toBe(252);
  expect(periodsPerYear(daily(400, weekdays, -3 * HOUR))).toBe(252);
  expect(periodsPerYear(daily(400, weekdays, 5 * HOUR))).toBe(252);
});

test('daily values on all days count 365 a year', () => {
  expect(periodsPerYear(times(400))).toBe(365);
  expect(periodsPerYear(times(8))).toBe(365);
});

test('one stray Sunday in a year of weekdays changes nothing', () => {
  const ts = Float64Array.from([...daily(400, weekdays), MONDAY + 7 * DAY]).sort();
  expect(periodsPerYear(ts)).toBe(252);
});

test('days that skip one day of the week are no week of five', () => {
  expect(periodsPerYear(daily(400, (day) => day !== 6))).toBe(365);
});

test('a short week without a weekend counts 252, a weekend of its own 365', () => {
  expect(periodsPerYear(times(5))).toBe(252);
  expect(periodsPerYear(times(2).map((ts) => ts + 5 * DAY))).toBe(365);
  expect(periodsPerYear(times(2).map((ts) => ts + 4 * DAY))).toBe(252);
});

test('weekly, monthly, quarterly and yearly values count 52, 12, 4 and 1', () => {
  const months = (step: number) => Float64Array.from({ length: 24 }, (_, k) => Date.UTC(2000, k * step, 1));
  expect(periodsPerYear(times(30, 7 * DAY))).toBe(52);
  expect(periodsPerYear(months(1))).toBe(12);
  expect(periodsPerYear(months(3))).toBe(4);
  expect(periodsPerYear(months(12))).toBe(1);
});

test('minutes around the clock count 525,600 a year', () => {
  expect(periodsPerYear(times(5000, MINUTE))).toBeCloseTo(525_600, 6);
});

test('hours of a session count what the data hold in a year of them', () => {
  const session = times(365 * 24, HOUR).filter((ts) => new Date(ts).getUTCHours() >= 14 && new Date(ts).getUTCHours() < 21);
  expect(periodsPerYear(session)).toBeCloseTo(7 * 365, -1);
});

test('two values a day are intraday, however far apart they lie', () => {
  const ts = Float64Array.from({ length: 399 }, (_, k) => MONDAY + Math.floor(k / 2) * DAY + (k % 2) * 3 * HOUR);
  expect(periodsPerYear(ts)).toBeGreaterThan(700);
});

test('an unusual spacing counts as measured', () => {
  expect(periodsPerYear(times(74, 5 * DAY))).toBeCloseTo(73, 9);
});

test('fewer than two values, or time that stands still, have no year', () => {
  expect(periodsPerYear(times(0))).toBeNaN();
  expect(periodsPerYear(times(1))).toBeNaN();
  expect(periodsPerYear(times(3, 0))).toBeNaN();
});
