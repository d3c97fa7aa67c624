declare const brand: unique symbol;

/** Milliseconds since 1970-01-01T00:00Z. Fractions are allowed for finer ticks. */
export type Millis = number & { readonly [brand]: true };

/** Marks a number as a point in time, in epoch milliseconds UTC. */
export const millis = (value: number): Millis => value as Millis;

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
export const WEEK = 604_800_000;

/** Writes a point in time as ISO-8601 UTC, for files, logs and messages; `never` where it is not a time. */
export function isoTime(ts: number): string {
  return Number.isFinite(ts) ? new Date(ts).toISOString() : 'never';
}

/** Reads an ISO-8601 text; a text without a zone or a time means UTC. Returns NaN where it is not a time. */
export function parseTime(text: string): Millis {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim());
  if (match === null) return millis(Number.NaN);
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const noDate = new Date(date).getUTCDate() !== Number(day) || Number(month) < 1 || Number(month) > 12;
  // 24:00 is the midnight that ends a day; 60 a leap second.
  const clock = Number(hour) * HOUR + Number(minute) * MINUTE;
  const outside = noDate || clock > DAY || Number(minute) > 59 || Number(second) > 60;
  if (outside) return millis(Number.NaN);
  const ms = fraction === '' ? 0 : Number(`0.${fraction}`) * SECOND;
  const sign = zone.startsWith('-') ? -1 : 1;
  const offset = zone === 'Z' ? 0 : sign * (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(-2)) * MINUTE);
  return millis(date + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND + ms - offset);
}

/** The day to which a value taken at `ts` belongs, counted from 1970 (UTC): at midnight it is the one that ends. */
export const dayOf = (ts: number): number => Math.ceil(ts / DAY) - 1;

/** The midnight UTC that ends the day in which `ts` lies; a midnight belongs to the day it begins. */
export const endOfDay = (ts: number): Millis => millis(Math.floor(ts / DAY) * DAY + DAY);
