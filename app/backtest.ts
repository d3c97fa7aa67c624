import { join, resolve } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import type { Result } from '../reports/result.ts';
import type { PlaceOf } from './config/explain.ts';
import type { RunSpec } from './config/run-spec.ts';
import { newRunId } from './runs/run-id.ts';
import { storeOf } from './workspace.ts';

/** Where a run's files are, and where it is kept. */
export interface BacktestOptions {
  /** A folder such as `.onetape`, in which the run is kept and its trial counted; null, the default, keeps nothing. */
  readonly workspace?: string | null;
  /** What relative paths in the specification are relative to; the current folder by default. */
  readonly baseDir?: string;
  /** Runs it again for each choice at its ambiguous fills, so many times at most: `result.fork` then has the P&L of each. */
  readonly fork?: number | null;
  /**
   * Runs it once more with epochs of such a length (`1d`), as a live session has them: `result.epochs` then says whether a strategy
   * loses its memory at a boundary. `epochRows` are the rows of each series that it is shown before one, 1024 at least.
   */
  readonly epoch?: string | null;
  readonly epochRows?: number | null;
  /** Where the specification comes from, for messages: a file's name, or a function that knows for each path. */
  readonly place?: string | PlaceOf;
}

/**
 * Runs a backtest: the content of a `run.json`, in which a strategy may be the object itself and a feed may be data in
 * memory. Everything of the result that costs time is worked out when it is first read, unless the run is kept. Throws
 * ConfigError and DataError for what the user can mend, StrategyError where a strategy throws.
 */
export async function backtest(spec: RunSpec | unknown, options: BacktestOptions = {}): Promise<Result> {
  const { workspace = null, baseDir = process.cwd(), place, fork = null, epoch = null, epochRows = null } = options;
  if (fork !== null && !(Number.isInteger(fork) && fork > 0))
    throw new ConfigError(`Expected "fork" to be null or a whole number, 1 or more, but it was "${fork}"`);
  const epochs = epoch === null ? undefined : (await import('./epochs.ts')).readEpochs(epoch, epochRows ?? undefined);
  const now = Date.now();
  const placeOf: PlaceOf = typeof place === 'function' ? place : () => place;
  const { execute } = await import('./execute.ts');
  const executed = await execute(
    spec,
    baseDir,
    storeOf(workspace ?? join(baseDir, '.onetape')),
    placeOf,
    fork,
    (families) => newRunId(families.join('-'), now),
    epochs,
  );
  if (workspace === null) return executed.result;
  const { keep } = await import('./runs/keep.ts');
  return keep(executed, resolve(baseDir), workspace, now);
}
