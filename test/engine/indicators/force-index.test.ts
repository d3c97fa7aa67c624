import { ForceIndex } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { forceIndex } from '../../../engine/indicators/force-index.ts';
import { indicatorContract } from '../../contract/indicator.ts';
import { byRow, mean } from './definitions.ts';
import { ofColumns, traded } from './rows.ts';

indicatorContract({
  name: 'forceIndex(13)',
  make: (bars) => forceIndex(bars),
  withPeriod: forceIndex,
  readyOn: 14,
  window: Number.POSITIVE_INFINITY,
  gap: 'skips',
  expected: byRow(({ close, volume }) => {
    const force = Array.from(close, (price, row) => (price - close[row - 1]!) * volume[row]!);
    const values: number[] = [];
    values[14] = mean(force.slice(2, 15));
    for (let row = 15; row < force.length; row++) values[row] = (12 / 14) * values[row - 1]! + (2 / 14) * force[row]!;
    return values;
  }),
});

/** Bars that close at the given prices, of one volume. */
const closes = (...prices: readonly number[]) =>
  traded(
    '1d',
    prices.map((price) => [price, price, price, price, 2] as const),
  );

describe('forceIndex', () => {
  it('is the change of the close times the volume, smoothed from the mean of the first', () => {
    expect(ofColumns(closes(10, 12, 11, 14), (bars) => forceIndex(bars, 1))).toEqual([NaN, 4, -2, 6]);
    expect(ofColumns(closes(10, 12, 11, 14), (bars) => forceIndex(bars, 2))).toEqual([NaN, NaN, 1, 1 + (2 / 3) * 5]);
  });

  it('begins at 0 where the first forces cancel, unlike the package technicalindicators', () => {
    const prices = [1, 2, 1, 3, 4];
    expect(ofColumns(closes(...prices), (bars) => forceIndex(bars, 2))).toEqual([NaN, NaN, 0, (2 / 3) * 4, 8 / 3 - (2 / 3) * (2 / 3)]);
    const packaged = new ForceIndex({ close: [], volume: [], period: 2 });
    const [, , seed] = prices.map((close) => packaged.nextValue({ close, volume: 2 }));
    expect(seed).toBeCloseTo(-4 / 3, 12);
  });

  it('passes over a bar with a hole: the next change is from the last close known', () => {
    expect(ofColumns(closes(10, 12, NaN, 15), (bars) => forceIndex(bars, 1))).toEqual([NaN, 4, 4, 6]);
    expect(ofColumns(closes(NaN, 10, 12), (bars) => forceIndex(bars, 1))).toEqual([NaN, NaN, 4]);
  });
});
