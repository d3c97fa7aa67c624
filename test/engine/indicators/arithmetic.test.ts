import { describe, expect, it } from 'vitest';
import { add, divide, larger, multiply, smaller, subtract } from '../../../engine/indicators/arithmetic.ts';
import { lag } from '../../../engine/indicators/lag.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { hl2, hlc3, ohlc4 } from '../../../engine/indicators/typical-price.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import { AuthorLine } from '../../../engine/strategy/author-line.ts';
import { bars } from '../world.ts';
import { ofBars, valuesOf } from './rows.ts';

const NONE = Number.NaN;

describe('arithmetic of lines', () => {
  it('makes a line of two, row by row', () => {
    const squares = (line: Parameters<typeof multiply>[0]) => multiply(line, line);
    expect(valuesOf((line) => add(squares(line), line), 2, 3)).toEqual([6, 12]);
    expect(valuesOf((line) => subtract(squares(line), line), 2, 3)).toEqual([2, 6]);
    expect(valuesOf((line) => divide(squares(line), line), 2, 3)).toEqual([2, 3]);
    expect(valuesOf((line) => larger(squares(line), line), 0.5, 3)).toEqual([0.5, 9]);
    expect(valuesOf((line) => smaller(squares(line), line), 0.5, 3)).toEqual([0.25, 3]);
  });

  it('makes a line of a line and a number', () => {
    expect(valuesOf((line) => subtract(multiply(line, 100), 50), 0.5, 1)).toEqual([0, 50]);
  });

  it('knows nothing where one of the two is unknown, and no quotient by 0', () => {
    expect(valuesOf((line) => subtract(line, sma(line, 2)), 1, 3, NONE, 5)).toEqual([NONE, 1, NONE, NONE]);
    expect(valuesOf((line) => divide(line, subtract(line, 2)), 1, 2, 3)).toEqual([-1, NONE, 3]);
  });

  it('refuses lines of two series, whose rows are not of one time', () => {
    const asked = () => divide(bars('A', '1d', [[1, 1, 1, 1]]).close, bars('B', '1d', [[1, 1, 1, 1]]).close);
    expect(asked).toThrow(ConfigError);
    expect(asked).toThrow('Expected the two lines of divide to be of one series, but they were of two');
    expect(() => add(new AuthorLine(), new AuthorLine())).toThrow(ConfigError);
  });
});

describe('lag', () => {
  it('is the value so many rows ago, holes included', () => {
    expect(valuesOf((line) => lag(line, 2), 1, NONE, 3, 4, 5)).toEqual([NONE, NONE, 1, NONE, 3]);
  });
});

describe('the prices of a bar', () => {
  it('are means of two, three or four of its prices', () => {
    expect([hl2, hlc3, ohlc4].map((price) => ofBars([[5, 9, 3, 6]], price)[0])).toEqual([6, 6, 23 / 4]);
  });
});
