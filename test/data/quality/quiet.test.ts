import { describe, expect, it } from 'vitest';
import { one, walk } from './blocks.ts';

const DAILY = { timeframe: '1d' };

/** Bars in which the one at `from` stands `times` times. */
const repeated = (timeframe: string, from: number, times: number, bar: readonly number[]) =>
  walk(timeframe, '2024-01-01', 200, (k, usual) => (k >= from && k < from + times ? bar : usual));

describe('stale', () => {
  const RANGING = [10, 12, 9, 11, 100];
  const FLAT = [10, 10, 10, 10, 100];

  it('is a bar that stands there three times, or of one price five times', () => {
    expect(one('stale', DAILY, repeated('1d', 50, 2, RANGING))).toBe('');
    expect(one('stale', DAILY, repeated('1d', 50, 3, RANGING))).toBe(
      '3 warning: 3 bars stand in 1 runs that repeat one bar in every price and in volume, 3 in a row at most @ x.csv, line 52',
    );
    expect(one('stale', DAILY, repeated('1d', 50, 4, FLAT))).toBe('');
    expect(one('stale', DAILY, repeated('1d', 50, 150, FLAT)), 'up to the last bar').toMatch(/^150 warning.*line 52$/);
  });

  it('of minutes takes more: lots of one size are traded again and again', () => {
    expect([one('stale', {}, repeated('1m', 50, 9, RANGING)), one('stale', {}, repeated('1m', 50, 29, FLAT))]).toEqual(['', '']);
    expect([one('stale', {}, repeated('1m', 50, 10, RANGING)), one('stale', {}, repeated('1m', 50, 30, FLAT))]).toEqual([
      expect.stringMatching(/^10 warning/),
      expect.stringMatching(/^30 warning/),
    ]);
  });

  it('is nothing where the volume differs', () => {
    expect(
      one(
        'stale',
        DAILY,
        walk('1d', '2024-01-01', 50, (k) => [10, 12, 9, 11, k]),
      ),
    ).toBe('');
  });

  it('without volume is told by the price alone, where the whole series has none', () => {
    const quiet = (times: number, volume: number) =>
      walk('1m', '2024-01-01', 300, (k, [a, b, c, d]) => (k >= 20 && k < 20 + times ? [5, 5, 5, 5, 0] : [a, b, c, d, volume]));
    expect(one('stale', {}, quiet(99, 0))).toBe('');
    expect(one('stale', {}, quiet(100, 0))).toMatch(/^100 warning.*line 22$/);
    expect(one('stale', {}, quiet(100, 1)), 'no trades for a while').toBe('');
    expect(one('stale', {}, quiet(100, Number.NaN)), 'an unknown volume').toMatch(/^100 warning/);
  });

  it('goes on from block to block', () => {
    const block = (from: string) => walk('1d', from, 3, () => RANGING);
    expect(one('stale', DAILY, walk('1d', '2023-12-01', 4), block('2024-01-01'), block('2024-01-04'))).toMatch(/^6 warning.*line 2$/);
  });
});

describe('zero-volume', () => {
  it('is a note, of a series that has volume elsewhere', () => {
    expect(one('zero-volume', {}, repeated('1m', 50, 3, [10, 10, 10, 10, 0]))).toBe('3 note: 3 bars have no volume @ x.csv, line 52');
    expect(
      one(
        'zero-volume',
        {},
        walk('1m', '2024-01-01', 20, (_, [a, b, c, d]) => [a, b, c, d, 0]),
      ),
    ).toBe('');
    expect(one('zero-volume', { price: 'mark' }, repeated('1m', 50, 3, [10, 10, 10, 10, 0]))).toBe('');
  });

  it('is a warning where ten bars in a row move without any', () => {
    expect(one('zero-volume', {}, repeated('1m', 50, 9, [10, 12, 9, 11, 0]))).toBe(
      '9 note: 9 bars have no volume, and 9 of them move, 9 in a row at most @ x.csv, line 52',
    );
    expect(one('zero-volume', {}, repeated('1m', 50, 10, [10, 12, 9, 11, 0]))).toMatch(/^10 warning/);
  });
});

it('flat is a bar of one price', () => {
  expect(one('flat', {}, repeated('1m', 50, 2, [10, 10, 10, 10, 1]))).toBe(
    '2 note: 2 of 200 bars have one price for open, high, low and close @ x.csv, line 52',
  );
  expect(one('flat', {}, walk('1m', '2024-01-01', 20))).toBe('');
});
