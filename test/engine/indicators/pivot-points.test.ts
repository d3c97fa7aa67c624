import { describe, expect, it } from 'vitest';
import type { PivotMethod } from '../../../engine/indicators/pivot-levels.ts';
import { pivotPoints } from '../../../engine/indicators/pivot-points.ts';
import type { SessionOptions } from '../../../engine/indicators/sessions.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { HOUR } from '../../../engine/model/time.ts';
import { bars, columnsOf, type Row } from '../world.ts';
import { ofColumns } from './rows.ts';

const pivots = (timeframe: string, drawing: readonly (Row | string)[], options: SessionOptions = {}): readonly number[] =>
  ofColumns(columnsOf(timeframe, drawing), (own) => pivotPoints(own, 'standard', options).pivot);

/** All levels of a method on the day after a bar from 10 to 16 that opened at 11 and closed at 13, if that day opens at 15. */
function levels(method: PivotMethod): Readonly<Record<string, number>> {
  const series = bars('A', '1d', [
    [11, 16, 10, 13],
    [15, 20, 5, 12],
  ]);
  const lines = pivotPoints(series, method);
  series.advance();
  series.advance();
  return Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, Math.round(1e6 * line.value) / 1e6]));
}

describe('pivotPoints', () => {
  it('has the levels of each method', () => {
    expect(levels('standard')).toEqual({ pivot: 13, r1: 16, r2: 19, r3: 22, s1: 10, s2: 7, s3: 4 });
    expect(levels('fibonacci')).toEqual({ pivot: 13, r1: 15.292, r2: 16.708, r3: 19, s1: 10.708, s2: 9.292, s3: 7 });
    expect(levels('camarilla')).toEqual({ pivot: 13, r1: 13.55, r2: 14.1, r3: 14.65, r4: 16.3, s1: 12.45, s2: 11.9, s3: 11.35, s4: 9.7 });
    expect(levels('woodie')).toEqual({ pivot: 14, r1: 18, r2: 20, r3: 24, s1: 12, s2: 8, s3: 6 });
    expect(levels('demark')).toEqual({ pivot: 13.75, r1: 17.5, s1: 11.5 });
  });

  it('weighs the bar of DeMark by where it went: up, down, nowhere', () => {
    const day = (open: number, close: number): number =>
      ofColumns(
        columnsOf('1d', [
          [open, 16, 10, close],
          [1, 1, 1, 1],
        ]),
        (own) => pivotPoints(own, 'demark').pivot,
      ).at(-1)!;
    expect([day(11, 13), day(13, 11), day(13, 13)]).toEqual([(32 + 10 + 13) / 4, (16 + 20 + 11) / 4, (16 + 10 + 26) / 4]);
  });

  it('has types that know the levels of a method', () => {
    const lines = pivotPoints(bars('A', '1d', []), 'demark');
    // @ts-expect-error DeMark has one resistance
    expect(lines.r2).toBeUndefined();
  });

  it('stays the same all day, of the last day that had bars', () => {
    const friday: readonly (Row | string)[] = ['2024-01-05T10:00', [10, 12, 9, 11], [11, 15, 11, 12]];
    const monday: readonly (Row | string)[] = ['2024-01-08T09:00', [20, 20, 20, 20], [30, 30, 30, 30]];
    expect(pivots('1h', [...friday, ...monday])).toEqual([NaN, NaN, 12, 12]);
  });

  it('counts weeks and months as sessions, and sessions from the evening before', () => {
    const hours: readonly (Row | string)[] = ['2024-03-31T22:00', [3, 3, 3, 3], [6, 6, 6, 6], [9, 9, 9, 9], [12, 12, 12, 12]];
    expect(pivots('1h', hours)).toEqual([NaN, NaN, 5, 5]);
    // A Sunday, and the last day of March.
    expect(pivots('1h', hours, { session: '1w' })).toEqual([NaN, NaN, 5, 5]);
    expect(pivots('1h', hours, { session: '1M' })).toEqual([NaN, NaN, 5, 5]);
    expect(pivots('1h', hours, { sessionStart: -1 * HOUR })).toEqual([NaN, 3, 3, 3]);
  });

  it('leaves out bars with holes', () => {
    const hole: Row = [NaN, NaN, NaN, NaN];
    expect(pivots('1h', ['2024-01-05T22:00', [3, 3, 3, 3], hole, hole, [7, 7, 7, 7]])).toEqual([NaN, NaN, 3, 3]);
  });

  it('refuses another method', () => {
    expect(() => pivotPoints(bars('A', '1d', []), 'floor' as 'standard')).toThrow(
      new ConfigError('Expected the method of pivotPoints to be standard, fibonacci, camarilla, woodie, demark, but it was "floor"'),
    );
  });
});
