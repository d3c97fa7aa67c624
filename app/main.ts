import { inspect } from 'node:util';
import { ConfigError, DataError, StrategyError, VenueError } from '../engine/model/errors.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import { COMMANDS, type CommandName } from './flags.ts';
import type { Command, Io } from './io.ts';

const LOAD: Readonly<Record<CommandName, () => Promise<{ readonly run: Command }>>> = {
  init: () => import('./commands/init.ts'),
  backtest: () => import('./commands/backtest.ts'),
  paper: () => import('./commands/paper.ts'),
  live: () => import('./commands/live.ts'),
  replay: () => import('./commands/replay.ts'),
  calibrate: () => import('./commands/calibrate.ts'),
  sweep: () => import('./commands/sweep.ts'),
  trials: () => import('./commands/trials.ts'),
  worker: () => import('./commands/worker.ts'),
  'walk-forward': () => import('./commands/walk-forward.ts'),
  lookahead: () => import('./commands/lookahead.ts'),
  'monte-carlo': () => import('./commands/monte-carlo.ts'),
  overfit: () => import('./commands/overfit.ts'),
  rerun: () => import('./commands/rerun.ts'),
  runs: () => import('./commands/runs.ts'),
  report: () => import('./commands/report.ts'),
  compare: () => import('./commands/compare.ts'),
  'data import': () => import('./commands/data/import.ts'),
  'data fetch': () => import('./commands/data/fetch.ts'),
  'data ls': () => import('./commands/data/ls.ts'),
  'data check': () => import('./commands/data/check.ts'),
  'data export': () => import('./commands/data/export.ts'),
  'data resample': () => import('./commands/data/resample.ts'),
  'data sql': () => import('./commands/data/sql.ts'),
  'data rm': () => import('./commands/data/rm.ts'),
  'session ls': () => import('./commands/session/ls.ts'),
  'session show': () => import('./commands/session/show.ts'),
  'session tail': () => import('./commands/session/tail.ts'),
  'session halt': () => import('./commands/session/halt.ts'),
  'session close-all': () => import('./commands/session/close-all.ts'),
  'session say': () => import('./commands/session/say.ts'),
  promote: () => import('./commands/promote.ts'),
  'brokers ls': () => import('./commands/brokers/ls.ts'),
  'brokers show': () => import('./commands/brokers/show.ts'),
  'brokers check': () => import('./commands/brokers/check.ts'),
  'secrets set': () => import('./commands/secrets/set.ts'),
  'secrets ls': () => import('./commands/secrets/ls.ts'),
  'secrets rotate': () => import('./commands/secrets/rotate.ts'),
  'secrets rm': () => import('./commands/secrets/rm.ts'),
};

/** Runs a command line and resolves to its exit code: 0 done, 1 the run failed, 2 the input was wrong, 3 a check said no. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    const words = argv.filter((word) => !word.startsWith('-'));
    const command = words[0] === undefined ? undefined : commandOf(words[0], words[1]);
    if (argv.includes('--version')) {
      const { engineVersion } = await import('./version.ts');
      io.stdout.write(`${engineVersion()}\n`);
      return 0;
    }
    if (argv.includes('--help') || argv.includes('-h')) {
      const { helpText } = await import('./help.ts');
      io.stdout.write(helpText(command ?? words[0]));
      return 0;
    }
    if (command === undefined) throw missing(words[0], argv[0]);
    const [{ readArguments }, { run }] = await Promise.all([import('./read-arguments.ts'), LOAD[command]()]);
    const rest = command.split(' ').reduce((left, word) => left.toSpliced(left.indexOf(word), 1), argv);
    return await run(await readArguments(command, rest), io);
  } catch (error) {
    const { redaction } = await import('./secrets/redaction.ts');
    io.stderr.write(`${redaction.known(argv.includes('--debug') ? inspect(error) : sentenceOf(error))}\n`);
    return error instanceof ConfigError || error instanceof DataError ? 2 : 1;
  }
}

const NAMES = Object.keys(COMMANDS) as CommandName[];

/** The first words there are: a command, or a family of them. */
const FIRST = [...new Set(NAMES.map((name) => name.split(' ')[0]!))];

/** The command that the first words name; undefined where a family stands alone. */
function commandOf(first: string, second: string | undefined): CommandName | undefined {
  const alone = NAMES.find((one) => one === first);
  if (alone !== undefined) return alone;
  if (!FIRST.includes(first))
    throw new ConfigError(`Expected a command (${FIRST.join(', ')}), but it was "${first}"${didYouMean(first, FIRST)}`);
  const both = NAMES.find((one) => one === `${first} ${second}`);
  if (both !== undefined || second === undefined) return both;
  const family = familyOf(first);
  throw new ConfigError(
    `Expected one of ${family.join(', ')} after "onetape ${first}", but it was "${second}"${didYouMean(second, family)}`,
  );
}

const familyOf = (first: string): string[] => NAMES.flatMap((name) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []));

function missing(first: string | undefined, flag: string | undefined): ConfigError {
  if (first !== undefined)
    return new ConfigError(`Expected one of ${familyOf(first).join(', ')} after "onetape ${first}", but it was missing`);
  return new ConfigError(`Expected a command (${FIRST.join(', ')}), but it was ${flag === undefined ? 'missing' : `"${flag}"`}`);
}

/** An error on one line; what is not one of ours is a fault of this program, and says so. */
function sentenceOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim().replace(/\s*\n\s*/g, ' ');
  const known = [ConfigError, DataError, StrategyError, VenueError].some((kind) => error instanceof kind);
  return known ? text : `Expected no such fault, but it was "${text}" (--debug shows where)`;
}
