import type { Point } from './point.ts';

/** One run of a search: what it was run with and what came of it. */
export interface Trial {
  /** From 0, in the order in which the search asked for it. */
  readonly number: number;
  readonly point: Point;
  /** Numbers of the run by name, as `Metrics` has them; empty where it failed. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The hash of the run's orders, fills and equity; empty where it failed. */
  readonly resultHash: string;
  /** Why there is no result, in one sentence. */
  readonly failure?: string | undefined;
  /** The leading share of the data that it was run over, above 0; undefined for all of it. */
  readonly budget?: number | undefined;
}
