import { isAbsolute, join } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import { jsonOrText, keyAndValue, type Override } from './config/overrides.ts';
import type { Arguments } from './io.ts';
import { isPath } from './load-strategy.ts';

/**
 * The changes that flags make to a run file, in the order in which they are laid over it. `toHere` leads from the run
 * file's folder to the current one: paths of flags are relative to where they were typed.
 */
export function overridesOf(args: Arguments, toHere: string): Override[] {
  const here = hereOf(toHere);
  const source = fromHere(toHere);
  const overrides: Override[] = [];
  const one = (name: string, path: readonly string[], read: (text: string) => unknown): void => {
    const text = args[name];
    if (typeof text === 'string') overrides.push({ path, value: read(text), flag: `--${name} ${text}` });
  };
  one('strategy', ['strategy'], (text) => (isPath(text) ? here(text) : text));
  const feeds = new Map<string, Override>();
  for (const text of listOf(args['feed'])) {
    const [role, given] = keyAndValue('--feed', 'ROLE=SOURCE', text);
    const value = source(given);
    const before = feeds.get(role);
    feeds.set(role, { path: ['feeds', role], value: before === undefined ? value : [before.value, value].flat(), flag: `--feed ${text}` });
  }
  overrides.push(...feeds.values());
  for (const text of listOf(args['param'])) {
    const [name, value] = keyAndValue('--param', 'NAME=VALUE', text);
    overrides.push({ path: ['params', name], value, flag: `--param ${text}` });
  }
  one('cash', ['account', 'cash'], numberOr);
  one('from', ['from'], String);
  one('to', ['to'], String);
  for (const text of listOf(args['set'])) {
    const [path, value] = keyAndValue('--set', 'PATH=VALUE', text);
    const keys = path.split('.');
    if (keys.some((key) => key === ''))
      throw new ConfigError(`Expected --set PATH=VALUE with a path such as costs.fee.rate, but it was "${text}"`);
    overrides.push({ path: keys, value: jsonOrText(value), flag: `--set ${text}` });
  }
  return overrides;
}

const hereOf =
  (toHere: string) =>
  (path: string): string =>
    toHere === '' || isAbsolute(path) ? path : join(toHere, path);

/** Leads a source that was typed here to what it means from the run file's folder; `toHere` leads from there to here. */
export const fromHere =
  (toHere: string) =>
  (source: string): string =>
    isFile(source) ? hereOf(toHere)(source) : source;

const listOf = (value: Arguments[string]): readonly string[] => (Array.isArray(value) ? value : typeof value === 'string' ? [value] : []);

const numberOr = (text: string): unknown => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text));

/** Whether a source is a file: it names neither a scheme (`sample:sp500`) nor an instrument in the store (`AAPL@1d`). */
const isFile = (source: string): boolean => !/^[a-z][a-z-]+:/.test(source) && !/@\d+[smhdwM]$/.test(source);
