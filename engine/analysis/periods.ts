import { DAY } from '../model/time.ts';
import { select } from './select.ts';

const YEAR = 365 * DAY;
/** More values a year than this are intraday: no market has so many days. */
const INTRADAY = 400;

/** Calendar spacings in days, and how many periods of it a year counts (empyrical's annualisation factors). */
const SPACINGS: readonly (readonly [from: number, to: number, periods: number])[] = [
  [6, 8, 52],
  [27, 32, 12],
  [88, 93, 4],
  [364, 367, 1],
];

/**
 * How many equity values make a year, judged by their times alone. More than 400 a year over the span of the data:
 * that measured number. Otherwise by the median spacing: daily values that skip two days of the week 252, daily ones
 * that do not 365, weekly 52, monthly 12, quarterly 4, yearly 1, anything else the measured number. NaN for fewer than
 * two values, or where time stands still. A year is 365 days.
 */
export function periodsPerYear(ts: Float64Array): number {
  const last = ts.length - 1;
  if (last < 1 || !(ts[last]! > ts[0]!)) return Number.NaN;
  const measured = (last * YEAR) / (ts[last]! - ts[0]!);
  if (measured > INTRADAY) return measured;
  const days = medianSpacing(ts) / DAY;
  if (days >= 0.8 && days <= 1.2) return skipsWeekends(ts) ? 252 : 365;
  for (const [from, to, periods] of SPACINGS) if (days >= from && days <= to) return periods;
  return measured;
}

function medianSpacing(ts: Float64Array): number {
  const spacings = new Float64Array(ts.length - 1);
  for (let k = 0; k < spacings.length; k++) spacings[k] = ts[k + 1]! - ts[k]!;
  return select(spacings, spacings.length >> 1);
}

/**
 * Whether at most five days of the week occur, never both of the weekend. Which five depends on the zone in which a
 * source ends its days, and a bar that closes at midnight belongs to the day it ends. A stray value (below 2 %) does not count.
 */
function skipsWeekends(ts: Float64Array): boolean {
  const seen = new Int32Array(7);
  for (let k = 0; k < ts.length; k++) seen[(Math.floor((ts[k]! - 1) / DAY) + 4) % 7]!++;
  const enough = ts.length / 50;
  let weekdays = 0;
  for (const count of seen) if (count > enough) weekdays++;
  return weekdays <= 5 && !(seen[0]! > enough && seen[6]! > enough);
}
