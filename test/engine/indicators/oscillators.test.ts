import { describe, expect, it } from 'vitest';
import { aroon } from '../../../engine/indicators/aroon.ts';
import { cci } from '../../../engine/indicators/cci.ts';
import { momentum, roc, rocp, rocr } from '../../../engine/indicators/roc.ts';
import { rsi } from '../../../engine/indicators/rsi.ts';
import { stochastic, stochasticRsi } from '../../../engine/indicators/stochastic.ts';
import { williamsR } from '../../../engine/indicators/williams-r.ts';
import type { Row } from '../world.ts';
import { flat, ofBars, valuesOf } from './rows.ts';

const NONE = Number.NaN;

describe('rsi', () => {
  it("is the average gain's share, in percent", () => {
    // Gains 1, 0, 2 and losses 0, 1, 0: on the first two 0.5 and 0.5, then 1.25 and 0.25.
    expect(valuesOf((line) => rsi(line, 2), 10, 11, 10, 12)).toEqual([NONE, NONE, 50, (100 * 1.25) / 1.5]);
  });

  it('is 100 where nothing was lost, 0 where nothing was gained', () => {
    expect(valuesOf((line) => rsi(line, 2), 1, 2, 3, 4).at(-1)).toBe(100);
    expect(valuesOf((line) => rsi(line, 2), -1, -2, -3, -4).at(-1)).toBe(0);
  });

  it('is 50 until a price has changed', () => {
    expect(valuesOf((line) => rsi(line, 2), 5, 5, 5, 5, 6)).toEqual([NONE, NONE, 50, 50, 100]);
  });

  it('stays the same to the last bit while prices stay', () => {
    const still = Array.from({ length: 2_000 }, () => 10.3);
    const values = valuesOf((line) => rsi(line, 3), 10, 10.1, 9.7, 10.3, ...still);
    expect(new Set(values.slice(3)).size).toBe(1);
  });

  it('takes the change over a hole', () => {
    expect(valuesOf((line) => rsi(line, 2), 10, 11, NONE, 10, 12)).toEqual([NONE, NONE, NONE, 50, (100 * 1.25) / 1.5]);
  });

  it('forgets what left its window where its averages are plain means', () => {
    expect(valuesOf((line) => rsi(line, 2, { average: 'simple' }), 10, 14, 13, 14, 14, 14)).toEqual([NONE, NONE, 80, 50, 100, 50]);
  });
});

const ROWS: readonly Row[] = [
  [10, 12, 8, 11],
  [11, 14, 10, 10],
  [10, 13, 9, 13],
  [13, 16, 12, 16],
];

describe('stochastic', () => {
  it('says where the close lies between the lowest low and the highest high', () => {
    // 10 and 13 between 8 and 14, 16 between 9 and 16.
    expect(ofBars(ROWS, (bars) => stochastic(bars, 3, 1, 2).k)).toEqual([NONE, NONE, 100 * (5 / 6), 100]);
    expect(ofBars(ROWS, (bars) => stochastic(bars, 3, 1, 2).d)).toEqual([NONE, NONE, NONE, (100 * (5 / 6) + 100) / 2]);
  });

  it('is slowed by an average of its own', () => {
    expect(ofBars(ROWS, (bars) => stochastic(bars, 2, 2, 2).k)).toEqual(ofBars(ROWS, (bars) => stochastic(bars, 2, 1, 2).d));
  });

  it('counts a range without width as 0', () => {
    expect(ofBars(flat(4, 0.1), (bars) => stochastic(bars, 2, 1, 2).k)).toEqual([NONE, 0, 0, 0]);
  });
});

describe('stochasticRsi', () => {
  it('says where the rsi lies in its own range', () => {
    const prices = [10, 11, 10, 12, 11, 13];
    const strengths = valuesOf((line) => rsi(line, 2), ...prices).slice(2);
    const [a, b, c] = strengths.slice(1) as [number, number, number];
    expect(valuesOf((line) => stochasticRsi(line, 2, 3).k, ...prices).at(-1)).toBe(
      100 * ((c - Math.min(a, b, c)) / (Math.max(a, b, c) - Math.min(a, b, c))),
    );
  });

  it('is 0 while prices stay, not noise of rounding', () => {
    expect(valuesOf((line) => stochasticRsi(line, 3, 3).k, 10, 10.1, 9.7, 10.3, 10.3, 10.3, 10.3, 10.3).slice(5)).toEqual([0, 0, 0]);
  });
});

describe('williamsR', () => {
  it('is how far the close is below the highest high, and 0 at it', () => {
    expect(ofBars(ROWS, (bars) => williamsR(bars, 3))).toEqual([NONE, NONE, -100 * (1 / 6), 0]);
  });

  it('gives 0 for a range without width', () => {
    expect(ofBars(flat(2, 7), (bars) => williamsR(bars, 2))).toEqual([NONE, 0]);
  });
});

describe('momentum, roc, rocp and rocr', () => {
  it('compare a value with the one so many rows before', () => {
    expect(valuesOf((line) => momentum(line, 2), 4, 5, 6)).toEqual([NONE, NONE, 2]);
    expect(valuesOf((line) => roc(line, 2), 4, 5, 6)).toEqual([NONE, NONE, 50]);
    expect(valuesOf((line) => rocp(line, 2), 4, 5, 6)).toEqual([NONE, NONE, 0.5]);
    expect(valuesOf((line) => rocr(line, 2), 4, 5, 6)).toEqual([NONE, NONE, 1.5]);
  });

  it('are not known against 0, momentum excepted', () => {
    expect([roc, rocp, rocr, momentum].map((change) => valuesOf((line) => change(line, 1), 0, 3)[1])).toEqual([NONE, NONE, NONE, 3]);
  });

  it('miss the two rows that meet a hole, and no other', () => {
    expect(valuesOf((line) => roc(line, 2), 1, 1, NONE, 2, 3, 4)).toEqual([NONE, NONE, NONE, 100, NONE, 100]);
  });
});

describe('cci', () => {
  it('is the distance from the mean in units of 0.015 mean distances', () => {
    // Typical prices 1, 2, 6: mean 3, distances 2, 1, 3.
    const rows: readonly Row[] = [1, 2, 6].map((price) => [price, price + 1, price - 1, price]);
    expect(ofBars(rows, (bars) => cci(bars, 3)).at(-1)).toBeCloseTo(3 / (0.015 * 2), 12);
  });

  it('is 0 where all of the window is one price', () => {
    expect(ofBars(flat(5, 0.1), (bars) => cci(bars, 3))).toEqual([NONE, NONE, 0, 0, 0]);
  });
});

describe('aroon', () => {
  const HIGHS: readonly Row[] = [
    [5, 9, 4, 5],
    [5, 7, 4, 5],
    [5, 9, 3, 5],
    [5, 8, 3.5, 5],
  ];

  it('falls from 100 with each bar since the extreme', () => {
    // Over 3 bars and the one before them: the high was 1 bar ago, the low as well.
    expect(ofBars(HIGHS, (bars) => aroon(bars, 2).up)).toEqual([NONE, NONE, 100, 50]);
    expect(ofBars(HIGHS, (bars) => aroon(bars, 2).oscillator)).toEqual([NONE, NONE, 0, 0]);
  });

  it('counts the newest of equal extremes, or the oldest', () => {
    expect(ofBars(HIGHS, (bars) => aroon(bars, 3).up).at(-1)).toBe((100 * 2) / 3);
    expect(ofBars(HIGHS, (bars) => aroon(bars, 3, { ties: 'oldest' }).up).at(-1)).toBe(0);
  });
});
