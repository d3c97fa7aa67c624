import { describe, expect, it } from 'vitest';
import { atr, natr, trueRange } from '../../../engine/indicators/atr.ts';
import { adx, type Dmi, dmi } from '../../../engine/indicators/dmi.ts';
import { sinceHighest, sinceLowest } from '../../../engine/indicators/extremes.ts';
import type { Row } from '../world.ts';
import { flat, ofBars, valuesOf } from './rows.ts';

const NONE = Number.NaN;

const ROWS: readonly Row[] = [
  [10, 12, 9, 11],
  [11, 13, 10, 12],
  [12, 15, 11, 14],
  [14, 15, 8, 9],
];

describe('trueRange and atr', () => {
  it("count the first bar's own range where they are told to", () => {
    expect(ofBars(ROWS, (bars) => trueRange(bars, { first: 'range' }))).toEqual([3, 3, 4, 7]);
    expect(ofBars(ROWS, (bars) => atr(bars, 2, { first: 'range' }))).toEqual([NONE, 3, 3.5, 5.25]);
  });
});

describe('natr', () => {
  it('is the average true range in percent of the close', () => {
    expect(ofBars(ROWS, (bars) => natr(bars, 2))).toEqual([NONE, NONE, 100 * (3.5 / 14), 100 * (5.25 / 9)]);
  });

  it('is not known at a close of 0', () => {
    expect(ofBars([...ROWS, [1, 1, -1, 0]], (bars) => natr(bars, 2)).at(-1)).toBeNaN();
  });
});

describe('dmi', () => {
  const line = (name: keyof Dmi, period = 2, seed: 'ta-lib' | 'wilder' = 'ta-lib') =>
    ofBars(ROWS, (bars) => dmi(bars, period, { seed })[name]);

  it('shares the true range between the ways up and down', () => {
    // Up 1 and 2, down 3; true ranges 3, 4, 7. The first of two fades once: 0.5 + 2 of 1.5 + 4.
    expect(line('plusDi')).toEqual([NONE, NONE, 2.5 * (100 / 5.5), 1.25 * (100 / 9.75)]);
    expect(line('minusDi')).toEqual([NONE, NONE, 0, 3 * (100 / 9.75)]);
    expect(line('dx')).toEqual([NONE, NONE, 100, (100 * 1.75) / 4.25]);
    expect(line('adx')).toEqual([NONE, NONE, NONE, (100 + (100 * 1.75) / 4.25) / 2]);
  });

  it("begins with whole sums as in Wilder's book where it is told to", () => {
    expect(line('plusDi', 2, 'wilder')).toEqual([NONE, NONE, 3 * (100 / 7), 1.5 * (100 / 10.5)]);
  });

  it('takes an outside bar for the longer way, and none where both are equal', () => {
    const outside = (top: number, bottom: number) => (name: keyof Dmi) =>
      ofBars([ROWS[0]!, [10, top, bottom, 10]], (bars) => dmi(bars, 1)[name])[1];
    expect([outside(14, 8)('plusDi'), outside(14, 8)('minusDi')]).toEqual([2 * (100 / 6), 0]);
    expect([outside(14, 7)('plusDi'), outside(14, 7)('minusDi'), outside(14, 7)('dx')]).toEqual([0, 0, 0]);
  });

  it('is 0 in a market that never moves', () => {
    for (const name of ['plusDi', 'minusDi', 'dx', 'adx', 'adxr'] as const)
      expect(ofBars(flat(6, 5), (bars) => dmi(bars, 2)[name]).at(-1)).toBe(0);
  });

  it('keeps its index where there is a range but no movement any more', () => {
    const still: readonly Row[] = Array.from({ length: 3 }, () => [14, 15, 11, 14]);
    expect(ofBars([...ROWS.slice(0, 3), ...still], (bars) => adx(bars, 2)).slice(3)).toEqual([100, 100, 100]);
  });
});

describe('sinceHighest and sinceLowest', () => {
  it('count the rows since an extreme, of equal ones since the newest', () => {
    expect(valuesOf((source) => sinceHighest(source, 3), 3, 5, 4, 5, 1, 1, 1)).toEqual([NONE, NONE, 1, 0, 1, 2, 0]);
    expect(valuesOf((source) => sinceLowest(source, 3), 3, 5, 4, 5, 1, 1, 1)).toEqual([NONE, NONE, 2, 1, 0, 0, 0]);
  });

  it('or since the oldest', () => {
    expect(valuesOf((source) => sinceHighest(source, 3, 'oldest'), 5, 5, 4, 5, 1)).toEqual([NONE, NONE, 2, 2, 1]);
  });
});
