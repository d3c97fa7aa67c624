import yargs from 'yargs';
import { ConfigError } from '../engine/model/errors.ts';
import { didYouMean } from './config/suggest.ts';
import { COMMANDS, type CommandName, type CommandUsage, type Flag } from './flags.ts';
import type { Arguments } from './io.ts';

/** What a command line asks for: a text to show, or a command to run. */
export type Asked = { readonly show: string } | { readonly command: CommandName; readonly args: Arguments };

/** Reads a command line. Throws a ConfigError for a command, flag or argument there is not, and for a value that is missing. */
export async function readArguments(argv: readonly string[], version: string): Promise<Asked> {
  const name = argv.find((word) => !word.startsWith('-'));
  const names = Object.keys(COMMANDS);
  if (name !== undefined && !isCommand(name))
    throw new ConfigError(`Expected a command (${names.join(', ')}), but it was "${name}"${didYouMean(name, names)}`);
  const parser = yargs([])
    .scriptName('onetape')
    .usage('$0 <command>')
    .locale('en')
    .exitProcess(false)
    .version(version)
    .wrap(110)
    .parserConfiguration({
      'dot-notation': false,
      'camel-case-expansion': false,
      'boolean-negation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'greedy-arrays': false,
    });
  for (const [command, usage] of Object.entries(COMMANDS)) {
    parser.command(command, usage.describe, (one) => flagsOf(one.usage(`$0 ${command} ${usage.positionals}\n\n${usage.describe}`), usage));
  }
  const { error, args, output } = await new Promise<{ error: unknown; args: Record<string, unknown>; output: string }>((done) => {
    parser.parse([...argv], {}, (error: unknown, args: unknown, output: string) =>
      done({ error, args: args as Record<string, unknown>, output }),
    );
  });
  if (args['help'] === true || args['version'] === true) return { show: `${output}\n` };
  if (name === undefined) {
    const flag = Object.keys(args).find((key) => key !== '_' && key !== '$0');
    throw new ConfigError(`Expected a command (${names.join(', ')}), but it was ${flag === undefined ? 'missing' : `"--${flag}"`}`);
  }
  return { command: name, args: checked(name, args, error) };
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

function flagsOf(parser: ReturnType<typeof yargs>, { flags }: CommandUsage): ReturnType<typeof yargs> {
  return parser.options(
    Object.fromEntries(
      Object.entries(flags).map(([name, { takes, many, describe }]) => {
        const what = takes === undefined ? describe : `${takes}: ${describe}`;
        return [
          name,
          takes === undefined
            ? { type: 'boolean', describe: what }
            : { type: 'string', requiresArg: true, describe: what, ...(many && { array: true }) },
        ];
      }),
    ),
  );
}

function checked(command: CommandName, args: Readonly<Record<string, unknown>>, error: unknown): Arguments {
  const usage: CommandUsage = COMMANDS[command];
  const names = Object.keys(usage.flags);
  const result: Record<string, string | boolean | readonly string[]> = {};
  for (const [name, value] of Object.entries(args)) {
    if (name === '_' || name === '$0') continue;
    const flag: Flag | undefined = usage.flags[name];
    const written = name.length === 1 ? `-${name}` : `--${name}`;
    if (flag === undefined)
      throw new ConfigError(
        `Expected one of the flags ${names.map((one) => `--${one}`).join(' ')} of "${command}", but it was "${written}"${didYouMean(
          written,
          names.map((one) => `--${one}`),
        )}`,
      );
    if (value === undefined) continue;
    if (flag.takes !== undefined && (value === true || value === '' || (Array.isArray(value) && value.includes(''))))
      throw new ConfigError(`Expected ${flag.takes} after "${written}", but it was missing`);
    if (flag.many === undefined && Array.isArray(value))
      throw new ConfigError(`Expected "${written}" once, but it was given "${value.length}" times`);
    result[name] = value as string | boolean | readonly string[];
  }
  const missing = error instanceof Error ? /following: (\S+)/.exec(error.message)?.[1] : undefined;
  if (missing !== undefined)
    throw new ConfigError(`Expected ${usage.flags[missing]?.takes ?? 'a value'} after "--${missing}", but it was missing`);
  if (error instanceof Error) throw new ConfigError(error.message);
  return { ...result, ...positionals(command, usage, (args['_'] as unknown[]).slice(1).map(String)) };
}

/** Positionals by place: the first is `first`, the second `second`. */
function positionals(command: string, { positionals: usage }: CommandUsage, given: readonly string[]): Record<string, string> {
  const places = usage.split(' ');
  if (given.length > places.length)
    throw new ConfigError(`Expected "onetape ${command} ${usage}", but "${given[places.length]}" was one word too many`);
  const missing = places.find((place, k) => !place.startsWith('[') && given[k] === undefined);
  if (missing !== undefined) throw new ConfigError(`Expected ${missing} after "onetape ${command}", but it was missing`);
  return Object.fromEntries(['first', 'second'].flatMap((place, k) => (given[k] === undefined ? [] : [[place, given[k]]])));
}
