import { describe, expect, test } from 'vitest';
import { DAY, isoTime } from '../../../engine/model/time.ts';
import type { BarCalendar, Stretch } from '../../../engine/research/bar-calendar.ts';
import { later, NO_SPAN, spanOf } from '../../../engine/research/span.ts';
import { type Walk, windowsOf } from '../../../engine/research/windows.ts';

/** Days in a row, or only those from Monday to Friday. */
function days(from: string, count: number, weekdays = false): BarCalendar {
  const opens: number[] = [];
  for (let ts = Date.parse(from); opens.length < count; ts += DAY) if (!weekdays || new Date(ts).getUTCDay() % 6 !== 0) opens.push(ts);
  return { opens: Float64Array.from(opens), closes: Float64Array.from(opens, (ts) => ts + DAY) };
}

const walk = (inSample: string, outOfSample: string, more: Partial<Walk> = {}): Walk => ({
  inSample: spanOf(inSample)!,
  outOfSample: spanOf(outOfSample)!,
  anchored: false,
  purge: NO_SPAN,
  embargo: NO_SPAN,
  ...more,
});
const rows = ({ first, end }: Stretch) => [first, end];
const rowsOf = (calendar: BarCalendar, of: Walk) =>
  windowsOf(calendar, of).map(({ inSample, outOfSample }) => [rows(inSample), rows(outOfSample)]);

describe('a span', () => {
  test('is months, time or bars', () => {
    expect(spanOf('2y')).toEqual({ months: 24, ms: 0, bars: 0 });
    expect(spanOf('6mo')).toEqual(spanOf('6M'));
    expect(spanOf('3w')).toEqual({ months: 0, ms: 21 * DAY, bars: 0 });
    expect(spanOf('500bars')).toEqual({ months: 0, ms: 0, bars: 500 });
    expect(spanOf('0')).toEqual(NO_SPAN);
    expect(['', '2', 'y', '-1d', '1.5y', '2x'].map(spanOf)).toEqual(Array(6).fill(undefined));
  });
  test('of months ends on the same day, or on the last one of a shorter month', () => {
    const to = (from: string, text: string) => isoTime(later(Date.parse(from), spanOf(text)!)).slice(0, 16);
    expect(to('2020-01-31T09:30Z', '1mo')).toBe('2020-02-29T09:30');
    expect(to('2019-12-15T00:00Z', '14mo')).toBe('2021-02-15T00:00');
    expect(to('2020-03-01T00:00Z', '90d')).toBe('2020-05-30T00:00');
    expect(isoTime(later(Date.parse('2020-03-31T00:00Z'), { months: -1, ms: 0, bars: 0 })).slice(0, 10)).toBe('2020-02-29');
  });
});

describe('rolling windows', () => {
  test('move on by the out-of-sample, so that these lie end to end', () => {
    expect(rowsOf(days('2020-01-01', 20), walk('8bars', '4bars'))).toEqual([
      [
        [0, 8],
        [8, 12],
      ],
      [
        [4, 12],
        [12, 16],
      ],
      [
        [8, 16],
        [16, 20],
      ],
    ]);
  });
  test('are counted from the first bar, on the calendar of the run', () => {
    const windows = windowsOf(days('2018-01-01', 800, true), walk('1y', '6mo'));
    expect(windows.map(({ outOfSample }) => isoTime(outOfSample.from).slice(0, 10))).toEqual([
      '2019-01-01',
      '2019-07-01',
      '2020-01-01',
      '2020-07-01',
      '2021-01-01',
    ]);
    // The first half-year ends on a Friday, with the close of midnight.
    expect(isoTime(windows[0]!.outOfSample.to).slice(0, 10)).toBe('2019-06-29');
    expect(windows.map(({ isWhole }) => isWhole)).toEqual([true, true, true, true, false]);
    for (const [k, { inSample, outOfSample }] of windows.entries()) {
      expect(inSample.end).toBe(outOfSample.first);
      if (k > 0) expect(outOfSample.first).toBe(windows[k - 1]!.outOfSample.end);
    }
  });
  test('have a last one that the data cut short, and say so', () => {
    expect(
      windowsOf(days('2020-01-01', 22), walk('8bars', '4bars')).map(({ outOfSample, isWhole }) => [...rows(outOfSample), isWhole]),
    ).toEqual([
      [8, 12, true],
      [12, 16, true],
      [16, 20, true],
      [20, 22, false],
    ]);
    expect(windowsOf(days('2020-01-01', 366), walk('6mo', '6mo')).map(({ isWhole }) => isWhole)).toEqual([true]);
    expect(windowsOf(days('2020-01-01', 365), walk('6mo', '6mo')).map(({ isWhole }) => isWhole)).toEqual([true]);
    expect(windowsOf(days('2020-01-01', 300), walk('6mo', '6mo')).map(({ isWhole }) => isWhole)).toEqual([false]);
  });
  test('leave out a stretch in which nothing traded', () => {
    const { opens, closes } = days('2020-01-01', 40);
    const gap = [...Array(40).keys()].filter((k) => k < 12 || k >= 20);
    const calendar = { opens: Float64Array.from(gap, (k) => opens[k]!), closes: Float64Array.from(gap, (k) => closes[k]!) };
    expect(windowsOf(calendar, walk('12d', '4d')).map(({ outOfSample }) => isoTime(outOfSample.from).slice(8, 10))).toEqual([
      '21',
      '25',
      '29',
      '02',
      '06',
    ]);
  });
});

describe('anchored windows', () => {
  test('begin with the first bar', () => {
    expect(rowsOf(days('2020-01-01', 20), walk('8bars', '4bars', { anchored: true }))).toEqual([
      [
        [0, 8],
        [8, 12],
      ],
      [
        [0, 12],
        [12, 16],
      ],
      [
        [0, 16],
        [16, 20],
      ],
    ]);
  });
});

describe('a purge and an embargo', () => {
  test('take bars off the end of the in-sample, and leave bars out after it', () => {
    const gaps = { purge: spanOf('2bars')!, embargo: spanOf('1bar')! };
    expect(rowsOf(days('2020-01-01', 20), walk('8bars', '4bars', gaps))).toEqual([
      [
        [0, 6],
        [9, 13],
      ],
      [
        [4, 10],
        [13, 17],
      ],
      [
        [8, 14],
        [17, 20],
      ],
    ]);
    expect(rowsOf(days('2020-01-01', 20), walk('8d', '4d', { purge: spanOf('2d')!, embargo: spanOf('1d')! }))).toEqual(
      rowsOf(days('2020-01-01', 20), walk('8bars', '4bars', gaps)),
    );
  });
  test('are refused where they leave nothing', () => {
    expect(() => windowsOf(days('2020-01-01', 20), walk('8bars', '4bars', { purge: spanOf('8bars')! }))).toThrow(
      'Expected bars in every in-sample after purging, but it was none in the window whose out-of-sample begins 2020-01-09',
    );
    expect(() => windowsOf({ opens: Float64Array.of(0, 20 * DAY), closes: Float64Array.of(DAY, 21 * DAY) }, walk('5d', '5d'))).toThrow(
      'Expected bars in every in-sample, but it was none',
    );
  });
});

describe('windows that cannot be', () => {
  test('are refused with what there is', () => {
    expect(() => windowsOf(days('2020-01-01', 20), walk('1y', '1mo'))).toThrow(
      'Expected data that reach beyond one in-sample, but it was "20" bars from 2020-01-01 to 2020-01-21',
    );
    expect(() => windowsOf(days('2020-01-01', 20), walk('0', '1mo'))).toThrow('Expected the in-sample to have a length, but it was "0"');
    expect(() => windowsOf(days('2020-01-01', 20), walk('5d', '0'))).toThrow('Expected the out-of-sample to have a length');
  });
});
