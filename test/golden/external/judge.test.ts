import { describe, expect, it } from 'vitest';
import { sma } from '../../../engine/indicators/sma.ts';
import { barColumns } from '../../../engine/model/series.ts';
import { differenceOf, differenceOfVector } from './judge.ts';
import { agrees, printed } from './printed.ts';
import type { ReferenceCase } from './reference-case.ts';
import { barsOf, referenceOf, tableOf } from './reference-files.ts';

describe('a printed number', () => {
  it('is known to half a unit of its last digit', () => {
    expect(printed('12.50')).toEqual({ value: 12.5, half: 0.005 });
    expect(printed('-3')).toEqual({ value: -3, half: 0.5 });
    expect(printed('1.062926E+08')?.half).toBeCloseTo(50, 12);
  });

  it('is none where the cell is empty or says NaN', () => {
    expect([printed(''), printed('NaN'), printed(' ')]).toEqual([undefined, undefined, undefined]);
  });

  it('agrees with what rounds to it, or lies within 1e-9, or within what a case allows', () => {
    const cent = printed('1.25')!;
    expect([1.245, 1.2549, 1.2551, NaN].map((ours) => agrees(ours, cent, 0))).toEqual([true, true, false, false]);
    const exact = printed('1.2500000000000')!;
    expect([1.25 + 1e-9, 1.25 + 2e-9].map((ours) => agrees(ours, exact, 0))).toEqual([true, false]);
    expect(agrees(101, printed('100.000')!, 0.02)).toBe(true);
  });
});

describe('a reference file', () => {
  const text = 'Date,Close,"SMA"\n1,2,\n2,4,3.0\n3,7,5.5\n';
  const table = tableOf(text);
  const asked: ReferenceCase = { of: 'lean', file: '', column: 'SMA', make: (bars) => sma(bars.close, 2) };

  it('agrees where every cell does, and the blank ones are not known', () => {
    expect(differenceOf(asked, referenceOf(table, barsOf(table)))).toBeUndefined();
  });

  it('disagrees at the first other number, named with its row', () => {
    expect(differenceOf({ ...asked, make: (bars) => bars.close }, referenceOf(table, barsOf(table)))).toBe('row 1: "", ours 2');
    expect(differenceOf({ ...asked, make: (bars) => bars.close, from: 2 }, referenceOf(table, barsOf(table)))).toBe('row 2: "3.0", ours 4');
    expect(differenceOf({ ...asked, late: 1 }, referenceOf(table, barsOf(table)))).toBe('row 2: "3.0", ours NaN');
  });

  it('disagrees where nothing was compared, and refuses a column it has not', () => {
    expect(differenceOf({ ...asked, from: 4 }, referenceOf(table, barsOf(table)))).toBe('no row has a number to compare');
    expect(() => differenceOf({ ...asked, column: 'EMA' }, referenceOf(table, barsOf(table)))).toThrow('Date, Close, SMA');
  });
});

describe('a vector of TA-Lib', () => {
  const bars = barColumns(4);
  bars.close.set([1, 3, 6, 10], 1);
  const vector = { startIdx: 0, expectedBegIdx: 1, oneOfTheExpectedOutRealIndex0: 2, oneOfTheExpectedOutReal0: 8 };
  const answer = { needs: 1, makes: [(own: { readonly close: Parameters<typeof sma>[0] }) => sma(own.close, 2)] };

  it('agrees in the value and in the bar at which values begin', () => {
    expect(differenceOfVector(vector, answer, bars)).toBeUndefined();
    expect(differenceOfVector({ ...vector, oneOfTheExpectedOutReal0: 6 }, answer, bars)).toBe('output 0, element 2: "6", ours 8');
    expect(
      differenceOfVector({ ...vector, startIdx: 2, expectedBegIdx: 2, oneOfTheExpectedOutRealIndex0: 1 }, answer, bars),
    ).toBeUndefined();
    expect(differenceOfVector(vector, { ...answer, needs: 0 }, bars)).toContain('ours');
  });
});
