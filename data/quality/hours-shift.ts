import { DAY, HOUR } from '../../engine/model/time.ts';
import type { Chunk } from './chunk.ts';
import { Detector, type Subject } from './detector.ts';
import { Spot } from './spot.ts';

/** Hours are known once so many days had the same, and have moved once so many days in a row have moved alike. */
const KNOWN = 5;
const MOVED = 3;
/** Months, from 0, in which clocks are changed somewhere, always over a weekend. */
const CHANGES: readonly number[] = [2, 3, 8, 9, 10];

/**
 * Finds, where no calendar is given, a market whose hours move by one hour for three days or more though no zone changes its
 * clocks then: changes over a weekend in March, April, September, October and November are taken for daylight saving. Only
 * what has the same first and last bar each day of the UTC is judged.
 */
export class HoursShift extends Detector {
  /** The day at hand: when its first bar begins and its last one ends, from midnight. */
  #day = Number.NaN;
  #from = 0;
  #to = 0;
  /** The hours so far, of how many days. */
  #usualFrom = Number.NaN;
  #usualTo = Number.NaN;
  #days = 0;
  /** How far the last days moved, how many they are, and the day before them. */
  #shift = 0;
  #moved = 0;
  #newest = Number.NaN;
  #gap = 0;
  #dayStart = new Spot();
  #first = new Spot();

  constructor(subject: Subject) {
    super('clock-shift', subject);
  }

  take(chunk: Chunk): void {
    const { rows, labels } = chunk;
    const ends = chunk.column('times');
    let midnight = this.#day + DAY;
    for (let row = 0; row < rows; row++) {
      const open = labels[row]!;
      if (open < midnight) {
        this.#to = ends[row]!;
        continue;
      }
      this.#judge();
      this.#newest = this.#day;
      this.#day = Math.floor(open / DAY) * DAY;
      midnight = this.#day + DAY;
      this.#from = open;
      this.#to = ends[row]!;
      this.#dayStart.set(chunk, row);
    }
  }

  message(): string {
    return `${this.count} times the hours of trading move by one hour on a day on which no clocks change`;
  }

  #judge(): void {
    if (Number.isNaN(this.#day)) return;
    const from = this.#from - this.#day;
    const to = this.#to - this.#day;
    const shift = from - this.#usualFrom;
    if (shift === 0 && to === this.#usualTo) {
      this.#days = Math.min(this.#days + 1, 2 * KNOWN);
      this.#moved = 0;
    } else if (Math.abs(shift) === HOUR && to - this.#usualTo === shift && this.#days >= KNOWN) this.#move(shift);
    else if (this.#days < KNOWN) {
      this.#usualFrom = from;
      this.#usualTo = to;
      this.#days = 1;
    } else this.#days--;
  }

  #move(shift: number): void {
    if (this.#moved === 0 || shift !== this.#shift) {
      this.#shift = shift;
      this.#moved = 0;
      this.#gap = this.#day - this.#newest;
      this.#first = this.#dayStart;
      this.#dayStart = new Spot();
    }
    if (++this.#moved < MOVED) return;
    const isChange = this.#gap > DAY && CHANGES.includes(new Date(this.#first.ts).getUTCMonth());
    if (!isChange) this.note(this.#first);
    this.#usualFrom += shift;
    this.#usualTo += shift;
    this.#days = MOVED;
    this.#moved = 0;
  }
}
