import { ConfigError } from '../model/errors.ts';

/** A factor of an indicator, such as the width of its bands, checked: a number above 0. Throws a ConfigError that names it. */
export function positiveFactor(value: number, name: string): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new ConfigError(`Expected ${name} to be a number above 0, but it was "${value}"`);
  return value;
}
