import type { Proposal } from '../../engine/research/search.ts';
import type { Trial } from '../../engine/research/trial.ts';

/** A trial to be run. */
export interface Task extends Proposal {
  /** From 0, in the order in which the search asked for it. */
  readonly number: number;
}

/** A trial that was run, as it is kept. */
export interface TrialRecord extends Trial {
  /** What each stretch of its time earned, 6000 at most, and how many make a year; see `stretchesOf`. Empty where it failed. */
  readonly returns: Float32Array;
  readonly perYear: number;
}
