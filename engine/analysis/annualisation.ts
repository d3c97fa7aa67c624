import { DAY } from '../model/time.ts';
import { select } from './select.ts';

/** How many equity values make a year, and what decided it. */
export interface Annualisation {
  /** Equity values a year; NaN where that is not known. */
  readonly periodsPerYear: number;
  /** How often equity is valued. */
  readonly frequency: 'intraday' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly' | 'irregular' | 'unknown';
  /** `given` by the user; 252 for `weekdays`, 365 for `all-days`; 52, 12, 4 or 1 by the `calendar`; values per `sessions` day; else `measured`. */
  readonly basis: 'given' | 'weekdays' | 'all-days' | 'calendar' | 'sessions' | 'measured' | 'none';
  /** The same in words, without a full stop. */
  readonly because: string;
}

const YEAR = 365 * DAY;
/** More values a year than this are intraday: no market has so many days. */
const INTRADAY = 400;
/** Half a year of days shows holidays and closing hours as they are; fewer may not. */
const TYPICAL = 126;
/** Values that fill less of their time than this have hours without any. */
const UNBROKEN = 0.95;
const WEEKDAYS = 252;
const ALL_DAYS = 365;

/** Calendar spacings in days, and how many periods of it a year counts (empyrical's annualisation factors). */
const SPACINGS: readonly (readonly [from: number, to: number, periods: number, frequency: Annualisation['frequency']])[] = [
  [6, 8, 52, 'weekly'],
  [27, 32, 12, 'monthly'],
  [88, 93, 4, 'quarterly'],
  [364, 367, 1, 'yearly'],
];

/**
 * How many equity values make a year: `given`, or judged by their times alone. A year is 365 days.
 *
 * More than 400 values a year are intraday: as many as were counted over the time of the run; but where the run has
 * values on fewer than 126 days, and hours without any, the median number of values per day times 252 or 365.
 * Otherwise the median spacing decides: daily values that skip two days of the week 252, daily ones on all seven 365,
 * weekly 52, monthly 12, quarterly 4, yearly 1, anything else as many as were counted. NaN for fewer than two values,
 * or where time stands still.
 */
export function annualisationOf(ts: Float64Array, given: number | null): Annualisation {
  return asGiven(infer(ts), given);
}

/** What times say, or what the user says of them. */
export const asGiven = (inferred: Annualisation, given: number | null): Annualisation =>
  given === null ? inferred : { ...inferred, periodsPerYear: given, basis: 'given', because: 'as the run file says' };

function infer(ts: Float64Array): Annualisation {
  const last = ts.length - 1;
  if (last < 1 || !(ts[last]! > ts[0]!))
    return { periodsPerYear: Number.NaN, frequency: 'unknown', basis: 'none', because: 'fewer than two values in time' };
  const span = ts[last]! - ts[0]!;
  const measured = (last * YEAR) / span;
  if (measured > INTRADAY) {
    const perDay = valuesPerDay(ts);
    const broken = perDay.length < TYPICAL && medianSpacing(ts) * last < UNBROKEN * span;
    return broken ? bySessions(ts, perDay) : counted(measured, 'intraday', 'intraday values, counted over the run');
  }
  const days = medianSpacing(ts) / DAY;
  if (days >= 0.8 && days <= 1.2) {
    const weekdays = weekdaysOf(ts);
    if (weekdays === 5)
      return { periodsPerYear: WEEKDAYS, frequency: 'daily', basis: 'weekdays', because: 'daily values that skip weekends' };
    if (weekdays === 7)
      return { periodsPerYear: ALL_DAYS, frequency: 'daily', basis: 'all-days', because: 'daily values on all days of the week' };
    return counted(measured, 'daily', 'daily values, counted over the run');
  }
  for (const [from, to, periods, frequency] of SPACINGS)
    if (days >= from && days <= to) return { periodsPerYear: periods, frequency, basis: 'calendar', because: `${frequency} values` };
  return counted(measured, 'irregular', 'irregular values, counted over the run');
}

const counted = (periodsPerYear: number, frequency: Annualisation['frequency'], because: string): Annualisation => ({
  periodsPerYear,
  frequency,
  basis: 'measured',
  because,
});

/** A few days of a market that closes say how long a day is, and not how many of them a year has. */
function bySessions(ts: Float64Array, perDay: readonly number[]): Annualisation {
  const values = select(Float64Array.from(perDay), perDay.length >> 1);
  const days = weekdaysOf(ts) === 5 ? WEEKDAYS : ALL_DAYS;
  return { periodsPerYear: values * days, frequency: 'intraday', basis: 'sessions', because: `${values} values a day on ${days} days` };
}

/** How many values each day has, of the days that have any. */
function valuesPerDay(ts: Float64Array): number[] {
  const counts: number[] = [];
  let first = 0;
  while (first < ts.length) {
    const end = endOf(ts[first]!);
    let next = first + 1;
    while (next < ts.length && ts[next]! <= end) next++;
    counts.push(next - first);
    first = next;
  }
  return counts;
}

/** So many spacings, evenly taken from all, say what is usual. */
const SAMPLE = 4096;

function medianSpacing(ts: Float64Array): number {
  const spacings = new Float64Array(Math.min(ts.length - 1, SAMPLE));
  const stride = (ts.length - 1) / spacings.length;
  for (let k = 0; k < spacings.length; k++) {
    const row = Math.floor(k * stride);
    spacings[k] = ts[row + 1]! - ts[row]!;
  }
  return select(spacings, spacings.length >> 1);
}

/** The day in which a value lies, counted from 1970; a bar that closes at midnight belongs to the day it ends. */
const dayOf = (ts: number): number => Math.floor((ts - 1) / DAY);

/** The midnight that ends the day in which a value lies. */
export const endOf = (ts: number): number => (dayOf(ts) + 1) * DAY;

/**
 * How many days of the week occur; up to five count as five, unless both of the weekend are among them. Which five
 * depends on the zone in which a source ends its days. A stray value (below 2 %) does not count.
 */
function weekdaysOf(ts: Float64Array): number {
  const seen = new Int32Array(7);
  for (let k = 0; k < ts.length; k++) seen[(dayOf(ts[k]!) + 4) % 7]!++;
  const enough = ts.length / 50;
  let weekdays = 0;
  for (const count of seen) if (count > enough) weekdays++;
  const weekend = seen[0]! > enough && seen[6]! > enough;
  return weekend ? Math.max(weekdays, 6) : Math.max(weekdays, 5);
}
