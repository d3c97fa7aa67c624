import { describe, expect, test } from 'vitest';
import { constraintOf } from '../../../engine/research/constraint.ts';
import { gridSearch } from '../../../engine/research/grid.ts';
import { any, choiceOf, pointsOf, spaceOf, whole } from './fixture.ts';

const fast = whole('fast', 5, 15, 5);
const slow = choiceOf('slow', 10, 20);

describe('a grid', () => {
  test('has every combination, the last dimension fastest', () => {
    const search = gridSearch(spaceOf([fast, slow]));
    expect(search.trials).toBe(6);
    expect(pointsOf(search).map((point) => [point['fast'], point['slow']])).toEqual([
      [5, 10],
      [5, 20],
      [10, 10],
      [10, 20],
      [15, 10],
      [15, 20],
    ]);
  });
  test('leaves out what does not satisfy its constraints, and does not count it', () => {
    const search = gridSearch(spaceOf([fast, slow], [constraintOf('fast < slow', [fast, slow])]));
    expect(search.trials).toBe(4);
    expect(pointsOf(search).map((point) => [point['fast'], point['slow']])).toEqual([
      [5, 10],
      [5, 20],
      [10, 20],
      [15, 20],
    ]);
  });
  test('comes in batches that begin where the one before ended, with a constraint and without', () => {
    const a = whole('a', 1, 200);
    const b = whole('b', 1, 200);
    for (const constraints of [[], [constraintOf('a < b', [a, b])]]) {
      const search = gridSearch(spaceOf([a, b], constraints));
      const points = pointsOf(search);
      const all = Array.from({ length: 40_000 }, (_, k) => [Math.floor(k / 200) + 1, (k % 200) + 1]).filter(
        ([x = 0, y = 0]) => constraints.length === 0 || x < y,
      );
      expect(search.next([]).length).toBe(10_000);
      expect(points.map((point) => [point['a'], point['b']])).toEqual(all);
      expect(search.trials).toBe(all.length);
    }
  });
  test('is refused for a continuum and for more than anyone waits for', () => {
    expect(() => gridSearch(spaceOf([fast, any('x', 0, 1)]))).toThrow(
      'Expected a step for "x", as in x=FROM:TO:STEP, for a grid, but it was any number between',
    );
    expect(() => gridSearch(spaceOf(['a', 'b', 'c'].map((name) => whole(name, 1, 1000))))).toThrow(
      'at most 10000000 combinations, but it was "1000000000"',
    );
  });
});
