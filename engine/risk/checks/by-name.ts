import { ConfigError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import type { ByName } from '../spec.ts';

/** The limit of each name; Infinity where it has none. Throws a ConfigError for a limit of a name that does not exist. */
export function limitsOf(limits: ByName, names: readonly string[], path: string, what: string): readonly number[] {
  if (typeof limits === 'number') return names.map(() => limits);
  for (const name of Object.keys(limits)) if (name !== '*') mustKnow(name, names, path, what);
  const { '*': others = Number.POSITIVE_INFINITY } = limits;
  return names.map((name) => limits[name] ?? others);
}

/** Throws a ConfigError for a name that does not exist. */
export function mustKnow(name: string, names: readonly string[], path: string, what: string): void {
  if (names.includes(name)) return;
  const known = [...new Set(names)].filter((one) => one !== '').join(', ');
  const there = known === '' ? `${what} of the run, which has none` : `${what} of the run (${known})`;
  throw new ConfigError(`Expected "${path}" to name ${there}, but it was "${name}"${didYouMean(name, names)}`);
}
