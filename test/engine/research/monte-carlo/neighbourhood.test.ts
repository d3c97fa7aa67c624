import { describe, expect, it } from 'vitest';
import type { Dimension } from '../../../../engine/research/dimension.ts';
import { neighbourhoodOf, type Scored } from '../../../../engine/research/monte-carlo/neighbourhood.ts';

const number = (name: string, step: number | null = 1): Dimension => ({
  kind: step === null ? 'number' : 'integer',
  name,
  at: ['params', name],
  from: 0,
  to: 10,
  step,
  scale: 'linear',
});
const DIMENSIONS = [number('a'), number('b')];

/** A grid of eleven by eleven. */
const grid = (score: (a: number, b: number) => number): Scored[] =>
  Array.from({ length: 121 }, (_, k) => {
    const [a, b] = [Math.floor(k / 11), k % 11];
    return { point: { a, b }, score: score(a, b) };
  });
const bestOf = (trials: readonly Scored[]): Scored => trials.reduce((best, one) => (one.score > best.score ? one : best));

describe('the neighbourhood of the best', () => {
  it('is a peak where it stands alone', () => {
    const trials = grid((a, b) => (a === 4 && b === 6 ? 2 : 0.1 * ((a + b) % 3)));
    expect(neighbourhoodOf(trials, bestOf(trials), DIMENSIONS)).toMatchObject({
      kind: 'step',
      neighbours: 8,
      best: 2,
      share: 0,
      shape: 'peak',
    });
  });

  it('is a plateau where a step in any dimension changes little', () => {
    const trials = grid((a, b) => 2 - 0.02 * ((a - 4) ** 2 + (b - 6) ** 2));
    const found = neighbourhoodOf(trials, bestOf(trials), DIMENSIONS)!;
    expect(found).toMatchObject({ neighbours: 8, share: 1, shape: 'plateau' });
    expect(found.worst).toBeCloseTo(1.96, 12);
  });

  it('has five neighbours at an edge and three in a corner', () => {
    const corner = grid((a, b) => -a - b);
    expect(neighbourhoodOf(corner, bestOf(corner), DIMENSIONS)!.neighbours).toBe(3);
    const edge = grid((a, b) => -a - Math.abs(b - 5));
    expect(neighbourhoodOf(edge, bestOf(edge), DIMENSIONS)!.neighbours).toBe(5);
  });

  it('is of the nearest where trials were drawn', () => {
    const continuum = [number('a', null), number('b', null)];
    const trials = Array.from({ length: 60 }, (_, k) => {
      const [a, b] = [((k * 7.31) % 10) + k / 1000, ((k * 3.77) % 10) + k / 1000];
      return { point: { a, b }, score: -((a - 5) ** 2) - (b - 5) ** 2 };
    });
    expect(neighbourhoodOf(trials, bestOf(trials), continuum)).toMatchObject({ kind: 'nearest', neighbours: 4, shape: 'plateau' });
  });

  it('takes words for one step apart, and trials without a number for neighbours that are not near', () => {
    const dimension: Dimension = { kind: 'choice', name: 'mode', at: ['params', 'mode'], choices: ['x', 'y', 'z', 'w'] };
    const trials = ['x', 'y', 'z', 'w'].map((mode, k) => ({ point: { mode }, score: [1, 0.9, Number.NaN, 0][k]! }));
    expect(neighbourhoodOf(trials, trials[0]!, [dimension])).toMatchObject({ neighbours: 3, share: 1 / 3, shape: 'slope' });
  });

  it('is not told of few trials, nor where none is better than another', () => {
    const trials = grid(() => 1);
    expect(neighbourhoodOf(trials, trials[0]!, DIMENSIONS)).toBeNull();
    expect(neighbourhoodOf(trials.slice(0, 3), trials[0]!, DIMENSIONS)).toBeNull();
  });
});
