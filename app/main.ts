import { inspect } from 'node:util';
import { ConfigError, DataError, StrategyError } from '../engine/model/errors.ts';
import { didYouMean } from './config/suggest.ts';
import { COMMANDS, type CommandName } from './flags.ts';
import type { Command, Io } from './io.ts';

const LOAD: Readonly<Record<CommandName, () => Promise<{ readonly run: Command }>>> = {
  init: () => import('./commands/init.ts'),
  backtest: () => import('./commands/backtest.ts'),
  rerun: () => import('./commands/rerun.ts'),
  runs: () => import('./commands/runs.ts'),
  report: () => import('./commands/report.ts'),
  compare: () => import('./commands/compare.ts'),
};

/** Runs a command line and resolves to its exit code: 0 done, 1 the run failed, 2 the input was wrong, 3 a check said no. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const name = argv.find((word) => !word.startsWith('-'));
    const command = name === undefined ? undefined : commandOf(name);
    if (argv.includes('--version')) {
      const { engineVersion } = await import('./version.ts');
      io.stdout.write(`${engineVersion()}\n`);
      return 0;
    }
    if (argv.includes('--help') || argv.includes('-h')) {
      const { helpText } = await import('./help.ts');
      io.stdout.write(helpText(command));
      return 0;
    }
    if (command === undefined)
      throw new ConfigError(`Expected a command (${NAMES.join(', ')}), but it was ${argv.length === 0 ? 'missing' : `"${argv[0]}"`}`);
    const [{ readArguments }, { run }] = await Promise.all([import('./read-arguments.ts'), LOAD[command]()]);
    const rest = argv.toSpliced(argv.indexOf(command), 1);
    return await run(await readArguments(command, rest), io);
  } catch (error) {
    io.stderr.write(`${argv.includes('--debug') ? inspect(error) : sentenceOf(error)}\n`);
    return error instanceof ConfigError || error instanceof DataError ? 2 : 1;
  }
}

const NAMES = Object.keys(COMMANDS) as CommandName[];

function commandOf(name: string): CommandName {
  const command = NAMES.find((one) => one === name);
  if (command === undefined)
    throw new ConfigError(`Expected a command (${NAMES.join(', ')}), but it was "${name}"${didYouMean(name, NAMES)}`);
  return command;
}

/** An error on one line; what is not one of ours is a fault of this program, and says so. */
function sentenceOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ');
  const known = error instanceof ConfigError || error instanceof DataError || error instanceof StrategyError;
  return known ? text : `Expected no such fault, but it was "${text}" (--debug shows where)`;
}
