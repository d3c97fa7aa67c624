import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';
import type { Result } from '../../reports/result.ts';
import { execute } from '../execute.ts';
import { storeOf } from '../workspace.ts';
import { type KeptRun, RunStore } from './store.ts';

/** A kept run, done again. */
export interface Repeated {
  readonly kept: KeptRun;
  readonly result: Result;
  /** Whether it came to the same orders, fills and equity. */
  readonly same: boolean;
  /** What is not as it was: data, a strategy's file, the engine. */
  readonly changes: readonly string[];
}

/** A run of a workspace; throws a ConfigError that offers the id that was probably meant. */
export function keptRun(workspace: string, id: string): KeptRun {
  const store = new RunStore(workspace);
  try {
    const run = store.get(id);
    if (run !== undefined) return run;
    throw new ConfigError(
      `Expected the id of a run in "${workspace}", but it was "${id}"${didYouMean(
        id,
        store.all().map((one) => one.id),
      )}`,
    );
  } finally {
    store.close();
  }
}

/** Runs a kept run again from its stored specification. It counts no trial: nothing new is tried. */
export async function repeat(workspace: string, id: string): Promise<Repeated> {
  const kept = keptRun(workspace, id);
  if (!kept.repeatable)
    throw new ConfigError(`Expected a run whose strategy and data are files, but "${id}" was "given by a program, in memory"`);
  const { result, prepared } = await execute(
    kept.spec,
    kept.baseDir,
    storeOf(workspace),
    () => `run ${id}`,
    null,
    () => id,
  );
  const changes = [
    ...changed('the data of', kept.dataHashes, prepared.market.hashes()),
    ...changed('the code of', kept.codeHashes, prepared.codeHashes),
    ...(kept.engine === result.engine.version ? [] : [`the engine is ${result.engine.version}, it was ${kept.engine}`]),
  ];
  return { kept, result, same: result.resultHash === kept.resultHash, changes };
}

function changed(what: string, before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  return Object.entries(before).flatMap(([name, hash]) => (now[name] === hash ? [] : [`${what} "${name}" changed`]));
}
