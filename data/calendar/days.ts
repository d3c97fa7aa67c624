import { ConfigError } from '../../engine/model/errors.ts';
import { DAY } from '../../engine/model/time.ts';

export const MONTHS: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const WEEKDAYS: readonly string[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The day of the week of a midnight UTC, Sunday 0. The first of 1970 was a Thursday. */
export const weekdayOf = (date: number): number => (((Math.floor(date / DAY) + 4) % 7) + 7) % 7;

/** The first day of the week `weekday` at or after a date. */
export const onOrAfter = (date: number, weekday: number): number => date + ((weekday - weekdayOf(date) + 7) % 7) * DAY;

/** The last day of the week `weekday` at or before a date. */
export const onOrBefore = (date: number, weekday: number): number => date - ((weekdayOf(date) - weekday + 7) % 7) * DAY;

/** Easter Sunday of the Gregorian calendar, by the anonymous computus (Meeus, Astronomical Algorithms, chapter 8). */
export function easter(year: number): number {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const b = year % 100;
  const d = (19 * a + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (century % 4) + 2 * Math.floor(b / 4) - d - (b % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1);
}

/** Reads `2001-09-11` as its midnight UTC; throws a ConfigError on what is not a date. */
export function dateOf(text: string): number {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) throw new ConfigError(`Expected a date such as 2001-09-11, but it was "${text}"`);
  return date;
}
