import yargs from 'yargs';
import { ConfigError } from '../engine/model/errors.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import type { CommandUsage, Flag } from './flag-sets.ts';
import { COMMANDS, type CommandName } from './flags.ts';
import type { Arguments } from './io.ts';

/** Reads the flags and positionals of a command. Throws a ConfigError for one there is not, and for a value that is missing. */
export async function readArguments(command: CommandName, argv: readonly string[]): Promise<Arguments> {
  const parser = yargs([]).exitProcess(false).help(false).version(false).parserConfiguration({
    'dot-notation': false,
    'camel-case-expansion': false,
    'boolean-negation': false,
    'parse-numbers': false,
    'parse-positional-numbers': false,
    'greedy-arrays': false,
  });
  flagsOf(parser, COMMANDS[command]);
  const { error, args } = await new Promise<{ error: unknown; args: Record<string, unknown> }>((done) => {
    parser.parse([...argv], {}, (error: unknown, args: unknown) => done({ error, args: args as Record<string, unknown> }));
  });
  return checked(command, args, error);
}

function flagsOf(parser: ReturnType<typeof yargs>, { flags }: CommandUsage): void {
  for (const [name, { takes, many }] of Object.entries(flags)) {
    parser.option(name, takes === undefined ? { type: 'boolean' } : { type: 'string', requiresArg: true, ...(many && { array: true }) });
  }
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
  return { ...result, ...positionals(command, usage, (args['_'] as unknown[]).map(String)) };
}

/** Positionals by place: the first is `first`, the second `second`; `rest` is what a last place that ends in `...` takes besides. */
function positionals(
  command: string,
  { positionals: usage }: CommandUsage,
  given: readonly string[],
): Record<string, string | readonly string[]> {
  const places = usage.split(' ').filter((place) => place !== '');
  const open = usage.endsWith('...');
  if (given.length > places.length && !open) {
    // It may be a secret itself: it is not said again.
    const word = command.startsWith('secrets ') ? 'what follows' : `"${given[places.length]}"`;
    throw new ConfigError(`Expected "${`onetape ${command} ${usage}`.trimEnd()}", but ${word} was one word too many`);
  }
  const missing = places.find((place, k) => !place.startsWith('[') && given[k] === undefined);
  if (missing !== undefined) throw new ConfigError(`Expected ${missing} after "onetape ${command}", but it was missing`);
  const named = Object.fromEntries(['first', 'second'].flatMap((place, k) => (given[k] === undefined ? [] : [[place, given[k]]])));
  return open ? { ...named, rest: given.slice(places.length) } : named;
}
