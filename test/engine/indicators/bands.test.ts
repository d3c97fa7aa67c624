import { describe, expect, it } from 'vitest';
import { trueRange } from '../../../engine/indicators/atr.ts';
import { type Bollinger, bollinger } from '../../../engine/indicators/bollinger.ts';
import { ema } from '../../../engine/indicators/ema.ts';
import { keltner } from '../../../engine/indicators/keltner.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { hlc3 } from '../../../engine/indicators/typical-price.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { AuthorLine } from '../../../engine/strategy/author-line.ts';
import { bars, columnsOf, type Row } from '../world.ts';
import { ofColumns, valuesOf } from './rows.ts';

const PARTS: readonly (keyof Bollinger)[] = ['upper', 'middle', 'lower', 'percentB', 'width'];
/** The five values of the bands after the last price. */
const lastOf = (period: number, ...prices: readonly number[]): readonly number[] =>
  PARTS.map((part) => valuesOf((line) => bollinger(line, period, 2)[part], ...prices).at(-1)!);

describe('bollinger', () => {
  it('lies two deviations around the mean', () => {
    // mean 5, deviation 2
    expect(lastOf(2, 3, 7)).toEqual([9, 5, 1, 0.75, 1.6]);
  });

  it('has bands around a mean of zero, where a spread swings, but no width in its terms', () => {
    expect(lastOf(2, 1, -1)).toEqual([2, 0, -2, 0.25, NaN]);
  });

  it('is a line where all values are equal: a width of 0, and nowhere between the bands', () => {
    expect(lastOf(3, 7, 7, 7)).toEqual([7, 7, 7, NaN, 0]);
    expect(lastOf(3, 0.1, 0.1, 0.1).slice(3)).toEqual([NaN, 0]);
  });

  it('takes another average for its middle, and the deviation around the mean all the same, as TA-Lib', () => {
    const prices = [3, 7, 11] as const;
    // ema(2) 5, then 9; mean 9, deviation 2
    expect(valuesOf((line) => bollinger(line, 2, 2, { average: ema }).middle, ...prices)).toEqual([NaN, 5, 9]);
    expect(valuesOf((line) => bollinger(line, 2, 1, { average: ema }).upper, ...prices, 3)).toEqual([NaN, 7, 11, 9]);
  });

  it('may estimate its deviation from a sample', () => {
    expect(valuesOf((line) => bollinger(line, 2, 1, { sample: true }).upper, 3, 7).at(-1)).toBeCloseTo(5 + Math.sqrt(8), 14);
  });

  it.each([0, -2, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d deviations', (deviations) => {
    expect(() => bollinger(new AuthorLine(), 20, deviations)).toThrow(
      new ConfigError(`Expected the deviations of bollinger to be a number above 0, but it was "${deviations}"`),
    );
  });
});

describe('keltner', () => {
  const ROWS: readonly Row[] = [
    [10, 12, 9, 11],
    [11, 13, 10, 12],
    [16, 17, 15, 16],
    [8, 9, 7, 8],
  ];

  it('waits for its range, which is that of ten bars', () => {
    const level = columnsOf(
      '1d',
      Array.from({ length: 12 }, () => [10, 11, 9, 10] as const),
    );
    expect(ofColumns(level, (own) => keltner(own, 3, 1.5).upper)).toEqual([...Array<number>(10).fill(NaN), 13, 13]);
    expect(ofColumns(level, (own) => keltner(own, 3, 1.5).lower).at(-1)).toBe(7);
  });

  it('is that of Keltner, and of LEAN, with simple averages of the typical price and of the range', () => {
    // ranges 3, 5, 9; typical prices of the last two bars 16 and 8
    const upper = ofColumns(columnsOf('1d', ROWS), (own) => {
      const range = sma(trueRange(own), 2);
      return keltner(own, 2, 0.5, { source: hlc3(own), average: sma, range }).upper;
    });
    expect(upper.at(-1)).toBe(12 + 0.5 * 7);
  });

  it('refuses a multiple that is none', () => {
    expect(() => keltner(bars('A', '1d', ROWS), 20, 0)).toThrow('Expected the multiple of keltner to be a number above 0, but it was "0"');
  });
});
