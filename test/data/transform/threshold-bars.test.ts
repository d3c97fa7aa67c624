import { describe, expect, it } from 'vitest';
import { type Measure, ThresholdBars } from '../../../data/transform/threshold-bars.ts';
import { made, trades } from './blocks.ts';

describe('bars of a number of trades', () => {
  it('hold so many trades and no time beyond them', () => {
    const block = trades([0, 10, 1], [5, 12, 1], [7, 11, 1], [20, 8, 1], [21, 9, 1]);
    expect(made(new ThresholdBars({ per: 'tick', threshold: 2 }), block)).toEqual([
      [0, 5, 10, 12, 10, 12, 2],
      [7, 20, 11, 11, 8, 8, 2],
    ]);
  });

  it('do not tear trades of one time apart', () => {
    const block = trades([0, 10, 1], [5, 11, 1], [5, 12, 1], [5, 13, 1], [6, 14, 1], [9, 15, 1]);
    expect(made(new ThresholdBars({ per: 'tick', threshold: 2 }), block, { until: 10 })).toEqual([
      [0, 5, 10, 13, 10, 13, 4],
      [6, 9, 14, 15, 14, 15, 2],
    ]);
  });

  it('that hold one time only open with the end of the bar before, at most a millisecond earlier', () => {
    const block = trades([0, 10, 1], [0.25, 11, 1], [5, 12, 1]);
    expect(made(new ThresholdBars({ per: 'tick', threshold: 1 }), block, { until: 6 }).map(([open, close]) => [open, close])).toEqual([
      [-1, 0],
      [0, 0.25],
      [4, 5],
    ]);
  });
});

describe('bars of a volume', () => {
  it('end with the trade that reaches it; the excess stays with that trade, and the next bar counts from zero', () => {
    const block = trades([0, 10, 60], [1, 11, 70], [2, 12, 90], [3, 13, 10], [4, 14, 1]);
    expect(made(new ThresholdBars({ per: 'volume', threshold: 100 }), block)).toEqual([
      [0, 1, 10, 11, 10, 11, 130],
      [2, 3, 12, 13, 12, 13, 100],
    ]);
  });

  it('count decimals as decimals: ten tenths are one', () => {
    const block = trades(...Array.from({ length: 11 }, (_, k): [number, number, number] => [k, 10, 0.1]));
    expect(made(new ThresholdBars({ per: 'volume', threshold: 1 }), block)).toEqual([[0, 9, 10, 10, 10, 10, 1]]);
  });
});

describe('bars of a value', () => {
  it('count price times size, times the multiplier; a negative price counts as its amount', () => {
    const block = trades([0, 10, 3], [1, -20, 1], [2, 12, 5], [3, 13, 1]);
    expect(made(new ThresholdBars({ per: 'dollar', threshold: 50 }), block).map(([open, close]) => [open, close])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(made(new ThresholdBars({ per: 'dollar', threshold: 50, multiplier: 5 }), block).length).toBe(3);
  });
});

describe('bars by what was traded', () => {
  const block = trades(
    ...Array.from({ length: 400 }, (_, k): [number, number, number] => [Math.floor(k / 3) * 10, 100 + (k % 7), 1 + (k % 5)]),
  );

  it.each<[Measure, number]>([
    ['tick', 10],
    ['volume', 25],
    ['dollar', 3000],
  ])('by %s are the same however the trades come in blocks, and lie one after the other', (per, threshold) => {
    const whole = made(new ThresholdBars({ per, threshold }), block);
    expect(whole.length).toBeGreaterThan(20);
    for (const size of [1, 7, 100]) expect(made(new ThresholdBars({ per, threshold }), block, { size })).toEqual(whole);
    for (const [k, [open, close]] of whole.entries()) {
      expect(open!).toBeLessThan(close!);
      expect(open!).toBeGreaterThanOrEqual(whole[k - 1]?.[1] ?? 0);
    }
  });

  it('hold their threshold at least, and would not without their last time', () => {
    let row = 0;
    for (const [, close, , , , , volume] of made(new ThresholdBars({ per: 'volume', threshold: 25 }), block)) {
      let before = 0;
      let at = 0;
      for (; row < block.rows && block.columns['times']![row]! <= close!; row++) {
        if (block.columns['times']![row]! < close!) before += block.columns['size']![row]!;
        else at += block.columns['size']![row]!;
      }
      expect(before).toBeLessThan(25);
      expect(before + at).toBe(volume);
    }
    expect(row).toBeGreaterThan(300);
  });

  it.each([
    ['tick', 0, 'Expected a whole number of trades above 0 for a bar, but it was "0"'],
    ['tick', 2.5, 'Expected a whole number of trades above 0 for a bar, but it was "2.5"'],
    ['volume', -1, 'Expected a volume above 0 for a bar, but it was "-1"'],
    ['dollar', Number.NaN, 'Expected a dollar above 0 for a bar, but it was "NaN"'],
  ] as [Measure, number, string][])('refuse %s %d', (per, threshold, message) => {
    expect(() => new ThresholdBars({ per, threshold })).toThrow(message);
  });
});
