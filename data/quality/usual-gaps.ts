import type { Column } from '../../engine/model/series.ts';
import { DAY, MINUTE, WEEK } from '../../engine/model/time.ts';
import { LongSteps } from './long-steps.ts';

/** How often a gap comes that is usual: three times, and once in 16 weeks. */
const TIMES = 3;
const WEEKS = 16;
/** A gap is notable from five times the longest usual one on; of daily bars from five missing ones on. */
const FACTOR = 5;
const DAYS = 5;
/** What the week is divided into, of intraday bars: markets open at quarters of an hour. */
const QUARTER = 15 * MINUTE;
/** The epoch began on a Thursday; weeks are counted from Monday. */
const MONDAY = -3 * DAY;

/** A stretch of time in which bars are missing, and how many. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly missing: number;
}

/**
 * Gaps of bars that are longer than usual, where no calendar tells what is usual. Only the quarters of an hour of the week
 * count in which the series has bars in more than half of its weeks (of daily bars, the days of the week): nights and
 * weekends are no gaps. Usual is the longest gap that comes three times, and once in 16 weeks, or more often; notable is one
 * of five times that at least, of daily bars of five at least. Of weeks and months each missing one counts.
 */
export class UsualGaps {
  readonly #ms: number;
  /** What the week is divided into. */
  readonly #unit: number;
  /** In how many weeks each quarter, or day, of the week has bars, and how many weeks have any. */
  readonly #seen: Uint32Array;
  #weeks = 0;
  #unitEnd = Number.NEGATIVE_INFINITY;
  #weekEnd = Number.NEGATIVE_INFINITY;
  #from = Number.NaN;
  #end = Number.POSITIVE_INFINITY;
  readonly #steps = new LongSteps();

  constructor(ms: number) {
    this.#ms = ms;
    this.#unit = ms < DAY ? QUARTER : DAY;
    this.#seen = new Uint32Array(WEEK / this.#unit);
  }

  /** Takes the next bars, from row 0 up to `rows`. */
  take(opens: Column, ends: Column, rows: number): void {
    if (rows > 0 && Number.isNaN(this.#from)) this.#from = opens[0]!;
    let end = this.#end;
    let unitEnd = this.#unitEnd;
    for (let row = 0; row < rows; row++) {
      const open = opens[row]!;
      if (open >= unitEnd) unitEnd = this.#mark(open);
      if (open > end) this.#steps.add(end, open);
      end = ends[row]!;
    }
    this.#end = end;
    this.#unitEnd = unitEnd;
  }

  /** The notable ones, in order. */
  finish(): readonly Hole[] {
    const isShort = this.#ms < WEEK;
    const missing = this.#steps.map((from, to) => (isShort ? this.#missingIn(from, to) : Math.round((to - from) / this.#ms)));
    const times = Math.max(TIMES, Math.ceil((this.#end - this.#from) / (WEEKS * WEEK)));
    const usual = isShort ? (missing.toSorted().at(-times) ?? this.#steps.forgotten / this.#ms) : 0;
    const least = Math.max(1, FACTOR * usual, isShort && this.#unit === DAY ? DAYS : 0);
    return [...missing].flatMap((count, k) => (count < least ? [] : { ...this.#steps.at(k), missing: count }));
  }

  /** Counts a quarter, or day, with bars; returns its end. */
  #mark(open: number): number {
    const unit = Math.floor((open - MONDAY) / this.#unit);
    this.#seen[this.#slot(unit)]!++;
    if (open >= this.#weekEnd) {
      this.#weeks++;
      this.#weekEnd = (Math.floor((open - MONDAY) / WEEK) + 1) * WEEK + MONDAY;
    }
    return (unit + 1) * this.#unit + MONDAY;
  }

  /** Which quarter, or day, of the week one is; before 1970 too. */
  #slot(unit: number): number {
    const slots = this.#seen.length;
    return ((unit % slots) + slots) % slots;
  }

  /** How many bars are missing between two, in quarters or days that usually have some. */
  #missingIn(from: number, to: number): number {
    const unit = this.#unit;
    const isFine = this.#ms < unit;
    const first = Math.floor((isFine ? from - MONDAY : from - MONDAY - 1) / unit) + (isFine ? 0 : 1);
    let time = 0;
    for (let k = first, begin = first * unit + MONDAY; begin < to; k++, begin += unit) {
      if (this.#seen[this.#slot(k)]! * 2 <= this.#weeks) continue;
      if (isFine) time += Math.min(to, begin + unit) - Math.max(from, begin);
      else if (begin + unit <= to) time += this.#ms;
    }
    return Math.floor(time / this.#ms);
  }
}
