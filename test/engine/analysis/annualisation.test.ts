import { describe, expect, test } from 'vitest';
import { annualisationOf } from '../../../engine/analysis/annualisation.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import { MONDAY, times } from './fixture.ts';

const daily = (length: number, trades: (weekday: number) => boolean, shift = 0): Float64Array =>
  times(length)
    .filter((ts) => trades(new Date(ts - DAY).getUTCDay()))
    .map((ts) => ts + shift);
const periodsPerYear = (ts: Float64Array): number => annualisationOf(ts, null).periodsPerYear;
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

test('days that skip one day of the week, as bars of currencies do, count as they are', () => {
  expect(periodsPerYear(daily(400, (day) => day !== 6))).toBeCloseTo(313, 0);
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

describe('intraday values on less than half a year of days', () => {
  const session = (length: number): Float64Array =>
    times(length, MINUTE).filter((ts) => {
      const time = new Date(ts - MINUTE);
      const minute = time.getUTCHours() * 60 + time.getUTCMinutes();
      return weekdays(time.getUTCDay()) && minute >= 870 && minute < 1260;
    });

  test('of a market that closes count a day of it 252 times, not the hours and weekends it happened to see', () => {
    const week = annualisationOf(session(5 * 1440), null);
    expect(week).toEqual({ periodsPerYear: 390 * 252, frequency: 'intraday', basis: 'sessions', because: '390 values a day on 252 days' });
    expect(periodsPerYear(session(60 * 1440))).toBe(390 * 252);
  });
  test('of a market that never closes count around the clock, an outage of days notwithstanding', () => {
    expect(annualisationOf(times(3 * 1440, MINUTE), null)).toMatchObject({ periodsPerYear: 525_600, basis: 'measured' });
    const outage = times(30 * 1440, MINUTE).filter((_, k) => k < 9 * 1440 || k >= 19 * 1440);
    expect(annualisationOf(outage, null)).toMatchObject({ periodsPerYear: 525_600, basis: 'sessions' });
  });
  test('of a few days scattered over years count a day of them, not the years between', () => {
    const scattered = times(8 * 1440, MINUTE).map((ts, k) => ts + MINUTE + Math.floor(k / 1440) * 30 * DAY);
    expect(periodsPerYear(scattered)).toBe(525_600);
  });
  test('of half a year or more are counted, holidays and short days among them', () => {
    expect(annualisationOf(session(183 * 1440), null)).toMatchObject({
      basis: 'measured',
      because: 'intraday values, counted over the run',
    });
  });
});

test('what is given holds, and how often equity is valued is still said', () => {
  expect(annualisationOf(times(400), 260)).toEqual({
    periodsPerYear: 260,
    frequency: 'daily',
    basis: 'given',
    because: 'as the run file says',
  });
});

test('what decided is said in words', () => {
  const because = (ts: Float64Array): string => annualisationOf(ts, null).because;
  expect(because(daily(400, weekdays))).toBe('daily values that skip weekends');
  expect(because(times(400))).toBe('daily values on all days of the week');
  expect(because(times(30, 7 * DAY))).toBe('weekly values');
  expect(because(times(74, 5 * DAY))).toBe('irregular values, counted over the run');
  expect(because(times(1))).toBe('fewer than two values in time');
});
