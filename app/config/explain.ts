import type { z } from 'zod';
import { ConfigError } from '../../engine/model/errors.ts';
import { didYouMean } from '../../engine/model/suggest.ts';

/** Says where the value at a dotted path was given: a file, a flag. Undefined for a program's own object. */
export type PlaceOf = (path: string) => string | undefined;

/** Turns the first thing wrong with a run specification into one sentence. `issue.message` is what is accepted. */
export function explain(issue: z.core.$ZodIssue, raw: unknown, place: PlaceOf): ConfigError {
  const path = dotted(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const known = issue.message.split(', ');
    const full = path === '' ? key : `${path}.${key}`;
    const of = path === '' ? 'a key of a run file' : `a key of "${path}"`;
    return refusal(`Expected ${of} to be one of ${issue.message}, but it was "${key}"${didYouMean(key, known)}`, full, place);
  }
  const what = path === '' ? 'a run specification' : `"${path}"`;
  const given = at(raw, issue.path);
  return refusal(`Expected ${what} to be ${issue.message}, but it was ${shown(given)}${meant(given, issue.message)}`, path, place);
}

/** What was probably meant of the words that are accepted, where only words are. */
const meant = (given: unknown, accepts: string): string =>
  typeof given === 'string' && accepts.startsWith(ONE_OF) ? didYouMean(given, accepts.slice(ONE_OF.length).split(', ')) : '';

const ONE_OF = 'one of ';

/** A ConfigError about the value at `path`, with the place it came from in front. */
export function refusal(sentence: string, path: string, place: PlaceOf): ConfigError {
  const where = place(path);
  return new ConfigError(sentence, where === undefined ? {} : { place: where });
}

/** A value as a message shows it: in quotes, short; `missing` where there is none. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'object' ? JSON.stringify(value, plainly) : String(value);
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}

/** JSON has no words for these: NaN and Infinity would be null. */
const plainly = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value;

/** `feeds.universe[2].source` for a path of keys. */
export function dotted(path: readonly PropertyKey[]): string {
  return path.map((key, k) => (typeof key === 'number' ? `[${key}]` : k === 0 ? String(key) : `.${String(key)}`)).join('');
}

function at(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value === null || typeof value !== 'object' ? undefined : Reflect.get(value, key)), raw);
}
