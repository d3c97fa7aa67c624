import { ConfigError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import { HOUR, MINUTE, SECOND } from '../engine/model/time.ts';
import { parseNumber } from './csv-number.ts';

/** How the times of a column are written: numbers since 1970, session dates, or dates with a time of day. */
export type TimeStyle = 'epoch' | 'date' | 'moment';

/** Year, month and day, with `-`, `/` or `.` between them or nothing. */
const DATE = String.raw`((?:1[6-9]|2[01])\d\d)([-/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])`;

/** `09:30`, `09:30:00.125`, `0930`, `093000` or `093000125`. */
const CLOCK = String.raw`([01]\d|2[0-3])(?::([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?|([0-5]\d)(?:([0-5]\d)(\d{3})?)?)`;

const MOMENT = new RegExp(`^${DATE}(?:[T ]?${CLOCK} ?(Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?)?$`, 'i');

const EPOCH = /^-?\d+(\.\d+)?$/;

/** What a timezone option means in milliseconds east of UTC; throws a ConfigError for anything but UTC and fixed offsets. */
export function zoneOffset(timezone: string): number {
  const match = /^(?:UTC|GMT|Z|([+-])(0\d|1[0-4]):?([0-5]\d)?)$/i.exec(timezone);
  if (match === null) {
    throw new ConfigError(
      `Expected timezone to be UTC or a fixed offset such as +02:00 (named zones come with data import), but it was "${timezone}"`,
    );
  }
  return (match[1] === '-' ? -1 : 1) * (Number(match[2] ?? 0) * HOUR + Number(match[3] ?? 0) * MINUTE);
}

/**
 * Reads one column of times, all written in the style of the first; NaN for what is not. Session dates are midnights
 * UTC; times of day without a zone need the timezone. Epochs are left as they stand until `settle` knows their unit.
 */
export class TimeReader {
  /** How the column is written, known from its first cell on. */
  style: TimeStyle | undefined;
  readonly #file: string;
  /** Milliseconds east of UTC of times without a zone. */
  readonly offset: number | undefined;
  #date = '';
  #midnight = Number.NaN;

  constructor(file: string, timezone: string | undefined) {
    this.#file = file;
    this.offset = timezone === undefined ? undefined : zoneOffset(timezone);
  }

  /** Reads one cell; throws a ConfigError where it needs a timezone that was not given. */
  read(text: string): number {
    this.style ??= styleOf(text.trim());
    if (this.style === 'epoch') return parseNumber(text);
    const time = this.style === 'date' ? this.#plainDate(text) : this.#sameDay(text);
    return Number.isNaN(time) ? this.#any(text.trim()) : time;
  }

  /** Turns epochs into milliseconds; the largest tells whether they are seconds, milliseconds, microseconds or nanoseconds. */
  settle(column: Column): void {
    if (this.style !== 'epoch') return;
    let largest = 0;
    for (let row = 1; row < column.length; row++) largest = Math.max(largest, Math.abs(column[row]!));
    for (let row = 1; row < column.length; row++) column[row] = toMillis(column[row]!, largest);
  }

  /** Reads `2020-01-31` by position; else NaN. */
  #plainDate(text: string): number {
    if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
    const century = twoDigits(text, 0);
    const year = twoDigits(text, 2);
    const month = twoDigits(text, 5);
    const isMonth = century > 15 && century < 22 && year >= 0 && month > 0 && month < 13;
    return isMonth ? this.#dayOf(text, century * 100 + year, month, twoDigits(text, 8)) : Number.NaN;
  }

  /** Reads `2020-01-31T09:30:00`, with Z, `.125Z` or neither, by position where the row before has the same date; else NaN. */
  #sameDay(text: string): number {
    const length = text.length;
    const inUtc = (length === 20 || (length === 24 && text.charCodeAt(19) === 46)) && text.charCodeAt(length - 1) === 90;
    const east = inUtc ? 0 : length === 19 ? this.offset : undefined;
    if (east === undefined || this.#date.length !== 10 || !text.startsWith(this.#date)) return Number.NaN;
    const gap = text.charCodeAt(10);
    if ((gap !== 84 && gap !== 32) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    const second = twoDigits(text, 17);
    const ms = length === 24 ? twoDigits(text, 20) * 10 + (twoDigits(text, 21) % 10) : 0;
    const isTime = hour < 24 && minute < 60 && second < 60 && ms >= 0;
    return isTime ? this.#midnight + hour * HOUR + minute * MINUTE + second * SECOND + ms - east : Number.NaN;
  }

  #any(text: string): number {
    const match = MOMENT.exec(text);
    if (match === null) return Number.NaN;
    const [, year, gap, month, day, hour, longMinute, longSecond, longMs, minute = longMinute, second = longSecond, ms = longMs, zone] =
      match;
    if ((hour === undefined) !== (this.style === 'date')) return Number.NaN;
    const midnight = this.#dayOf(text.slice(0, gap === '' ? 8 : 10), Number(year), Number(month), Number(day));
    if (hour === undefined) return midnight;
    const part = ms === undefined ? 0 : (Number(ms) * SECOND) / Number(`1e${ms.length}`);
    return midnight + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second ?? 0) * SECOND + part - this.#east(zone, text);
  }

  #dayOf(date: string, year: number, month: number, day: number): number {
    if (date === this.#date) return this.#midnight;
    const midnight = Date.UTC(year, month - 1, day);
    if (new Date(midnight).getUTCDate() !== day) return Number.NaN;
    this.#date = date;
    this.#midnight = midnight;
    return midnight;
  }

  #east(zone: string | undefined, text: string): number {
    if (zone !== undefined) return zoneOffset(zone);
    if (this.offset !== undefined) return this.offset;
    throw new ConfigError(
      `Expected a timezone for the times of ${this.#file}, which name none (${this.#file}?timezone=UTC, or +02:00), but it was "${text}"`,
    );
  }
}

function styleOf(text: string): TimeStyle | undefined {
  const match = MOMENT.exec(text);
  if (match !== null) return match[5] === undefined ? 'date' : 'moment';
  return EPOCH.test(text) ? 'epoch' : undefined;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function toMillis(value: number, largest: number): number {
  if (largest < 1e11) return value * SECOND;
  if (largest < 1e14) return value;
  return largest < 1e17 ? value / 1e3 : value / 1e6;
}
