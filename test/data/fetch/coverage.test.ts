import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cover, missing, readCursor, type Stretch, writeCursor } from '../../../data/fetch/coverage.ts';

describe('coverage', () => {
  it('joins stretches that touch or overlap and keeps the others apart', () => {
    expect(cover([], [10, 20])).toEqual([[10, 20]]);
    expect(cover([[10, 20]], [20, 30])).toEqual([[10, 30]]);
    expect(cover([[10, 20]], [25, 30])).toEqual([
      [10, 20],
      [25, 30],
    ]);
    expect(
      cover(
        [
          [10, 20],
          [25, 30],
          [40, 50],
        ],
        [18, 40],
      ),
    ).toEqual([[10, 50]]);
  });

  it('takes no stretch that is empty', () => {
    expect(cover([[10, 20]], [30, 30])).toEqual([[10, 20]]);
  });

  it('knows what is missing in front, between and behind', () => {
    const coverage: Stretch[] = [
      [10, 20],
      [30, 40],
    ];
    expect(missing(coverage, 0, 50)).toEqual([
      [0, 10],
      [20, 30],
      [40, 50],
    ]);
    expect(missing(coverage, 12, 18)).toEqual([]);
    expect(missing(coverage, 15, 35)).toEqual([[20, 30]]);
    expect(missing([], 5, 6)).toEqual([[5, 6]]);
  });

  it('is written and read back as text, and is empty where a series has no cursor', () => {
    expect(readCursor(writeCursor([[1704067200000, 1704070800000]]))).toEqual([[1704067200000, 1704070800000]]);
    expect(readCursor(undefined)).toEqual([]);
  });

  it('agrees with a set of single moments, for any stretches in any order', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 12 }))
      .map(([from, length]): Stretch => [from, from + length]);
    const moments = ([from, to]: Stretch): number[] => Array.from({ length: to - from }, (_, k) => from + k);
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), stretch, (stretches, asked) => {
        const coverage = stretches.reduce<readonly Stretch[]>(cover, []);
        const covered = new Set(stretches.flatMap(moments));
        expect(coverage.flatMap(moments)).toEqual([...covered].sort((a, b) => a - b));
        const gaps = missing(coverage, ...asked).flatMap(moments);
        expect(gaps).toEqual(moments(asked).filter((moment) => !covered.has(moment)));
      }),
      { numRuns: 500 },
    );
  });
});
