import { type Kernel, Line } from '../model/line.ts';
import { type BarSeries, Series } from '../model/series.ts';
import { DAY, dayOf } from '../model/time.ts';

const YEAR = 365;
const WEEKDAYS = 252;

/** Spacings of weeks and months in days, and how many of them a year counts. */
const SPACINGS: readonly (readonly [from: number, to: number, bars: number])[] = [
  [6, 8, 52],
  [27, 32, 12],
];

/**
 * How many bars of a series make a year, as those until then say: bars per weekday times 252 or, where there are bars on
 * Saturdays and Sundays, bars per day times 365 (in the first week: where the market never closes). Only whole days count. Weekly
 * bars are 52, monthly ones 12, other long ones as many as their mean spacing says. NaN until there is a whole day.
 */
export const barsPerYear = (bars: BarSeries, neverCloses: boolean): Line => bars.derive((out) => new YearKernel(bars, neverCloses, out));

class YearKernel implements Kernel {
  readonly #bars: BarSeries;
  readonly #neverCloses: boolean;
  readonly #out: Line;
  #firstTs = Number.NaN;
  #firstDay = Number.NaN;
  #day = Number.NaN;
  /** Bars of that day, and of the first one, which may not be whole. */
  #today = 0;
  #before = 0;
  /** Whole days: their bars, and how many of them were on weekdays, on Saturdays and on Sundays. */
  #sum = 0;
  #weekdays = 0;
  #saturdays = 0;
  #sundays = 0;

  constructor(bars: BarSeries, neverCloses: boolean, out: Line) {
    this.#bars = bars;
    this.#neverCloses = neverCloses;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    for (let row = from; row < to; row++) {
      const ts = Series.timeAt(this.#bars, row);
      if (row === 1) this.#begin(ts);
      const day = dayOf(ts);
      if (day !== this.#day) this.#turn(day);
      this.#today++;
      out[row & mask] = this.#yearly(row, ts);
    }
  }

  #begin(ts: number): void {
    this.#firstTs = ts;
    this.#firstDay = this.#day = dayOf(ts);
  }

  /** A day is over. */
  #turn(day: number): void {
    if (this.#day === this.#firstDay) this.#before = this.#today;
    else {
      this.#sum += this.#today;
      // 1970 began with a Thursday.
      const weekday = this.#day % 7;
      if (weekday === 2) this.#saturdays++;
      else if (weekday === 3) this.#sundays++;
      else this.#weekdays++;
    }
    this.#day = day;
    this.#today = 0;
  }

  #yearly(row: number, ts: number): number {
    const spacing = (ts - this.#firstTs) / (row - 1) / DAY;
    if (spacing > 3) return SPACINGS.find(([from, to]) => spacing >= from && spacing <= to)?.[2] ?? YEAR / spacing;
    const [weekdays, weekend] = [this.#weekdays, this.#saturdays + this.#sundays];
    if (weekdays + weekend === 0) return this.#before === 0 ? Number.NaN : this.#before * (this.#neverCloses ? YEAR : WEEKDAYS);
    const everyDay = this.#day - this.#firstDay < 8 ? this.#neverCloses : this.#saturdays > 0 && this.#sundays > 0;
    return everyDay ? (this.#sum / (weekdays + weekend)) * YEAR : (this.#sum / Math.max(weekdays, 1)) * WEEKDAYS;
  }
}
