import type { Stretch } from './course.ts';
import { from, knownAt } from './cut.ts';
import type { Held } from './held.ts';
import { type Poison, poisoned } from './poison.ts';

/** How the data of a run are not those of the whole one: cut off, replaced behind a moment, or beginning later. */
export type How = 'whole' | 'prefix' | Poison | 'later';

/** A run that is to be done: on which data, and what of it is of interest. */
export interface Variant extends Stretch {
  readonly how: How;
  /** Where the data change: the moment up to which they are as they were, or from which on they are there. */
  readonly at: number;
  /** The only series, by number, whose data change; -1 for all. */
  readonly only: number;
  /** Intents up to this time are refused as warm-up. */
  readonly warmUntil: number;
}

/** The data of a variant; nothing of the future is in those that have none. */
export function dataOf({ how, at, only }: Variant, whole: readonly Held[]): Held[] {
  return whole.map((held, k) => {
    if (how === 'whole' || (only !== -1 && only !== k)) return held;
    if (how === 'prefix') return knownAt(held, at);
    // Each series in an order of its own.
    return how === 'later' ? from(held, at) : poisoned(held, at, how, k + 1);
  });
}
