import { expect, test } from 'vitest';
import { datingOf } from '../../reports/dating.ts';
import { days, grouped, percent, plain, ratio } from '../../reports/format.ts';
import { periodOf } from '../../reports/period.ts';
import { day } from './fixture.ts';

test('money has its thousands set apart', () => {
  expect(grouped(1234567.891)).toBe('1,234,567.89');
  expect(grouped(-1000)).toBe('-1,000.00');
  expect(grouped(999, 0)).toBe('999');
  expect(grouped(123456, 0)).toBe('123,456');
});

test('what rounds to zero has no sign', () => {
  expect(grouped(-0.001)).toBe('0.00');
  expect(grouped(-0)).toBe('0.00');
});

test('what is not a number is not applicable', () => {
  for (const text of [
    grouped(Number.NaN),
    percent(Number.NaN),
    ratio(Number.POSITIVE_INFINITY),
    days(Number.NaN),
    plain(null),
    plain(Number.NaN),
  ])
    expect(text).toBe('n/a');
});

test('fractions are shown as percent, prices without trailing zeros, days by their size', () => {
  expect(percent(0.12345)).toBe('12.35 %');
  expect(plain(0.1 + 0.2)).toBe('0.3');
  expect([days(0), days(2.25), days(412.4)]).toEqual(['0 days', '2.3 days', '412 days']);
});

test('daily bars are dated by the day they end', () => {
  const { at, close } = datingOf(Float64Array.of(day(1), day(2)));
  expect(close(day(1))).toBe('2024-01-01');
  expect(at(day(1))).toBe('2024-01-02');
  expect(at(day(1) + 3_600_000)).toBe('2024-01-02 01:00');
});

test('shorter bars carry their time, to the second where it matters', () => {
  const { at, close } = datingOf(Float64Array.of(day(1), day(1) + 60_000));
  expect(close(day(1))).toBe('2024-01-02 00:00');
  expect(at(day(1) + 61_000)).toBe('2024-01-02 00:01:01');
  expect(at(Number.NaN)).toBe('n/a');
});

test('a period names its ends and counts its bars', () => {
  expect(periodOf({ ts: Float64Array.of(day(1), day(2)) })).toBe('2024-01-01 to 2024-01-02, 2 bars');
  expect(periodOf({ ts: new Float64Array(0) })).toBe('no bars');
});
