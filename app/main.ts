import { inspect } from 'node:util';
import { ConfigError, DataError, StrategyError } from '../engine/model/errors.ts';
import type { CommandName } from './flags.ts';
import type { Command, Io } from './io.ts';

const LOAD: Readonly<Record<CommandName, () => Promise<{ readonly run: Command }>>> = {
  init: () => import('./commands/init.ts'),
  backtest: () => import('./commands/backtest.ts'),
  rerun: () => import('./commands/rerun.ts'),
  runs: () => import('./commands/runs.ts'),
  report: () => import('./commands/report.ts'),
};

/** Runs a command line and resolves to its exit code: 0 done, 1 the run failed, 2 the input was wrong, 3 a check said no. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const [{ readArguments }, { engineVersion }] = await Promise.all([import('./read-arguments.ts'), import('./version.ts')]);
    const asked = await readArguments(argv, engineVersion());
    if ('show' in asked) {
      io.stdout.write(asked.show);
      return 0;
    }
    const { run } = await LOAD[asked.command]();
    return await run(asked.args, io);
  } catch (error) {
    io.stderr.write(`${argv.includes('--debug') ? inspect(error) : sentenceOf(error)}\n`);
    return error instanceof ConfigError || error instanceof DataError ? 2 : 1;
  }
}

/** An error on one line; what is not one of ours is a fault of this program, and says so. */
function sentenceOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ');
  const known = error instanceof ConfigError || error instanceof DataError || error instanceof StrategyError;
  return known ? text : `Expected no such fault, but it was "${text}" (--debug shows where)`;
}
