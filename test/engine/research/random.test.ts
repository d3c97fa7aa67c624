import { describe, expect, test } from 'vitest';
import { constraintOf } from '../../../engine/research/constraint.ts';
import { latinHypercube } from '../../../engine/research/latin-hypercube.ts';
import { keyOf } from '../../../engine/research/point.ts';
import { randomSearch } from '../../../engine/research/random.ts';
import type { Space } from '../../../engine/research/space.ts';
import { any, choiceOf, onLog, pointsOf, spaceOf, whole } from './fixture.ts';

const fast = whole('fast', 1, 10);
const slow = whole('slow', 1, 10);
const square = spaceOf([fast, slow]);
const half = spaceOf([fast, slow], [constraintOf('fast < slow', [fast, slow])]);
const keysOf = (search: Parameters<typeof pointsOf>[0]) => pointsOf(search).map(keyOf);

const ways = [
  ['random', randomSearch],
  ['a Latin hypercube', latinHypercube],
] as const;

describe.each(ways)('%s', (_, search) => {
  test('gives the same points for the same seed, and others for another', () => {
    expect(keysOf(search(square, 30, 1))).toEqual(keysOf(search(square, 30, 1)));
    expect(keysOf(search(square, 30, 1))).not.toEqual(keysOf(search(square, 30, 2)));
  });
  test('gives no point of a finite space twice, and at last all of them', () => {
    for (const wanted of [60, 100, 1000]) {
      const keys = keysOf(search(square, wanted, 3));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBe(Math.min(wanted, 100));
    }
  });
  test('satisfies the constraints, and ends when nothing is left that does', () => {
    for (const point of pointsOf(search(half, 40, 5))) expect(point['fast']).toBeLessThan(point['slow'] as number);
    expect(keysOf(search(half, 100, 5)).length).toBe(45);
  });
  test('reaches a narrow part of a continuum', () => {
    const dimensions = [any('x', 0, 1), any('y', 0, 1)];
    const points = pointsOf(search(spaceOf(dimensions, [constraintOf('abs(x - y) < 0.01', dimensions)]), 50, 1));
    expect(points.length).toBe(50);
    expect(points.every(({ x, y }) => Math.abs(Number(x) - Number(y)) < 0.01)).toBe(true);
  });
});

const share = (space: Space, holds: (point: Readonly<Record<string, unknown>>) => boolean): number => {
  const points = pointsOf(randomSearch(space, 4000, 1));
  return points.filter(holds).length / points.length;
};

describe('a random search', () => {
  test('draws evenly on the scale of each dimension', () => {
    expect(share(spaceOf([any('x', 0, 10)]), ({ x }) => Number(x) < 2.5)).toBeCloseTo(0.25, 1);
    expect(share(spaceOf([onLog('number', 'x', 0.001, 10)]), ({ x }) => Number(x) < 0.01)).toBeCloseTo(0.25, 1);
    expect(share(spaceOf([choiceOf('w', 'a', 'b'), any('x', 0, 1)]), ({ w }) => w === 'a')).toBeCloseTo(0.5, 1);
  });
  test('goes on from the trials that are done, whatever became of them', () => {
    const search = randomSearch(spaceOf([any('x', 0, 1)]), 25_000, 1);
    const first = search.next([]);
    const done = first.map(({ point }, number) => ({ number, point, metrics: {}, resultHash: '' }));
    expect(first.length).toBe(10_000);
    expect(search.next(done)[0]).toEqual(randomSearch(spaceOf([any('x', 0, 1)]), 10_001, 1).next(done)[0]);
    expect(search.next(done).length).toBe(10_000);
  });
});

describe('a Latin hypercube', () => {
  test('has one point in each stratum of every dimension', () => {
    const points = pointsOf(latinHypercube(spaceOf([any('x', 0, 1), onLog('number', 'y', 1, 1000)]), 50, 9));
    const strata = [
      points.map(({ x }) => Math.floor(Number(x) * 50)),
      points.map(({ y }) => Math.floor((Math.log(Number(y)) / Math.log(1000)) * 50)),
    ];
    for (const one of strata) expect(new Set(one).size).toBe(50);
  });
  test('spreads a dimension of few values evenly', () => {
    const points = pointsOf(latinHypercube(spaceOf([choiceOf('w', 'a', 'b', 'c'), any('x', 0, 1)]), 60, 9));
    expect(['a', 'b', 'c'].map((word) => points.filter(({ w }) => w === word).length)).toEqual([20, 20, 20]);
  });
});
