import { describe, expect, test } from 'vitest';
import { crowdingOf } from '../../../engine/research/crowding.ts';
import { Drawn } from '../../../engine/research/drawn.ts';
import { objectiveOf } from '../../../engine/research/objective.ts';
import { dominates, layersOf, paretoFront } from '../../../engine/research/pareto.ts';
import { ranked } from '../../../engine/research/ranked.ts';
import type { Trial } from '../../../engine/research/trial.ts';

const of = (number: number, sharpe: number, maxDrawdown = 0, more: Partial<Trial> = {}): Trial => ({
  ...{ number, point: {}, metrics: { sharpe, maxDrawdown }, resultHash: '' },
  ...more,
});
const sharpe = objectiveOf('sharpe');
const drawdown = objectiveOf('maxDrawdown');
const numbers = (trials: readonly Trial[]) => trials.map(({ number }) => number);

describe('trials in order', () => {
  test('are best first, by the direction of the objective', () => {
    const trials = [of(0, 1, 0.3), of(1, 3, 0.2), of(2, 2, 0.1)];
    expect(numbers(ranked(trials, [sharpe]))).toEqual([1, 2, 0]);
    expect(numbers(ranked(trials, [drawdown]))).toEqual([2, 1, 0]);
  });
  test('are by number where they are equal, whatever the order in which they are given', () => {
    const trials = [of(3, 1), of(1, 1), of(2, 1), of(0, 0)];
    expect(numbers(ranked(trials, [sharpe]))).toEqual([1, 2, 3, 0]);
    expect(numbers(ranked(trials.toReversed(), [sharpe]))).toEqual([1, 2, 3, 0]);
  });
  test('end with those without a number, and then those that failed', () => {
    const trials = [of(0, 9, 0, { failure: 'threw' }), of(1, Number.NaN), of(2, -5)];
    expect(numbers(ranked(trials, [sharpe]))).toEqual([2, 1, 0]);
    expect(numbers(ranked(trials, [sharpe, drawdown]))).toEqual([2, 1, 0]);
  });
  test('are by layers and room where there are several objectives', () => {
    // On the front 0, 1, 2 and 3, of which 0 and 3 are its ends and 1 has the most room between; 4 is behind.
    const trials = [of(0, 1, 0.1), of(1, 2, 0.2), of(2, 2.8, 0.4), of(3, 3, 0.5), of(4, 1.5, 0.45)];
    expect(numbers(ranked(trials, [sharpe, drawdown]))).toEqual([0, 3, 1, 2, 4]);
  });
});

describe('a Pareto front', () => {
  test('holds what nothing beats in all, twins included, by number', () => {
    expect(numbers(paretoFront([of(4, 2, 0.2), of(0, 1, 0.1), of(1, 2, 0.2), of(2, 1, 0.2), of(3, 3, 0.3)], [sharpe, drawdown]))).toEqual([
      0, 1, 3, 4,
    ]);
  });
  test('leaves out what lacks a number, failed, or ran over a part of the data', () => {
    const trials = [of(0, Number.NaN, 0), of(1, 9, 0, { failure: 'threw' }), of(2, 9, 0, { budget: 0.5 }), of(3, 1, 0.5)];
    expect(numbers(paretoFront(trials, [sharpe, drawdown]))).toEqual([3]);
    expect(paretoFront([], [sharpe])).toEqual([]);
  });
  test('agrees with comparing everyone with everyone, layer by layer', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = new Drawn(seed, 0, 0);
      const scores = Array.from({ length: 60 }, () => Array.from({ length: 2 + (seed % 3) }, () => random.below(8)));
      let left = scores.map((_, k) => k);
      for (const layer of layersOf(scores)) {
        const unbeaten = left.filter((one) => !left.some((other) => dominates(scores[other]!, scores[one]!)));
        expect(layer).toEqual(unbeaten);
        left = left.filter((one) => !unbeaten.includes(one));
      }
      expect(left).toEqual([]);
    }
  });
});

describe('the room of a point on its layer', () => {
  test('is the distance of its neighbours over the range, summed, and endless at the ends', () => {
    expect(
      crowdingOf([
        [0, 4],
        [1, 3],
        [4, 0],
      ]),
    ).toEqual([Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY]);
    expect(
      crowdingOf([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    expect(crowdingOf([])).toEqual([]);
  });
});
