import { ADL } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { adl } from '../../../engine/indicators/adl.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow } from './definitions.ts';
import { ofColumns, traded } from './rows.ts';

indicatorContract({
  name: 'adl',
  make: adl,
  readyOn: 1,
  window: 'all',
  gap: 'skips',
  expected: byRow(({ high, low, close, volume }) => {
    const values = [0];
    for (let row = 1; row < close.length; row++) {
      const [top, bottom, end] = [high[row]!, low[row]!, close[row]!];
      values[row] = values[row - 1]! + (top === bottom ? 0 : (volume[row]! * (2 * end - top - bottom)) / (top - bottom));
    }
    return values;
  }),
});

describe('adl', () => {
  it('adds a close on the high in full, takes off one on the low, and leaves out one in the middle', () => {
    const bars = traded('1d', [
      [8, 10, 8, 10, 4],
      [9, 10, 8, 8, 3],
      [9, 10, 8, 9, 50],
      [9, 10, 8, 9.5, 2],
    ]);
    expect(ofColumns(bars, adl)).toEqual([4, 1, 1, 2]);
  });

  it('counts a bar without a range as neither, and fractions to the last one, unlike the package technicalindicators', () => {
    const bars = traded('1d', [
      [8, 8, 8, 8, 100],
      [8, 10, 8, 9.5, 0.3],
      [8, 10, 8, 9.5, 0.3],
    ]);
    expect(ofColumns(bars, adl)).toEqual([0, 0.15, 0.3]);
    const packaged = new ADL({ high: [], low: [], close: [], volume: [] });
    const ticks = [{ high: 8, low: 8, close: 8, volume: 100 }, ...Array(2).fill({ high: 10, low: 8, close: 9.5, volume: 0.3 })];
    expect(ticks.map((tick) => packaged.nextValue(tick))).toEqual([100, 100, 100]);
  });

  it('passes over a bar with a hole', () => {
    const bars = traded('1d', [
      [NaN, NaN, NaN, NaN, 5],
      [8, 10, 8, 10, 4],
      [8, 10, 8, 10, NaN],
      [8, 10, 8, 8, 1],
    ]);
    expect(ofColumns(bars, adl)).toEqual([NaN, 4, 4, 3]);
  });

  it('adds tenths without drift', () => {
    const bars = traded(
      '1d',
      Array.from({ length: 1000 }, () => [8, 10, 8, 10, 0.1] as const),
    );
    expect(ofColumns(bars, adl).at(-1)).toBe(100);
  });
});
