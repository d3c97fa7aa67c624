import { DAY, HOUR, MINUTE } from '../model/time.ts';

/** The Monday before the epoch's Thursday. */
const MONDAY = -3;

/**
 * Days and weeks of an account. A day begins at a time of day in UTC, and one that begins in its second half is the next
 * day's: 22:00 on a Sunday begins Monday. A close at a day's very end belongs to it.
 */
export class Days {
  readonly #shift: number;

  /** `begins` as `HH:MM`; midnight by default. */
  constructor(begins = '00:00') {
    const [hours = 0, minutes = 0] = begins.split(':').map(Number);
    const at = hours * HOUR + minutes * MINUTE;
    this.#shift = at < DAY / 2 ? -at : DAY - at;
  }

  /** The number of the day to which a moment belongs. */
  day(ts: number): number {
    return Math.ceil((ts + this.#shift) / DAY);
  }

  /** The number of the week, from Monday to Sunday. */
  week(ts: number): number {
    return Math.floor((this.day(ts) - 1 - MONDAY) / 7);
  }

  /** The last moment of the day to which `ts` belongs. */
  endOf(ts: number): number {
    return this.day(ts) * DAY - this.#shift;
  }
}
