import { describe, expect, it } from 'vitest';
import { sma } from '../../../engine/indicators/sma.ts';
import { type SupertrendOptions, supertrend } from '../../../engine/indicators/supertrend.ts';
import { bars, columnsOf, type Row } from '../world.ts';
import { ofColumns } from './rows.ts';

/** A bar of range 2 around a middle, which closes where told. */
const around = (middle: number, close = middle): Row => [middle, middle + 1, middle - 1, close];
const stops = (rows: readonly Row[], options: SupertrendOptions = {}): readonly number[] =>
  ofColumns(columnsOf('1d', rows), (own) => supertrend(own, 2, 2, options).value);
const directions = (rows: readonly Row[]): readonly number[] => ofColumns(columnsOf('1d', rows), (own) => supertrend(own, 2, 2).direction);

// All true ranges are 2, so both stops are 4 away from the middle of the bar.
const RISE = [around(10), around(10), around(10), around(11), around(12), around(11)];

describe('supertrend', () => {
  it('has a stop that rises with the bars and does not come back', () => {
    expect(stops(RISE)).toEqual([NaN, NaN, 6, 7, 8, 8]);
    expect(directions(RISE)).toEqual([NaN, NaN, 1, 1, 1, 1]);
  });

  it('begins with a fall where the first close is below the middle of its bar', () => {
    expect(stops([around(10), around(10), around(10, 9.5), around(9), around(10)])).toEqual([NaN, NaN, 14, 13, 13]);
  });

  it('turns on a close beyond the stop, not on one that meets it', () => {
    const meets = [...RISE, [12, 12, 8, 8], [11, 12, 10, 11]] satisfies readonly Row[];
    expect(directions(meets).slice(-2)).toEqual([1, 1]);
    const breaks = [...RISE, [12, 12, 7, 7.5], [8, 9, 7, 8]] satisfies readonly Row[];
    expect(directions(breaks).slice(-2)).toEqual([-1, -1]);
  });

  it('keeps both values on a bar with a hole', () => {
    expect(stops([...RISE.slice(0, 5), [NaN, NaN, NaN, NaN], around(13)]).slice(4)).toEqual([8, 8, expect.any(Number)]);
    expect(directions([...RISE.slice(0, 5), [NaN, NaN, NaN, NaN], around(13)]).slice(4)).toEqual([1, 1, 1]);
  });

  it('counts the first range as TradingView and LEAN do, and takes another average of them', () => {
    expect(stops(RISE, { first: 'range' })).toEqual([NaN, 6, 6, 7, 8, 8]);
    // Ranges 2 2 4 4: their simple average of two is 2, 3, 4.
    const wider: readonly Row[] = [around(10), around(10), [10, 12, 8, 10], [10, 12, 8, 10], [10, 12, 8, 10]];
    expect(stops(wider, { average: sma })).toEqual([NaN, NaN, 4, 4, 4]);
    expect(stops(wider, { average: sma, first: 'range' })).toEqual([NaN, 6, 6, 6, 6]);
  });

  it('refuses a multiple that is none', () => {
    expect(() => supertrend(bars('A', '1d', []), 10, -3)).toThrow(
      'Expected the multiple of supertrend to be a number above 0, but it was "-3"',
    );
  });
});
