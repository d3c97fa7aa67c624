import { HOUR, MINUTE, SECOND } from '../../../engine/model/time.ts';

/** In which order a date names year, month and day. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** A date, perhaps with a time of day and a zone, read from text. */
export interface Moment {
  /** Midnight of the date, as if it were UTC. */
  readonly day: number;
  /** How much of the text the date is. */
  readonly dateLength: number;
  /** Milliseconds since that midnight; undefined where only a date is given. */
  readonly clock: number | undefined;
  /** Milliseconds east of UTC where the text names a zone. */
  readonly east: number | undefined;
}

/** Year, month and day, with `-`, `/` or `.` between them or nothing. */
const YEAR_FIRST = String.raw`(?<y1>(?:1[6-9]|2[01])\d\d)(?<gap>[-/.]?)(?<m1>0[1-9]|1[0-2])\k<gap>(?<d1>0[1-9]|[12]\d|3[01])`;
/** Two numbers and a year: day and month in either order. */
const YEAR_LAST = String.raw`(?<a>\d{1,2})(?<mark>[-/.])(?<b>\d{1,2})\k<mark>(?<y2>(?:1[6-9]|2[01])\d\d)`;
/** `31-Jan-2020`, `31 January 2020`, `Jan 31, 2020`. */
const NAMED = String.raw`(?:(?<d3>\d{1,2})[- ](?<n3>[A-Z]{3,9})[- ]|(?<n4>[A-Z]{3,9}) (?<d4>\d{1,2}),? )(?<y3>(?:1[6-9]|2[01])\d\d)`;
/** `9:30`, `09:30:00.125`, `9:30:00 PM`, or `0930`, `093000`, `093000125`. */
const COLONS = String.raw`(?<h1>[01]?\d|2[0-3]):(?<min1>[0-5]\d)(?::(?<s1>[0-5]\d)(?:[.,](?<f1>\d{1,9}))?)?(?: ?(?<half>[AP]M))?`;
const DIGITS = String.raw`(?<h2>[01]\d|2[0-3])(?<min2>[0-5]\d)(?:(?<s2>[0-5]\d)(?<f2>\d{3})?)?`;
const ZONE = String.raw` ?(?<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)`;

const DATE = `(?<date>${YEAR_FIRST}|${YEAR_LAST}|${NAMED})`;
const MOMENT = new RegExp(`^${DATE}(?:(?:[T ]${COLONS}|[T ]?${DIGITS})(?:${ZONE})?)?$`, 'i');
const CLOCK = new RegExp(`^(?:${COLONS}|${DIGITS})$`, 'i');
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Whether a text is a time that is no plain number: a date, a date with a time of day, a time of day. */
export const isDatum = (text: string): boolean => MOMENT.test(text) || CLOCK.test(text);

/** Whether a text is a time of day, `09:30` or `093000`. */
export const isClock = (text: string): boolean => CLOCK.test(text);

/** Reads a date with or without a time of day; undefined where it is none, or there is no such day. */
export function momentOf(text: string, order: DateOrder): Moment | undefined {
  const parts = MOMENT.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const day = dayOf(parts, order);
  if (Number.isNaN(day)) return undefined;
  const hour = parts['h1'] ?? parts['h2'];
  const clock = hour === undefined ? undefined : clockOf(Number(hour), parts);
  if (Number.isNaN(clock)) return undefined;
  const { zone } = parts;
  return { day, dateLength: parts['date']!.length, clock, east: zone === undefined ? undefined : offsetOf(zone) };
}

/** The two numbers before the year of `31/01/2020`, whose order has to be found; undefined for any other text. */
export function dayAndMonth(text: string): readonly [number, number] | undefined {
  const parts = MOMENT.exec(text)?.groups;
  return parts?.['a'] === undefined ? undefined : [Number(parts['a']), Number(parts['b'])];
}

/** Milliseconds east of UTC of `Z`, `+02:00`, `-0530`, `+02`; NaN for what is no such offset. */
export function offsetOf(zone: string): number {
  const match = /^(?:UTC|GMT|Z)?(?:([+-])(0\d|1[0-4]):?([0-5]\d)?)?$/i.exec(zone);
  if (match === null || zone === '') return Number.NaN;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2] ?? 0) * HOUR + Number(match[3] ?? 0) * MINUTE);
}

type Parts = Readonly<Record<string, string | undefined>>;

function dayOf(parts: Parts, order: DateOrder): number {
  const year = Number(parts['y1'] ?? parts['y2'] ?? parts['y3']);
  if (parts['a'] !== undefined) {
    const [day, month] = order === 'mdy' ? [parts['b'], parts['a']] : [parts['a'], parts['b']];
    return order === 'ymd' ? Number.NaN : midnight(year, Number(month), Number(day));
  }
  const name = (parts['n3'] ?? parts['n4'])?.slice(0, 3).toLowerCase();
  const month = name === undefined ? Number(parts['m1']) : MONTHS.indexOf(name) + 1;
  return midnight(year, month, Number(parts['d1'] ?? parts['d3'] ?? parts['d4']));
}

function midnight(year: number, month: number, day: number): number {
  const ts = Date.UTC(year, month - 1, day);
  return month >= 1 && month <= 12 && new Date(ts).getUTCDate() === day ? ts : Number.NaN;
}

function clockOf(hour: number, parts: Parts): number {
  const half = parts['half']?.toUpperCase();
  if (half !== undefined && (hour < 1 || hour > 12)) return Number.NaN;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'PM' ? 12 : 0);
  const minutes = Number(parts['min1'] ?? parts['min2']);
  const fraction = (parts['f1'] ?? parts['f2'] ?? '').padEnd(9, '0');
  const whole = hours * HOUR + minutes * MINUTE + Number(parts['s1'] ?? parts['s2'] ?? 0) * SECOND + Number(fraction.slice(0, 3));
  return whole + Number(fraction.slice(3)) / 1e6;
}
