import { describe, expect, it } from 'vitest';
import { DAY, endOfDay, HOUR, isoTime, MINUTE, millis, parseTime, WEEK } from '../../../engine/model/time.ts';
import { barEnd, barStart, parseTimeframe } from '../../../engine/model/timeframe.ts';
import { at } from '../world.ts';

describe('a time', () => {
  it.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2024-02-29T12:34', Date.UTC(2024, 1, 29, 12, 34)],
    ['2024-02-29 12:34:56', Date.UTC(2024, 1, 29, 12, 34, 56)],
    ['2024-02-29T12:34:56.789Z', Date.UTC(2024, 1, 29, 12, 34, 56, 789)],
    ['2024-02-29T12:34:56+02:00', Date.UTC(2024, 1, 29, 10, 34, 56)],
    ['2024-02-29T12:34-0530', Date.UTC(2024, 1, 29, 18, 4)],
    [' 2024-02-29T24:00 ', Date.UTC(2024, 2, 1)],
  ])('is read: %s', (text, ts) => {
    expect(parseTime(text)).toBe(ts);
  });

  it.each(['', '2024', '2023-02-29', '2024-13-01', '2024-01-01T25:00', '2024-01-01T10:60', '01/02/2024', 'now', '2024-01-01T10'])(
    'is not read: %s',
    (text) => {
      expect(parseTime(text)).toBeNaN();
    },
  );

  it('finer than a millisecond is kept as a fraction', () => {
    expect(parseTime('1970-01-01T00:00:01.0005')).toBeCloseTo(1_000.5, 9);
  });

  it('is written as ISO-8601 UTC, and what is none as never', () => {
    expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
    expect([isoTime(Number.NaN), isoTime(Number.NEGATIVE_INFINITY)]).toEqual(['never', 'never']);
  });

  it('at midnight belongs to the day it begins', () => {
    expect(endOfDay(at('2024-01-01'))).toBe(at('2024-01-02'));
    expect(endOfDay(at('2024-01-01T23:59'))).toBe(at('2024-01-02'));
  });
});

describe('a timeframe', () => {
  it.each([
    ['1s', 1_000],
    ['5m', 5 * MINUTE],
    ['4h', 4 * HOUR],
    ['1d', DAY],
    ['2w', 2 * WEEK],
  ])('%s is so many milliseconds', (text, ms) => {
    expect(parseTimeframe(text)).toEqual({ text, ms });
  });

  it('of months is calendar-long', () => {
    expect(parseTimeframe('3M')).toEqual({ text: '3M', months: 3 });
  });

  it.each(['', 'm', '0m', '1.5h', '1y', '-1d', '1 d', '01m', '1H'])('is not: "%s"', (text) => {
    expect(parseTimeframe(text)).toBeUndefined();
  });

  it.each([
    ['1h', '2024-01-03T10:20', '2024-01-03T10:00', '2024-01-03T11:00'],
    ['7h', '2024-01-03T22:00', '2024-01-03T21:00', '2024-01-04T00:00'],
    ['1d', '2024-01-03T10:20', '2024-01-03', '2024-01-04'],
    ['1w', '2024-01-03T10:20', '2024-01-01', '2024-01-08'],
    ['1M', '2024-02-15', '2024-02-01', '2024-03-01'],
    ['3M', '2024-12-31T23:59', '2024-10-01', '2025-01-01'],
    ['1m', '1969-12-31T23:59:30', '1969-12-31T23:59', '1970-01-01'],
  ])('%s: the bar around %s is from %s to %s', (text, ts, start, end) => {
    const timeframe = parseTimeframe(text)!;
    expect(isoTime(barStart(timeframe, at(ts)))).toBe(isoTime(at(start)));
    expect(isoTime(barEnd(timeframe, at(start)))).toBe(isoTime(at(end)));
  });

  it('starts a bar at its own start', () => {
    for (const text of ['1m', '1h', '1d', '1w', '1M']) {
      const timeframe = parseTimeframe(text)!;
      const start = barStart(timeframe, at('2024-05-17T13:47'));
      expect(barStart(timeframe, start)).toBe(start);
      expect(barStart(timeframe, millis(barEnd(timeframe, start) - 1))).toBe(start);
    }
  });
});
