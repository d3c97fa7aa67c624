import type { Dimension } from '../../engine/research/dimension.ts';
import type { Given } from './read-once.ts';

/** Everything a worker needs to run any trial of a sweep: plain data, of which only the columns are large. */
export interface Work {
  /** The run specification that points are laid over, not checked yet. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly baseDir: string;
  readonly store: string | undefined;
  /** The name of the run file, for messages. */
  readonly place: string | undefined;
  readonly dimensions: readonly Dimension[];
  /** Metrics to keep, by name. */
  readonly metrics: readonly string[];
  readonly given: Given;
}
