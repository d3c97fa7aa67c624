import type { Point } from './point.ts';
import type { Trial } from './trial.ts';

/** A trial that a search asks for. */
export interface Proposal {
  readonly point: Point;
  /** The leading share of the data to run it over, above 0 and below 1; undefined for all of it. */
  readonly budget?: number | undefined;
}

/**
 * A way through a space. It goes in batches: what it asks for depends on its seed and on the results of the batches
 * before, never on the order in which they arrived, so that a table does not depend on who worked on it.
 */
export interface Search {
  /** What it is called in results: `grid`, `random`, `lhs`, `tpe`, `halving`. */
  readonly name: string;
  /** How many trials it asks for at most. */
  readonly trials: number;
  /**
   * The batch that follows on `done`, the trials of all batches before it, complete and in any order. Trial numbers go
   * on from `done.length` in the order of the batch. Empty when the search is over. The same `done` gives the same batch.
   */
  next(done: readonly Trial[]): readonly Proposal[];
}
