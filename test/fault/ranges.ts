import { expect } from 'vitest';
import type { Played } from './played.ts';

/** The schedules of a suite. */
export const RANGES: readonly (readonly [from: number, to: number])[] = [
  [1, 50],
  [51, 100],
  [101, 150],
  [151, 200],
  [201, 250],
];

/** Fails with the schedule where something is wrong. */
export function mustBeRight({ seed, wrong, schedule }: Played): void {
  expect(wrong, `seed ${seed}\n${schedule}`).toEqual([]);
}
