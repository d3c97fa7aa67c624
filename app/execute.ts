import { runBacktest } from '../engine/loop/backtest.ts';
import type { Result } from '../reports/result.ts';
import type { PlaceOf } from './config/explain.ts';
import { parseRunSpec } from './config/parse.ts';
import { type Prepared, prepare } from './prepare.ts';
import { resultOf } from './run-result.ts';

/** A run that was done, and what it was made of. */
export interface Executed {
  readonly prepared: Prepared;
  readonly result: Result;
}

/** Checks a run specification, reads what it names, and runs it. `name` gives the run its id. */
export async function execute(
  raw: unknown,
  baseDir: string,
  place: PlaceOf,
  name: (families: readonly string[]) => string,
): Promise<Executed> {
  const spec = parseRunSpec(raw, place);
  const prepared = await prepare(spec, baseDir, place);
  return { prepared, result: resultOf(runBacktest({ ...prepared.parts, plots: true }), prepared, spec, name(prepared.families)) };
}
