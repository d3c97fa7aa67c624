import { expect, test } from 'vitest';
import { annualisationOf } from '../../../engine/analysis/annualisation.ts';
import { sampledOf } from '../../../engine/analysis/sampled.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import { MONDAY, times } from './fixture.ts';

test('an intraday run is judged by the last value of each day; midnight ends one', () => {
  const ts = Float64Array.of(MONDAY + 20 * HOUR, MONDAY + DAY, MONDAY + DAY + HOUR, MONDAY + 4 * DAY + HOUR, MONDAY + 4 * DAY + 2 * HOUR);
  const value = Float64Array.of(90, 110, 100, 120, 132);
  const { every, returns, ...days } = sampledOf(100, { ts, value }, annualisationOf(ts, null));
  expect(every).toBe('day');
  expect([...days.ts]).toEqual([MONDAY + DAY, MONDAY + DAY + HOUR, MONDAY + 4 * DAY + 2 * HOUR]);
  expect([...days.value]).toEqual([110, 100, 132]);
  expect([...returns]).toEqual([110 / 100 - 1, 100 / 110 - 1, 132 / 100 - 1]);
});

test('its days make a year as those of a daily run do, whatever was given for its values', () => {
  const week = times(21 * 24, HOUR).filter((ts) => new Date(ts - 1).getUTCDay() % 6 !== 0);
  const { periodsPerYear } = sampledOf(100, { ts: week, value: week }, annualisationOf(week, 99_999));
  expect(periodsPerYear).toBe(252);
});

test('a run of days or longer is judged by every value, annualised as given', () => {
  const equity = { ts: times(3), value: Float64Array.of(101, 102, 103) };
  const { every, ts, value, periodsPerYear } = sampledOf(100, equity, annualisationOf(equity.ts, 260));
  expect([every, ts, value, periodsPerYear]).toEqual(['value', equity.ts, equity.value, 260]);
});
