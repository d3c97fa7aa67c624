import { ConfigError } from '../model/errors.ts';

/** The length of an indicator's window, checked: a whole number of rows, at least 1. Throws a ConfigError that names the indicator. */
export function wholePeriod(period: number, indicator: string): number {
  if (!(Number.isSafeInteger(period) && period >= 1)) {
    throw new ConfigError(`Expected the period of ${indicator} to be a whole number of at least 1, but it was "${period}"`);
  }
  return period;
}
