import type { Dimension, Value } from '../../../engine/research/dimension.ts';
import type { Objective } from '../../../engine/research/objective.ts';
import type { Point } from '../../../engine/research/point.ts';
import type { Search } from '../../../engine/research/search.ts';
import type { Space } from '../../../engine/research/space.ts';
import type { Trial } from '../../../engine/research/trial.ts';

export const whole = (name: string, from: number, to: number, step: number | null = null): Dimension => ({
  kind: 'integer',
  ...{ name, from, to, step, scale: 'linear', at: ['params', name] },
});
export const any = (name: string, from: number, to: number, step: number | null = null): Dimension => ({
  kind: 'number',
  ...{ name, from, to, step, scale: 'linear', at: ['params', name] },
});
export const onLog = (kind: 'integer' | 'number', name: string, from: number, to: number, step: number | null = null): Dimension => ({
  kind,
  ...{ name, from, to, step, scale: 'log', at: ['params', name] },
});
export const choiceOf = (name: string, ...choices: Value[]): Dimension => ({ kind: 'choice', name, choices, at: ['params', name] });

export const spaceOf = (dimensions: readonly Dimension[], constraints: Space['constraints'] = []): Space => ({ dimensions, constraints });

/** An objective that is handed over in place of a metric. */
export const least: Objective = { text: 'f', direction: 'min', metrics: ['f'], valueOf: ({ f = Number.NaN }) => f };

export const trialOf = (number: number, point: Point, f: number, more: Partial<Trial> = {}): Trial => ({
  ...{ number, point, metrics: { f }, resultHash: '' },
  ...more,
});

/** Goes through a search to its end; `arrival` is the order in which each batch's results are handed over. */
export function through(
  search: Search,
  f: (point: Point, budget: number) => number,
  arrival: (trials: Trial[]) => Trial[] = (trials) => trials,
): readonly Trial[] {
  let done: Trial[] = [];
  for (;;) {
    const batch = search.next(done);
    if (batch.length === 0) return done.sort((a, b) => a.number - b.number);
    const trials = batch.map(({ point, budget }, k) => trialOf(done.length + k, point, f(point, budget ?? 1), { budget }));
    done = arrival([...done, ...trials]);
  }
}

export const pointsOf = (search: Search): readonly Point[] => through(search, () => 0).map(({ point }) => point);
