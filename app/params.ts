import { resolve } from 'node:path';
import { ConfigError } from '../engine/model/errors.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import type { AnyStrategy } from '../engine/strategy/define.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import { isRecord } from './config/is-record.ts';
import { readJsonFile } from './config/read-file.ts';

/**
 * Reads a strategy's parameters by its own specification; what is not given has its initial value. A parameter that
 * takes JSON may be given as the path of a file, relative to `baseDir`. Throws a ConfigError for an unknown name and
 * for a value out of range; `path` is where the parameters stand in the run specification.
 */
export function readParams(
  strategy: AnyStrategy,
  given: Readonly<Record<string, unknown>>,
  path: string,
  baseDir: string,
  place: PlaceOf,
): Record<string, unknown> {
  const names = Object.keys(strategy.params);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const expected = names.length === 0 ? 'no parameters' : `one of the parameters ${names.join(', ')}`;
    throw refusal(`Expected ${expected} of "${strategy.name}", but it was "${name}"${didYouMean(name, names)}`, `${path}.${name}`, place);
  }
  const values: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(strategy.params)) {
    const raw = given[name];
    if (raw === undefined) {
      values[name] = param.initial;
      continue;
    }
    try {
      values[name] = param.parse(isRecord(param.initial) || Array.isArray(param.initial) ? jsonOf(raw, baseDir) : raw);
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      const sentence = error instanceof Error ? error.message : String(error);
      throw refusal(sentence.replace(/^Expected /, `Expected "${name}" to be `), `${path}.${name}`, place);
    }
  }
  return values;
}

/** A JSON value that was given as itself, as its text (by a flag), or as the path of its file. */
function jsonOf(raw: unknown, baseDir: string): unknown {
  if (typeof raw !== 'string') return raw;
  if (!/^\s*[[{]/.test(raw)) return readJsonFile(resolve(baseDir, raw), raw);
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
