import { describe, expect, it } from 'vitest';
import { cmf } from '../../../engine/indicators/cmf.ts';
import { mfi } from '../../../engine/indicators/mfi.ts';
import { obv } from '../../../engine/indicators/obv.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { BarColumns } from '../../../engine/model/series.ts';
import { bars } from '../world.ts';
import { ofColumns, type Traded, traded } from './rows.ts';

/** Bars without a range, at one price each. */
const at = (...prices: readonly (readonly [price: number, volume: number])[]): BarColumns =>
  traded(
    '1d',
    prices.map(([price, volume]): Traded => [price, price, price, price, volume]),
  );

describe('obv', () => {
  const BARS = at([10, 5], [11, 3], [11, 7], [9, 4], [10, 1]);

  it('adds the volume of a higher close, takes off that of a lower one, and leaves out that of an equal one', () => {
    expect(ofColumns(BARS, obv)).toEqual([5, 8, 8, 4, 5]);
    expect(ofColumns(BARS, (own) => obv(own, { start: 'zero' }))).toEqual([0, 3, 3, -1, 0]);
  });

  it('passes over a bar with a hole, and compares the next close with the last one known', () => {
    expect(ofColumns(at([NaN, 9], [10, 5], [NaN, 9], [11, NaN], [9, 4]), obv)).toEqual([NaN, 5, 5, 5, 1]);
  });

  it('adds fractions without drift', () => {
    const tenths = at([10, 0.1], ...Array.from({ length: 999 }, (_, k) => [11 + k, 0.1] as const));
    expect(ofColumns(tenths, obv).at(-1)).toBe(100);
  });

  it('refuses another start', () => {
    expect(() => obv(bars('A', '1d', []), { start: 'one' as 'zero' })).toThrow(
      new ConfigError('Expected the start of obv to be volume or zero, but it was "one"'),
    );
  });
});

describe('mfi', () => {
  it('is the percentage of the money that came in on rises', () => {
    // 11 x 3 in, 10 x 4 out, 12 x 5 in
    expect(ofColumns(at([10, 9], [11, 3], [10, 4], [12, 5]), (own) => mfi(own, 3))).toEqual([
      NaN,
      NaN,
      NaN,
      expect.closeTo((100 * (33 + 60)) / 133, 12),
    ]);
  });

  it('is 100 where all rose and 0 where all fell', () => {
    expect(ofColumns(at([1, 9], [2, 9], [3, 9]), (own) => mfi(own, 2)).at(-1)).toBe(100);
    expect(ofColumns(at([3, 9], [2, 9], [1, 9]), (own) => mfi(own, 2)).at(-1)).toBe(0);
  });

  it('is unknown where no money flowed: the price stood still, or nothing was traded', () => {
    expect(ofColumns(at([3, 9], [3, 9], [3, 9]), (own) => mfi(own, 2)).at(-1)).toBeNaN();
    expect(ofColumns(at([3, 0], [4, 0], [5, 0]), (own) => mfi(own, 2)).at(-1)).toBeNaN();
  });

  it('forgets old money to the last digit', () => {
    const columns = at([1, 0.1], [1.1, 1e9 / 3], [1.2, 0.7], [1.3, 0], [1.4, 0]);
    expect(ofColumns(columns, (own) => mfi(own, 2))).toEqual([NaN, NaN, 100, 100, NaN]);
  });

  it('takes typical prices that differ by rounding alone as one price', () => {
    const columns = traded('1d', [
      [0.1, 0.1, 0.1, 0.1, 5],
      [0.2, 0.3, 0.1, 0.2, 5],
      [0.2, 0.4, 0.1, 0.1, 5],
      [0.2, 0.3, 0.1, 0.2, 5],
    ]);
    expect(0.3 + 0.1 + 0.2).not.toBe(0.4 + 0.1 + 0.1);
    expect(ofColumns(columns, (own) => mfi(own, 2))).toEqual([NaN, NaN, 100, NaN]);
  });

  it('stays between 0 and 100 where prices fall below zero, as those of oil did', () => {
    expect(ofColumns(at([5, 1], [-37, 1], [10, 1]), (own) => mfi(own, 2)).at(-1)).toBeCloseTo((100 * 10) / 47, 12);
  });
});

describe('cmf', () => {
  it('weighs volume by where bars close in their range', () => {
    const columns = traded('1d', [
      [10, 12, 8, 12, 30],
      [12, 12, 8, 8, 10],
      [9, 12, 8, 10, 60],
    ]);
    expect(ofColumns(columns, (own) => cmf(own, 2))).toEqual([NaN, 0.5, -10 / 70]);
  });

  it('counts the volume of a bar without a range as neither bought nor sold', () => {
    const columns = traded('1d', [
      [10, 12, 8, 12, 30],
      [10, 10, 10, 10, 30],
    ]);
    expect(ofColumns(columns, (own) => cmf(own, 2)).at(-1)).toBe(0.5);
  });

  it('is unknown where nothing was traded, also after fractions of trades', () => {
    const columns = traded('1d', [
      [10, 12, 8, 12, 1e9 / 3],
      [10, 12, 8, 11, 0.1],
      [10, 12, 8, 10, 0],
      [10, 12, 8, 9, 0],
    ]);
    expect(ofColumns(columns, (own) => cmf(own, 2)).at(-1)).toBeNaN();
  });
});
