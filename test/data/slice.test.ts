import { describe, expect, it } from 'vitest';
import { sliceBars, sliceCustom, sliceQuotes, sliceTrades } from '../../data/slice.ts';

const N = Number.NaN;
const at = (...values: number[]): Float64Array => Float64Array.of(N, ...values);

describe('sliceBars', () => {
  const columns = {
    openTimes: at(0, 10, 20, 30),
    times: at(10, 20, 30, 40),
    open: at(1, 2, 3, 4),
    high: at(1, 2, 3, 4),
    low: at(1, 2, 3, 4),
    close: at(1, 2, 3, 4),
    volume: at(5, 6, 7, 8),
  };
  const opens = (from: number | null, to: number | null): number[] => Array.from(sliceBars(columns, from, to).open);

  it.each([
    [null, null, [N, 1, 2, 3, 4]],
    [10, null, [N, 2, 3, 4]],
    [11, null, [N, 3, 4]],
    [null, 30, [N, 1, 2, 3]],
    [null, 29, [N, 1, 2]],
    [10, 30, [N, 2, 3]],
    [31, null, [N]],
    [null, 9, [N]],
    [15, 25, [N]],
  ])('keeps the whole bars of %s to %s', (from, to, expected) => {
    expect(opens(from, to)).toEqual(expected);
  });

  it('cuts all columns alike, and copies nothing where all rows stay', () => {
    expect(Array.from(sliceBars(columns, 20, null).volume)).toEqual([N, 7, 8]);
    expect(sliceBars(columns, 0, 40).close).toBe(columns.close);
  });
});

describe('the other slices', () => {
  it('keep the rows whose time lies between the ends, both included', () => {
    const times = at(1, 2, 2, 3);
    expect(Array.from(sliceQuotes({ times, bid: at(1, 2, 3, 4), ask: times, bidSize: times, askSize: times }, 2, 2).bid)).toEqual([
      N,
      2,
      3,
    ]);
    expect(Array.from(sliceTrades({ times, price: at(1, 2, 3, 4), size: times, side: times }, null, 2).price)).toEqual([N, 1, 2, 3]);
    const custom = sliceCustom({ knownAt: times, about: at(9, 8, 7, 6), columns: { x: at(1, 2, 3, 4) } }, 3, null);
    expect([custom.knownAt, custom.about, custom.columns['x']!].map((column) => column[1])).toEqual([3, 6, 4]);
  });
});
