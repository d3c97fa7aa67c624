import { describe, expect, it } from 'vitest';
import { sameTimes } from '../../../engine/model/same-times.ts';
import { BarSeries, Series } from '../../../engine/model/series.ts';
import { bars as drawn, quotes, type Row } from '../world.ts';

const flat: Row = [1, 1, 1, 1];

const rows = (...times: readonly number[]): Float64Array => Float64Array.of(Number.NaN, ...times);

describe('columns of times are the same', () => {
  it('where every row is, before the first of which there is nothing to compare', () => {
    expect(sameTimes(rows(10, 20, 30), rows(10, 20, 30))).toBe(true);
    expect(sameTimes(rows(), rows())).toBe(true);
  });

  it('and not where one row differs, be it the last, or one is missing', () => {
    expect(sameTimes(rows(10, 20, 30), rows(10, 20, 31))).toBe(false);
    expect(sameTimes(rows(11, 20, 30), rows(10, 20, 30))).toBe(false);
    expect(sameTimes(rows(10, 20), rows(10, 20, 30))).toBe(false);
  });

  it('as they are now, whatever they were when they were last compared', () => {
    const [a, b] = [rows(10, 20), rows(10, 20)];
    expect(sameTimes(a, b)).toBe(true);
    b[2] = 21;
    expect(sameTimes(a, b)).toBe(false);
    b[2] = 20;
    expect(sameTimes(a, b)).toBe(true);
  });
});

describe('series in step', () => {
  it('have one column of openings and one of closes between them, and prices of their own', () => {
    const [a, b] = [drawn('A', '1h', [flat, flat]), drawn('B', '1h', [flat, [2, 2, 2, 2]])];
    const before = BarSeries.heldOf(b);
    b.shareTimes(a);
    const [first, second] = [BarSeries.heldOf(a), BarSeries.heldOf(b)];
    expect(second.times).toBe(first.times);
    expect(second.openTimes).toBe(first.openTimes);
    expect(Series.heldTimesOf(b).times).toBe(first.times);
    expect(second).toEqual(before);
    expect(second.close).toBe(before.close);
  });

  it('keep their own openings where only the closes agree, as with bars and quotes, or bars that began late', () => {
    const early = drawn('A', '1h', ['2024-01-01T09:00', flat]);
    const late = drawn('B', '30m', ['2024-01-01T09:30', flat]);
    late.shareTimes(early);
    expect(BarSeries.heldOf(late).times).toBe(BarSeries.heldOf(early).times);
    expect(BarSeries.heldOf(late).openTimes).not.toBe(BarSeries.heldOf(early).openTimes);
    const quoted = quotes('C', [['2024-01-01T10:00', 1, 2]]);
    quoted.shareTimes(early);
    expect(Series.heldTimesOf(quoted).times).toBe(BarSeries.heldOf(early).times);
  });

  it('share nothing where times differ, or pass', () => {
    const [a, b] = [drawn('A', '1h', [flat, flat]), drawn('B', '1h', [flat, '2024-01-05', flat])];
    b.shareTimes(a);
    expect(BarSeries.heldOf(b).times).not.toBe(BarSeries.heldOf(a).times);
    const passing = BarSeries.streamed('C', () => ({ rows: 0, fill: () => {} }));
    passing.shareTimes(a);
    passing.begin();
    expect(Series.heldTimesOf(passing).mask).not.toBe(-1);
  });
});
