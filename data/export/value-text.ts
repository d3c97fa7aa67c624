import { DataError } from '../../engine/model/errors.ts';
import { DAY, isoTime } from '../../engine/model/time.ts';
import { ACTIONS } from '../block.ts';

/** The number as the shortest decimal that reads back as the same double; a negative zero keeps its sign. NaN is the caller's. */
export const numberText = (value: number): string => (value === 0 && Object.is(value, -0) ? '-0' : `${value}`);

const WORDS = new Map<number, string>(Object.entries(ACTIONS).map(([word, code]) => [code, word]));

/** The word of a kind of corporate action; throws a DataError for none of them. */
export function actionText(code: number): string {
  const word = WORDS.get(code);
  if (word !== undefined) return word;
  throw new DataError(`Expected a kind of corporate action (${[...WORDS.values()].join(', ')}), but it was "${code}"`);
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** Writes points in time as ISO-8601 UTC, to the millisecond or, where they are finer, to the nanosecond. */
export class TimeText {
  #day = Number.NaN;
  #date = '';

  /** Throws a DataError for what is no time of the years 1600 to 2199, which readers take for dates. */
  of(ts: number): string {
    const day = Math.floor(ts / DAY);
    if (day !== this.#day) {
      this.#date = isoTime(day * DAY).slice(0, 10);
      if (!/^(1[6-9]|2[01])\d\d-/.test(this.#date)) throw new DataError(`Expected a time from 1600 to 2199, but it was "${ts}"`);
      this.#day = day;
    }
    const whole = Math.floor(ts);
    const ms = whole - day * DAY;
    const second = Math.floor(ms / 1000);
    const minute = Math.floor(second / 60);
    const thousandths = `${1000 + (ms % 1000)}`.slice(1);
    const finer = ts === whole ? '' : `${1e6 + Math.round((ts - whole) * 1e6)}`.slice(1);
    // The fraction rounds to no nanosecond or to a whole millisecond.
    if (finer === '000000') return this.of(Math.round(ts));
    return `${this.#date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second % 60)}.${thousandths}${finer}Z`;
  }
}
