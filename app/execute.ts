import { runBacktest } from '../engine/loop/backtest.ts';
import { fork } from '../engine/loop/fork.ts';
import type { Result } from '../reports/result.ts';
import type { PlaceOf } from './config/explain.ts';
import { parseRunSpec } from './config/parse.ts';
import { type Epochs, epochRecord, runWithEpochs } from './epochs.ts';
import { inlineFor } from './inlining.ts';
import { type Prepared, prepare } from './prepare.ts';
import { resultOf } from './run-result.ts';

/** A run that was done, and what it was made of. */
export interface Executed {
  readonly prepared: Prepared;
  readonly result: Result;
}

/**
 * Checks a run specification, reads what it names, and runs it; with `most` also forked at its ambiguous fills, so many
 * times at most, and with `epochs` once more with a session that is made anew at each boundary. `store` is the market data of the workspace; `name` gives the run its id.
 */
export async function execute(
  raw: unknown,
  baseDir: string,
  store: string | undefined,
  place: PlaceOf,
  most: number | null,
  name: (families: readonly string[]) => string,
  epochs?: Epochs,
): Promise<Executed> {
  const spec = parseRunSpec(raw, place);
  const prepared = await prepare(spec, baseDir, store, place);
  inlineFor(prepared.parts.series.reduce((sum, { rows }) => sum + rows, 0));
  const forked = most === null ? undefined : fork(prepared.parts, most);
  const parts = { ...prepared.parts, plots: true };
  const checked = epochs === undefined ? undefined : await runWithEpochs(parts, epochs, prepared.reload);
  const result = resultOf(checked?.run ?? runBacktest(parts), prepared, spec, name(prepared.families));
  if (forked !== undefined) Object.assign(result, { fork: forked });
  if (checked !== undefined) Object.assign(result, { epochs: epochRecord(checked, epochs!) });
  return { prepared, result };
}
