import { ConfigError } from '../../engine/model/errors.ts';
import { isRecord } from './is-record.ts';

/** One change to a run file, by a flag: a path of keys, the value, and the flag as it was written. */
export interface Override {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly flag: string;
}

/** Cuts `key=value` at its first sign; throws a ConfigError that shows the form that was expected. */
export function keyAndValue(flag: string, form: string, text: string): readonly [string, string] {
  const cut = text.indexOf('=');
  if (cut < 1 || cut === text.length - 1) throw new ConfigError(`Expected ${flag} ${form}, but it was "${text}"`);
  return [text.slice(0, cut), text.slice(cut + 1)];
}

/** Reads a value as JSON where it is JSON, else as the text it is. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A run specification with flags laid over it; the given one stays as it is. */
export function override(spec: unknown, overrides: readonly Override[]): unknown {
  return overrides.reduce((result, { path, value, flag }) => changed(result, path, value, flag), spec);
}

/** Says which flag gave the value at a path, or else which file. */
export function placeOf(file: string | undefined, overrides: readonly Override[]): (path: string) => string | undefined {
  return (path) => {
    const near = (other: string): boolean => path === other || path.startsWith(`${other}.`) || path.startsWith(`${other}[`);
    return overrides.findLast((one) => near(one.path.join('.')))?.flag ?? file;
  };
}

function changed(value: unknown, [key, ...rest]: readonly string[], leaf: unknown, flag: string): unknown {
  if (key === undefined) return leaf;
  if (Array.isArray(value) && /^\d+$/.test(key))
    return value.with(indexIn(value, key, flag), changed(value[Number(key)], rest, leaf, flag));
  // A feed given as a text is the short form of its object.
  const base = isRecord(value) ? value : typeof value === 'string' && FEED_KEYS.has(key) ? { source: value } : {};
  return { ...base, [key]: changed(base[key], rest, leaf, flag) };
}

const FEED_KEYS = new Set(['timeframe', 'stamp', 'timezone', 'finer', 'quotes', 'trades']);

function indexIn(list: readonly unknown[], key: string, flag: string): number {
  if (Number(key) >= list.length)
    throw new ConfigError(`Expected a place from 0 to ${list.length - 1}, but it was "${key}"`, { place: flag });
  return Number(key);
}
