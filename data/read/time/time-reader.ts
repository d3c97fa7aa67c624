import { ConfigError } from '../../../engine/model/errors.ts';
import { anyNumber, numberAt } from '../csv/number.ts';
import type { Table } from '../table.ts';
import { clockAt } from './clock-bytes.ts';
import type { LocalClock } from './local-clock.ts';
import { type TimeFormat, unreadableTime } from './time-format.ts';
import { momentOf } from './time-text.ts';

const SPACE = 32;

/** The year 5138: what lies beyond is counted in a finer unit than the rows before. */
const MOST = 1e14;

/**
 * Reads a column of times that are all written in one format, in milliseconds UTC. Session dates are midnights UTC, whatever
 * the zone. Throws a DataError for what is written otherwise, and a ConfigError for a time of day that names no zone where
 * there is no clock.
 */
export class TimeReader {
  readonly format: TimeFormat;
  readonly #table: Table;
  readonly #clock: LocalClock | undefined;
  /** Milliseconds east of UTC of times without a zone, where that never changes. */
  readonly #east: number;
  /** The date of the row before, as it is written, and its midnight: most rows repeat it. */
  readonly #date = Buffer.alloc(10);
  #dateLength = 0;
  #midnight = Number.NaN;

  constructor(table: Table, format: TimeFormat, clock: LocalClock | undefined) {
    this.#table = table;
    this.format = format;
    this.#clock = clock;
    this.#east = clock !== undefined && clock.zone.at.length === 0 ? clock.zone.offsets[0]! : Number.NaN;
  }

  /** Reads the bytes of a cell, by position where the row before has the same date. */
  readBytes(bytes: Buffer, start: number, end: number, line: number): number {
    const { format } = this;
    if (format.style === 'epoch' || format.style === 'since-midnight') {
      const value = numberAt(bytes, start, end, false, format.style === 'epoch' ? format.shift : 0);
      return this.#counted(value, () => bytes.toString('utf8', start, end), line);
    }
    const time = this.#sameDay(bytes, start, end, line);
    return Number.isNaN(time) ? this.readText(bytes.toString('utf8', start, end).trim(), line) : time;
  }

  /** Reads a date and a time of day that stand in two cells. */
  readPair(bytes: Buffer, start: number, end: number, clockStart: number, clockEnd: number, line: number): number {
    if (this.format.style === 'moment' && end - start === this.#dateLength && this.#isSameDate(bytes, start, end)) {
      const clock = clockAt(bytes, clockStart, clockEnd);
      if (!Number.isNaN(clock)) return this.#utc(this.#midnight + clock, '', line);
    }
    return this.readText(`${bytes.toString('utf8', start, end)} ${bytes.toString('utf8', clockStart, clockEnd)}`, line);
  }

  /** Reads any text of the format. */
  readText(text: string, line: number): number {
    const { format } = this;
    if (format.style === 'epoch') return this.#counted(anyNumber(text, false, format.shift), () => text, line);
    const moment = 'order' in format ? momentOf(text, format.order) : undefined;
    if (moment === undefined || !isOfFormat(moment.clock, format)) throw this.#table.fault(line, unreadableTime(text));
    this.#dateLength = moment.dateLength <= 10 ? this.#date.write(text.slice(0, moment.dateLength), 'latin1') : 0;
    this.#midnight = moment.day;
    if (moment.clock === undefined || format.style === 'date') return moment.day;
    const local = moment.day + moment.clock;
    return moment.east === undefined ? this.#utc(local, text, line) : local - moment.east;
  }

  /** Reads a typed value: an epoch, a date as its midnight, or a local time in milliseconds as if it were UTC. */
  readValue(value: number, line: number): number {
    if (Number.isNaN(value)) throw this.#table.fault(line, unreadableTime(''));
    if (this.format.style === 'date') return value;
    if (this.format.style === 'moment') return this.#utc(value, new Date(value).toISOString().slice(0, -1), line);
    return this.#counted(value, () => String(value), line);
  }

  /** To be called after the last row: throws a DataError where the zone of some rows stays unknown. */
  finish(): void {
    this.#clock?.finish();
  }

  /** Reads a date like that of the row before with a time of day behind it, and with Z or no zone; else NaN. */
  #sameDay(bytes: Buffer, start: number, end: number, line: number): number {
    if (!this.#isSameDate(bytes, start, end)) return Number.NaN;
    const at = start + this.#dateLength;
    if (this.format.style === 'date') return at === end ? this.#midnight : Number.NaN;
    if (bytes[at] !== 84 && bytes[at] !== SPACE) return Number.NaN;
    const isUtc = bytes[end - 1] === 90;
    const clock = clockAt(bytes, at + 1, isUtc ? end - 1 : end);
    if (Number.isNaN(clock)) return clock;
    return isUtc ? this.#midnight + clock : this.#utc(this.#midnight + clock, '', line);
  }

  #isSameDate(bytes: Buffer, start: number, end: number): boolean {
    const length = this.#dateLength;
    if (length === 0 || end - start < length) return false;
    for (let k = length - 1; k >= 0; k--) if (bytes[start + k] !== this.#date[k]) return false;
    return true;
  }

  /** A number of milliseconds since 1970 or since midnight. */
  #counted(value: number, text: () => string, line: number): number {
    if (!(Math.abs(value) < MOST)) throw this.#table.fault(line, unreadableTime(text()));
    return this.format.style === 'since-midnight' ? this.#utc(this.format.day + value, '', line) : value;
  }

  #utc(local: number, text: string, line: number): number {
    if (!Number.isNaN(this.#east)) return local - this.#east;
    if (this.#clock !== undefined) return this.#clock.toUtc(local, line);
    const { name } = this.#table;
    const was = text === '' ? new Date(local).toISOString().slice(0, 19).replace('T', ' ') : text;
    throw new ConfigError(
      `Expected a timezone for the times of ${name}, which name none (${name}?timezone=UTC, +02:00 or America/New_York), but it was "${was}"`,
    );
  }
}

function isOfFormat(clock: number | undefined, format: TimeFormat): boolean {
  if (format.style !== 'date') return clock !== undefined;
  return format.atMidnight === true ? clock === 0 : clock === undefined;
}
