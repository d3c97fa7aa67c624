import { describe, expect, test } from 'vitest';
import { constraintOf } from '../../../engine/research/constraint.ts';
import { keyOf, type Point } from '../../../engine/research/point.ts';
import { randomSearch } from '../../../engine/research/random.ts';
import type { Space } from '../../../engine/research/space.ts';
import { tpeSearch } from '../../../engine/research/tpe.ts';
import { any, choiceOf, least, onLog, spaceOf, through, whole } from './fixture.ts';

const of = (point: Point, name: string): number => Number(point[name]);

/** Hartmann's function of six dimensions; its least value is -3.32237. Source: Dixon and Szegö, Towards Global Optimisation 2 (1978). */
function hartmann(point: Point): number {
  const x = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => of(point, name));
  const weights = [1, 1.2, 3, 3.2];
  const widths = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ];
  const places = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
  ];
  const away = (k: number) => widths[k]!.reduce((sum, width, i) => sum + width * (x[i]! - places[k]![i]! / 10_000) ** 2, 0);
  return -weights.reduce((sum, weight, k) => sum + weight * Math.exp(-away(k)), 0);
}

/** Branin's function; its least value is 0.397887. */
function branin(point: Point): number {
  const [x, y] = [of(point, 'x'), of(point, 'y')];
  return (y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6) ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}

const words: Readonly<Record<string, number>> = { sma: 1, ema: 2, kama: 0, wma: 3, hma: 2 };

/** What a search finds at best: the function, its space and its least value. */
const functions: readonly (readonly [name: string, least: number, space: Space, f: (point: Point) => number])[] = [
  [
    'the sphere',
    0,
    spaceOf(['x', 'y', 'z'].map((name) => any(name, -5, 5))),
    (p) => ['x', 'y', 'z'].reduce((sum, name) => sum + of(p, name) ** 2, 0),
  ],
  ['Branin', 0.397887, spaceOf([any('x', -5, 10), any('y', 0, 15)]), branin],
  ['Rosenbrock', 0, spaceOf([any('x', -2, 2), any('y', -2, 2)]), (p) => 100 * (of(p, 'y') - of(p, 'x') ** 2) ** 2 + (1 - of(p, 'x')) ** 2],
  ['Hartmann in six dimensions', -3.32237, spaceOf(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => any(name, 0, 1))), hartmann],
  [
    'words, truth values, and whole numbers by their logarithm',
    0,
    spaceOf([onLog('integer', 'n', 1, 1000), choiceOf('ma', ...Object.keys(words)), choiceOf('trail', true, false), any('w', 0, 1, 0.05)]),
    (p) => Math.log(of(p, 'n') / 40) ** 2 + words[String(p['ma'])]! + (p['trail'] === true ? 0 : 1) + 4 * (of(p, 'w') - 0.35) ** 2,
  ],
];

const SEEDS = 14;
const BUDGET = 100;

describe('a tree-structured Parzen estimator', () => {
  test.each(functions)('gets nearer to the best of %s than random draws of the same number', (_, best, space, f) => {
    const misses = (search: (seed: number) => ReturnType<typeof randomSearch>) =>
      Array.from({ length: SEEDS }, (_, seed) => Math.min(...through(search(seed + 1), f).map(({ metrics }) => metrics['f']!)) - best);
    const learned = misses((seed) => tpeSearch(space, BUDGET, seed, [least]));
    const random = misses((seed) => randomSearch(space, BUDGET, seed));
    const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[SEEDS / 2]!;
    expect(learned.every((miss) => miss >= -1e-6)).toBe(true);
    expect(median(learned)).toBeLessThan(median(random) / 2);
    expect(learned.filter((miss, k) => miss < random[k]!).length).toBeGreaterThanOrEqual(0.7 * SEEDS);
  });

  const [fast, slow] = [whole('fast', 1, 60), whole('slow', 1, 60)];
  const bowl = (p: Point) => (of(p, 'fast') - 20) ** 2 + (of(p, 'slow') - 30) ** 2;
  const crossing = spaceOf([fast, slow], [constraintOf('fast < slow', [fast, slow])]);

  test('asks for the same whatever the order in which results arrive', () => {
    const search = () => tpeSearch(crossing, 80, 7, [least]);
    const table = through(search(), bowl);
    expect(through(search(), bowl, (trials) => trials.toReversed())).toEqual(table);
    expect(through(search(), bowl, (trials) => trials.toSorted((a, b) => ((a.number * 7) % 11) - ((b.number * 7) % 11)))).toEqual(table);
  });
  test('goes on after a break as it would have gone', () => {
    const table = through(tpeSearch(crossing, 60, 7, [least]), bowl);
    const rest = tpeSearch(crossing, 60, 7, [least]).next(table.slice(0, 36));
    expect(rest.map(({ point }) => point)).toEqual(table.slice(36, 44).map(({ point }) => point));
  });
  test('keeps to the constraints, gives no point twice, and ends when none is left', () => {
    const small = spaceOf([whole('fast', 1, 8), whole('slow', 1, 8)], [constraintOf('fast < slow', [fast, slow])]);
    const points = through(tpeSearch(small, 1000, 1, [least]), bowl).map(({ point }) => point);
    expect(points.every((point) => of(point, 'fast') < of(point, 'slow'))).toBe(true);
    expect(new Set(points.map(keyOf)).size).toBe(28);
    expect(points.length).toBe(28);
  });
  test('begins with as many as are asked for in all, where that is few', () => {
    expect(tpeSearch(crossing, 5, 1, [least]).next([]).length).toBe(5);
    expect(tpeSearch(crossing, 50, 1, [least]).next([]).length).toBe(20);
    expect(through(tpeSearch(crossing, 50, 1, [least]), bowl).length).toBe(50);
  });
  test('takes a trial without a number for a bad one', () => {
    const holes = (p: Point) => (of(p, 'fast') % 2 === 0 ? Number.NaN : bowl(p));
    const found = through(tpeSearch(crossing, 80, 3, [least]), holes);
    const late = found.slice(40).map(({ point }) => Math.sqrt(bowl(point)));
    const early = found.slice(0, 20).map(({ point }) => Math.sqrt(bowl(point)));
    const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    expect(mean(late)).toBeLessThan(mean(early) / 2);
    expect(through(tpeSearch(crossing, 60, 3, [least]), () => Number.NaN).length).toBe(60);
  });
});
