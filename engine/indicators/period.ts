import { ConfigError } from '../model/errors.ts';
import type { Line } from '../model/line.ts';

/** The length of an indicator's window, checked: a whole number of rows, at least `least`. Throws a ConfigError that names the indicator. */
export function wholePeriod(period: number, indicator: string, least = 1): number {
  if (!(Number.isSafeInteger(period) && period >= least)) {
    throw new ConfigError(`Expected the period of ${indicator} to be a whole number of at least ${least}, but it was "${period}"`);
  }
  return period;
}

/**
 * The series two lines are of, checked to be one: rows of two series are not of one time, and the later one's would be
 * the future. Throws a ConfigError that names the indicator.
 */
export function oneSeries(a: Line, b: Line, indicator: string): Line['driver'] {
  if (a.driver !== b.driver) {
    throw new ConfigError(
      `Expected the two lines of ${indicator} to be of one series, but they were of two; push both into lines of ctx.lines`,
    );
  }
  return a.driver;
}
