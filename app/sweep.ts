import type { Value } from '../engine/research/dimension.ts';
import type { RunSpec } from './config/run-spec.ts';
import type { SearchSpec } from './research/search-flags.ts';
import type { SweepResult } from './research/sweep-result.ts';

/** What a program sweeps, and how. */
export interface SweepOptions {
  /** Values by name: `{ fast: '5:50:5', slow: [20, 50, 100] }`; without it all parameters over their declared ranges. */
  readonly grid?: Readonly<Record<string, string | readonly Value[]>>;
  /** What must hold: `['fast < slow']`. */
  readonly where?: readonly string[];
  /** How many combinations to draw, of `grid` all of them. */
  readonly search?: 'grid' | { readonly method: Exclude<SearchSpec['method'], 'grid'>; readonly trials: number };
  /** Of what is drawn; 1 by default. */
  readonly seed?: number;
  /** Metrics or formulas, `sharpe` by default; several for a Pareto front. */
  readonly objectives?: readonly string[];
  /** Threads; as many as the machine has by default. A strategy that is an object runs in this one. */
  readonly workers?: number;
  /** The address of a Redis whose workers run it in the place of threads. */
  readonly cluster?: string;
  /** A folder such as `.onetape`, in which the sweep is kept and its trials are counted; null, the default, keeps nothing. */
  readonly workspace?: string | null;
  /** Go on with the newest sweep in the workspace that is the same. */
  readonly resume?: boolean;
  /** What relative paths in the specification are relative to; the current folder by default. */
  readonly baseDir?: string;
  /** Told of trials as they come: how many there are, of how many at most. */
  readonly onProgress?: (done: number, most: number) => void;
}

/**
 * Runs a strategy many times with other values: the content of a `run.json`, and what of it varies. The result is the same
 * whoever ran it. Throws ConfigError and DataError for what the user can mend, StrategyError where every trial failed.
 */
export async function sweep(spec: RunSpec | unknown, options: SweepOptions = {}): Promise<SweepResult> {
  const { runProgram } = await import('./research/sweep.ts');
  return runProgram(spec, options);
}
