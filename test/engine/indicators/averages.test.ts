import { describe, expect, it } from 'vitest';
import { dema, tema } from '../../../engine/indicators/dema.ts';
import { ema } from '../../../engine/indicators/ema.ts';
import { hma } from '../../../engine/indicators/hma.ts';
import { kama } from '../../../engine/indicators/kama.ts';
import { macd, ppo } from '../../../engine/indicators/macd.ts';
import { windowSum } from '../../../engine/indicators/sma.ts';
import { wma } from '../../../engine/indicators/wma.ts';
import { valuesOf } from './rows.ts';

const NONE = Number.NaN;

describe('wma', () => {
  it('weighs the newest value most, and the oldest once', () => {
    expect(valuesOf((line) => wma(line, 3), 1, 2, 6, 7)).toEqual([NONE, NONE, (1 + 2 * 2 + 3 * 6) / 6, (2 + 2 * 6 + 3 * 7) / 6]);
  });

  it('starts its window anew after a hole', () => {
    expect(valuesOf((line) => wma(line, 2), 1, 4, NONE, 1, 4)).toEqual([NONE, 3, NONE, NONE, 3]);
  });

  it('forgets prices a million times larger to the last bit', () => {
    const crash = [3e4 / 7, 3e4 / 11, 3e4 / 13, 0.3, 0.1, 0.2];
    expect(valuesOf((line) => wma(line, 3), ...crash).at(-1)).toBe(valuesOf((line) => wma(line, 3), 0.3, 0.1, 0.2).at(-1));
  });
});

describe('windowSum', () => {
  it('is the sum of the window, and exactly 0 when what was in it is gone', () => {
    expect(valuesOf((line) => windowSum(line, 2), 0.1, 0.2, 1e16, 0, 0)).toEqual([NONE, 0.1 + 0.2, 1e16, 1e16, 0]);
  });
});

describe('ema', () => {
  it('begins with its first value where it is told to, and waits as long', () => {
    expect(valuesOf((line) => ema(line, 3, { seed: 'first' }), 8, 4, 2, 6)).toEqual([NONE, NONE, 4, 5]);
  });
});

describe('dema and tema', () => {
  it('lie on a straight line of prices, and leave it faster than their average', () => {
    const prices = [2, 4, 6, 8, 10, 12, 14, 2];
    expect(valuesOf((line) => dema(line, 3), ...prices)).toEqual([NONE, NONE, NONE, NONE, 10, 12, 14, 5.5]);
    expect(valuesOf((line) => tema(line, 3), ...prices)).toEqual([NONE, NONE, NONE, NONE, NONE, NONE, 14, 3.75]);
  });

  it('begin with the average where all begin at once', () => {
    expect(valuesOf((line) => dema(line, 3, { start: 'at-once' }), 2, 4, 6, 8)).toEqual([NONE, NONE, 4, 7]);
    expect(valuesOf((line) => tema(line, 3, { start: 'at-once' }), 2, 4, 6, 8)).toEqual([NONE, NONE, 4, 7.5]);
  });

  it('are through a hole what they are without it', () => {
    const [first, second, third] = valuesOf((line) => dema(line, 2), 2, 4, 8, 2).slice(1) as [number, number, number];
    expect(valuesOf((line) => dema(line, 2), 2, NONE, 4, 8, NONE, 2)).toEqual([NONE, NONE, first, second, second, third]);
  });
});

describe('hma', () => {
  it('lies on a straight line of prices', () => {
    const values = valuesOf((line) => hma(line, 4), 1, 2, 3, 4, 5, 6);
    expect(values.slice(0, 4)).toEqual([NONE, NONE, NONE, NONE]);
    expect(values[4]).toBeCloseTo(5, 14);
    expect(values[5]).toBeCloseTo(6, 14);
  });

  it('of 1 is the price', () => {
    expect(valuesOf((line) => hma(line, 1), 7, 8)).toEqual([7, 8]);
  });
});

describe('kama', () => {
  it('follows a straight way by the square of the fast constant, from the value before', () => {
    expect(valuesOf((line) => kama(line, 2, 3, 30), 4, 8, 12)).toEqual([NONE, NONE, 8 + 4 / 4]);
  });

  it('hardly follows a way that leads nowhere', () => {
    expect(valuesOf((line) => kama(line, 2), 1, 2, 1).at(-1)).toBeCloseTo(2 - (2 / 31) * (2 / 31), 14);
  });

  it('stays where prices stay', () => {
    expect(valuesOf((line) => kama(line, 2), 0.1, 0.1, 0.1, 0.1)).toEqual([NONE, NONE, 0.1, 0.1]);
  });
});

describe('macd', () => {
  const PRICES = [6, 2, 4, 8];

  it('lets its averages begin together, as TA-Lib does, or apart, or with the first value', () => {
    const lines = (seed: 'together' | 'apart' | 'first') => valuesOf((line) => macd(line, 2, 3, 2, { seed }).macd, ...PRICES);
    // The means of 2 and 4, and of all three; then two thirds and a half of the way to 8.
    expect(lines('together')).toEqual([NONE, NONE, 3 - 4, 3 + (2 / 3) * 5 - 6]);
    // The mean of 6 and 2 is where the fast one begins, and 4 leaves it there.
    expect(lines('apart')[2]).toBe(0);
    expect(lines('first')[2]).toBeCloseTo(6 - (8 / 3) * (1 / 3) - 4 / 3 - 4, 14);
  });

  it('has its signal later than its line, and their difference as a histogram', () => {
    const lines = (name: 'macd' | 'signal' | 'histogram') => valuesOf((line) => macd(line, 2, 3, 2)[name], ...PRICES);
    const [first, second] = lines('macd').slice(2) as [number, number];
    expect(lines('signal')).toEqual([NONE, NONE, NONE, (first + second) / 2]);
    expect(lines('histogram')).toEqual([NONE, NONE, NONE, second - (first + second) / 2]);
  });

  it('of periods the wrong way around is its own negative', () => {
    expect(valuesOf((line) => macd(line, 3, 2, 2).macd, ...PRICES)).toEqual(
      valuesOf((line) => macd(line, 2, 3, 2).macd, ...PRICES).map((value) => -value),
    );
  });

  it('names the period that is none', () => {
    expect(() => valuesOf((line) => macd(line, 12, 26, 0).macd)).toThrow(
      'Expected the period of the signal average of macd to be a whole number of at least 1, but it was "0"',
    );
  });
});

describe('ppo', () => {
  it('is in percent of the slow average', () => {
    expect(valuesOf((line) => ppo(line, 1, 2, 1).ppo, 3, 5)).toEqual([NONE, 25]);
  });

  it('is not known where the slow average is 0, and goes on after', () => {
    expect(valuesOf((line) => ppo(line, 1, 3, 1).ppo, -1, 0, 1, 3)).toEqual([NONE, NONE, NONE, 100]);
  });
});
