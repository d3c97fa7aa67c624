import { describe, expect, test } from 'vitest';
import type { Point } from '../../../engine/research/point.ts';
import { rungsOf, successiveHalving } from '../../../engine/research/successive-halving.ts';
import { any, least, spaceOf, through, whole } from './fixture.ts';

const space = spaceOf([any('x', 0, 1)]);
/** What a trial shows comes nearer to what it is the more data it is run over. */
const f = ({ x }: Point, budget: number): number => Math.abs(Number(x) - 0.5) + (1 - budget) * 0.1 * ((Number(x) * 977) % 1);

describe('the rungs of a successive halving', () => {
  test('have a third of the trials of the one before, over three times as much data', () => {
    expect(rungsOf(81, 3, 1 / 27)).toEqual([
      { size: 81, budget: expect.closeTo(1 / 27, 12) },
      { size: 27, budget: expect.closeTo(1 / 9, 12) },
      { size: 9, budget: expect.closeTo(1 / 3, 12) },
      { size: 3, budget: undefined },
    ]);
  });
  test('have at least one trial each, and are one where all data are the least', () => {
    expect(rungsOf(4, 3, 1 / 9).map(({ size }) => size)).toEqual([4, 1, 1]);
    expect(rungsOf(10, 2, 1)).toEqual([{ size: 10, budget: undefined }]);
  });
});

describe('a successive halving', () => {
  const search = successiveHalving(space, 27, 1, [least]);
  const trials = through(search, f);

  test('runs as many trials as its rungs have', () => {
    expect(search.trials).toBe(27 + 9 + 3);
    expect(trials.map(({ budget }) => budget)).toEqual([...Array(27).fill(1 / 9), ...Array(9).fill(1 / 3), ...Array(3).fill(undefined)]);
  });
  test('takes the best of each rung to the next, best first', () => {
    const rung = (from: number, end: number) => trials.slice(from, end).toSorted((a, b) => a.metrics['f']! - b.metrics['f']!);
    expect(trials.slice(27, 36).map(({ point }) => point)).toEqual(
      rung(0, 27)
        .slice(0, 9)
        .map(({ point }) => point),
    );
    expect(trials.slice(36).map(({ point }) => point)).toEqual(
      rung(27, 36)
        .slice(0, 3)
        .map(({ point }) => point),
    );
  });
  test('does not depend on the order in which results arrive', () => {
    expect(through(successiveHalving(space, 27, 1, [least]), f, (all) => all.toReversed())).toEqual(trials);
  });
  test('goes to its end where the space has fewer points than its first rung, or none has a number', () => {
    const small = spaceOf([whole('x', 1, 4)]);
    expect(through(successiveHalving(small, 27, 1, [least]), f).map(({ budget }) => budget)).toEqual([
      ...Array(4).fill(1 / 9),
      1 / 3,
      undefined,
    ]);
    expect(through(successiveHalving(space, 9, 1, [least]), () => Number.NaN).length).toBe(13);
  });
});
