import { join } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import type { MonteCarloResult } from '../engine/research/monte-carlo-result.ts';
import { type BacktestOptions, backtest } from './backtest.ts';
import type { PlaceOf } from './config/explain.ts';
import type { RunSpec } from './config/run-spec.ts';
import { storeOf } from './workspace.ts';

/** Where a run's files are and where it is kept, and what is simulated of it. */
export interface MonteCarloOptions extends Pick<BacktestOptions, 'workspace' | 'baseDir' | 'place'> {
  /** Of each kind; 1000 by default, 10 at least. */
  readonly simulations?: number;
  /** What they are drawn with, a whole number; 1 by default. */
  readonly seed?: number;
}

/**
 * Runs a backtest, simulates what it might have come to, and runs it again on worse terms; docs/monte-carlo.md has all of it. With a workspace the run
 * is kept and counts as one trial, whatever is simulated. Throws what a backtest throws.
 */
export async function monteCarlo(spec: RunSpec | unknown, options: MonteCarloOptions = {}): Promise<MonteCarloResult> {
  const { workspace = null, baseDir = process.cwd(), place, simulations = 1000, seed = 1 } = options;
  if (!(Number.isInteger(simulations) && simulations >= 10))
    throw new ConfigError(`Expected "simulations" to be a whole number, 10 or more, but it was "${simulations}"`);
  if (!Number.isInteger(seed)) throw new ConfigError(`Expected "seed" to be a whole number, but it was "${seed}"`);
  const result = await backtest(spec, { workspace, baseDir, ...(place !== undefined && { place }) });
  const [{ worthOfRun }, { simulated }] = await Promise.all([import('./research/run-worth.ts'), import('./research/simulated.ts')]);
  const placeOf: PlaceOf = typeof place === 'function' ? place : () => place;
  const run = { raw: spec, baseDir, store: storeOf(workspace ?? join(baseDir, '.onetape')), place: placeOf };
  return simulated(run, result, worthOfRun(result, workspace), { simulations, seed });
}
