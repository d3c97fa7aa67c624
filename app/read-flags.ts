import type { ImportOptions } from '../data/import-file.ts';
import type { Policies } from '../data/quality/policies.ts';
import { ConfigError } from '../engine/model/errors.ts';
import { parseTime } from '../engine/model/time.ts';
import type { Arguments } from './io.ts';

/** The text of a flag; undefined where it was not given. */
export const textOf = (args: Arguments, name: string): string | undefined => {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
};

/** One of some words; throws a ConfigError for another. */
export function wordOf<const T extends string>(args: Arguments, name: string, words: readonly T[]): T | undefined {
  const text = textOf(args, name);
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text);
  if (word === undefined) throw new ConfigError(`Expected --${name} to be one of ${words.join(', ')}, but it was "${text}"`);
  return word;
}

/** A moment; a date without a time is the beginning of that day, or with `end` its end. Null where it was not given. */
export function momentOf(args: Arguments, name: string, end = false): number | null {
  const text = textOf(args, name);
  if (text === undefined) return null;
  const ts = parseTime(text);
  if (Number.isNaN(ts)) throw new ConfigError(`Expected --${name} to be an ISO date or time such as 2024-01-01, but it was "${text}"`);
  return end && /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? ts + 86_400_000 : ts;
}

/** What `--policy CHECK=POLICY` says, again and again. */
export async function policiesOfFlags(args: Arguments): Promise<Policies> {
  const { policiesOf } = await import('../data/quality/policies.ts');
  const given = Array.isArray(args['policy']) ? (args['policy'] as readonly string[]) : [];
  const pairs = given.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new ConfigError(`Expected --policy to be CHECK=POLICY such as bad-print=drop, but it was "${text}"`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return policiesOf(Object.fromEntries(pairs));
}

/** What the flags of an import say of its files. */
export async function importOptionsOf(args: Arguments): Promise<ImportOptions> {
  const { calendarOf, calendarNames } = await import('../data/calendar/calendar-of.ts');
  const name = textOf(args, 'calendar');
  const calendar = name === undefined ? undefined : calendarOf(name);
  if (name !== undefined && calendar === undefined)
    throw new ConfigError(`Expected --calendar to be one of ${calendarNames().join(', ')}, but it was "${name}"`);
  const levels = textOf(args, 'levels');
  if (levels !== undefined && !/^[1-9]\d*$/.test(levels))
    throw new ConfigError(`Expected --levels to be 1 or more, but it was "${levels}"`);
  const options = {
    instrument: textOf(args, 'instrument'),
    kind: wordOf(args, 'kind', ['bars', 'quotes', 'trades', 'funding', 'actions', 'custom']),
    timeframe: textOf(args, 'timeframe'),
    stamp: wordOf(args, 'stamp', ['open', 'close']),
    timezone: textOf(args, 'timezone'),
    dates: wordOf(args, 'dates', ['dmy', 'mdy']),
    columns: textOf(args, 'columns'),
    price: wordOf(args, 'price', ['trade', 'bid', 'ask', 'mid', 'mark', 'index']),
    layout: textOf(args, 'layout'),
    levels: levels === undefined ? undefined : Number(levels),
    onConflict: wordOf(args, 'on-conflict', ['fail', 'replace', 'keep']),
    calendar,
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...given, policies: await policiesOfFlags(args) };
}
