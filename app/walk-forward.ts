import type { Value } from '../engine/research/dimension.ts';
import type { CpcvResult, WalkForwardResult } from '../engine/research/walk-forward-result.ts';
import type { RunSpec } from './config/run-spec.ts';
import type { SearchSpec } from './research/search-flags.ts';

/** What a program searches in every window, and how. */
export interface WindowedOptions {
  /** Values by name: `{ fast: '5:50:5', slow: [20, 50, 100] }`; without it all parameters over their declared ranges. */
  readonly grid?: Readonly<Record<string, string | readonly Value[]>>;
  /** What must hold: `['fast < slow']`. */
  readonly where?: readonly string[];
  /** How many combinations to draw, of `grid` all of them. */
  readonly search?: 'grid' | { readonly method: Exclude<SearchSpec['method'], 'grid'>; readonly trials: number };
  /** Of what is drawn; 1 by default. */
  readonly seed?: number;
  /** A metric or a formula; `sharpe` by default. */
  readonly objective?: string;
  /** Lengths such as `5d` or `20bars`; nothing by default. */
  readonly purge?: string;
  readonly embargo?: string;
  /** Threads; as many as the machine has by default. A strategy that is an object runs in this one. */
  readonly workers?: number;
  /** A folder such as `.onetape`, in which trials are counted; null, the default, keeps nothing. */
  readonly workspace?: string | null;
  /** What relative paths in the specification are relative to; the current folder by default. */
  readonly baseDir?: string;
  /** Told of trials as they come: how many there are, of how many at most. */
  readonly onProgress?: (done: number, most: number) => void;
}

/** The windows of a walk-forward: lengths such as `2y`, `6mo`, `90d` or `500bars`. */
export interface WalkForwardOptions extends WindowedOptions {
  /** `2y` by default. */
  readonly inSample?: string;
  /** `6mo` by default. */
  readonly outOfSample?: string;
  /** Whether every in-sample begins with the first bar; not by default. */
  readonly anchored?: boolean;
}

/** How time is cut for a cross-validation. */
export interface CrossValidateOptions extends WindowedOptions {
  /** Groups of equal length, and how many of them each split tests. */
  readonly groups: number;
  readonly tested: number;
}

/**
 * Searches stretches of history one after the other, and runs the best of each on what follows it: the content of a
 * `run.json`, and what of it varies. Throws ConfigError and DataError for what the user can mend, StrategyError where no trial comes
 * to a result.
 */
export async function walkForward(spec: RunSpec | unknown, options: WalkForwardOptions = {}): Promise<WalkForwardResult> {
  const { walkForwardOf } = await import('./research/walk-forward.ts');
  return walkForwardOf(spec, options);
}

/** Cross-validates a search: `groups` of time, of which every choice of `tested` is tested. Throws as `walkForward` does. */
export async function crossValidate(spec: RunSpec | unknown, options: CrossValidateOptions): Promise<CpcvResult> {
  const { crossValidationOf } = await import('./research/walk-forward.ts');
  return crossValidationOf(spec, options);
}
