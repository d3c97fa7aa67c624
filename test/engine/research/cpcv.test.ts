import { describe, expect, test } from 'vitest';
import { combinationsOf } from '../../../engine/research/combinations.ts';
import { cpcvOf } from '../../../engine/research/cpcv.ts';
import { crossValidated } from '../../../engine/research/cross-validated.ts';
import { Drawn } from '../../../engine/research/drawn.ts';
import { normalDraw } from '../../../engine/research/normal-draw.ts';
import { objectiveOf } from '../../../engine/research/objective.ts';

const plain = (groups: number, tested: number, count = groups * 10) => cpcvOf(count, { groups, tested, purge: 0, embargo: 0 });

describe('combinatorial purged cross-validation', () => {
  // Lopez de Prado (2018), 12.4: six groups, two tested, are 15 splits and 5 paths; the others by C(N, k) and k / N C(N, k).
  test.each([
    [6, 2, 15, 5],
    [2, 1, 2, 1],
    [5, 2, 10, 4],
    [6, 3, 20, 10],
    [10, 2, 45, 9],
    [10, 5, 252, 126],
    [16, 8, 12_870, 6435],
  ])('of %i groups with %i tested has %i splits and %i paths', (groups, tested, splits, paths) => {
    const found = plain(groups, tested);
    expect(found.splits.length).toBe(splits);
    expect(found.paths.length).toBe(paths);
    expect(found.paths.every((path) => path.length === groups)).toBe(true);
  });
  test('puts every test of every group into one path', () => {
    const { splits, paths } = plain(6, 2);
    const used = paths.flatMap((path) => path.map((split, group) => `${split}:${group}`));
    const tests = splits.flatMap(({ tested }, split) => tested.map((group) => `${split}:${group}`));
    expect(new Set(used).size).toBe(used.length);
    expect(used.sort()).toEqual(tests.sort());
  });
  test('parts time into groups of equal length, one value more or less', () => {
    expect(plain(4, 1, 10).groups).toEqual([
      { first: 0, end: 2 },
      { first: 2, end: 5 },
      { first: 5, end: 7 },
      { first: 7, end: 10 },
    ]);
  });
  test('trains on all that is neither tested, nor right before it, nor right after', () => {
    const purge = 2;
    const embargo = 3;
    const found = cpcvOf(60, { groups: 6, tested: 2, purge, embargo });
    for (const { tested, trained } of found.splits) {
      const isTested = (k: number) => tested.some((g) => k >= found.groups[g]!.first && k < found.groups[g]!.end);
      const expected = Array.from({ length: 60 }, (_, k) => k).filter((k) => {
        for (let near = k - embargo; near <= k + purge; near++) if (isTested(near)) return false;
        return true;
      });
      expect(trained.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, k) => first + k))).toEqual(expected);
    }
  });
  test('is refused where it cannot be', () => {
    expect(() => plain(6, 6)).toThrow('Expected --cpcv N,K with whole numbers, K from 1 to N - 1, but it was "6,6"');
    expect(() => plain(6, 2, 11)).toThrow('Expected at least 12 values of time for 6 groups, but it was "11"');
    expect(() => plain(30, 15, 1000)).toThrow('Expected at most 20000 splits, but it was "155117520"');
    expect(() => cpcvOf(20, { groups: 2, tested: 1, purge: 10, embargo: 10 })).toThrow(
      'Expected values to train on after purging, but it was none where the groups 1 are tested',
    );
  });
});

describe('combinations', () => {
  test('are every choice once, in the order of a dictionary', () => {
    expect(combinationsOf(4, 2)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(combinationsOf(3, 3)).toEqual([[0, 1, 2]]);
  });
});

describe('a cross-validated choice', () => {
  const objective = objectiveOf('totalReturn');
  const measuring = { objective, periodsPerYear: 252, riskFree: 0 };
  // Three groups of two values; the second trial is best in the first group and worst elsewhere.
  const earners = [
    { number: 4, point: { n: 1 }, returns: Float64Array.of(0.01, 0.01, 0.01, 0.01, 0.01, 0.01) },
    { number: 7, point: { n: 2 }, returns: Float64Array.of(0.5, 0.5, -0.1, -0.1, -0.1, -0.1) },
  ];
  const found = crossValidated(earners, plain(3, 1, 6), measuring);

  test('is the best where it is trained, judged where it is tested', () => {
    expect(found.splits.map(({ tested, best }) => [tested, best])).toEqual([
      [[0], 4],
      [[1], 7],
      [[2], 7],
    ]);
    expect(found.splits[0]!.objective.trained).toBeCloseTo(1.01 ** 4 - 1, 14);
    expect(found.splits[1]!.objective.trained).toBeCloseTo(1.5 * 1.5 * 0.9 * 0.9 - 1, 14);
    expect(found.splits[1]!.objective.tested).toBeCloseTo(0.81 - 1, 14);
    expect(found.splits.map(({ rank }) => rank)).toEqual([0, 0, 0]);
    expect(found.belowMedian).toBe(1);
  });
  test('makes paths of what was tested', () => {
    expect(found.paths.length).toBe(1);
    expect(found.paths[0]!.value.at(-1)).toBeCloseTo(1.01 ** 2 * 0.9 ** 4, 14);
    expect(found.paths[0]!.metrics.totalReturn).toBeCloseTo(1.01 ** 2 * 0.9 ** 4 - 1, 14);
    expect(found.losing).toBe(1);
    expect(found.objective.median).toBe(found.paths[0]!.metrics.totalReturn);
  });
  test('stays in cash where no trial has a number', () => {
    const flat = [{ number: 0, point: {}, returns: new Float64Array(6) }];
    const { splits, paths } = crossValidated(flat, plain(3, 1, 6), { ...measuring, objective: objectiveOf('sharpe') });
    expect(splits.map(({ best, point }) => [best, point])).toEqual(Array(3).fill([null, null]));
    expect(paths[0]!.value).toEqual(Array(6).fill(1));
  });
  test('is better than the middle half of the time on noise, and nearly always with skill', () => {
    const share = (skill: number) => {
      let below = 0;
      for (let seed = 0; seed < 40; seed++) {
        const trials = Array.from({ length: 12 }, (_, number) => {
          const random = new Drawn(seed, number, 0);
          return {
            number,
            point: {},
            returns: Float64Array.from({ length: 120 }, () => 0.01 * normalDraw(random) + (number === 5 ? skill : 0)),
          };
        });
        below += crossValidated(trials, plain(6, 2, 120), { ...measuring, objective: objectiveOf('sharpe') }).belowMedian / 40;
      }
      return below;
    };
    expect(share(0)).toBeGreaterThan(0.35);
    expect(share(0)).toBeLessThan(0.65);
    expect(share(0.006)).toBeLessThan(0.02);
  });
});
