import type { SessionTable } from '../model/calendar.ts';
import { ConfigError } from '../model/errors.ts';
import { Periods, type PeriodOptions as SessionOptions } from '../model/periods.ts';
import { parseTimeframe } from '../model/timeframe.ts';
import { type BarBlock, BarRows } from './bar-rows.ts';
import { RunningBar } from './running-bar.ts';

/** What bars by time are made to. */
export interface PeriodOptions extends SessionOptions {
  /** Such as `1s 5m 1h 1d 1w 1M`. */
  readonly timeframe: string;
  /** Whose opens bars count from; absent: midnight UTC. What comes while the market is closed is in no bar. */
  readonly sessions?: SessionTable | undefined;
}

/** Bars by time in the making, whatever they are made of. A period in which nothing came has no bar. */
export class PeriodBars {
  /** How many rows were left out as the market was closed. */
  outside = 0;
  readonly #periods: Periods;
  readonly #bar = new RunningBar();
  readonly #rows = new BarRows();
  #start = Number.NaN;
  #end = Number.NaN;

  /** Throws a ConfigError for what is no timeframe. */
  constructor({ timeframe: text, sessions, extended }: PeriodOptions) {
    const timeframe = parseTimeframe(text);
    if (timeframe === undefined) throw new ConfigError(`Expected a timeframe such as "5m", "1h" or "1d", but it was "${text}"`);
    this.#periods = new Periods(timeframe, sessions, { extended });
  }

  /** Takes in one price with its size. A price at the end of a period belongs to the next. Times ascend. */
  price(ts: number, price: number, size: number): void {
    if ((ts >= this.#start && ts < this.#end) || this.#find(ts, ts)) this.#bar.add(price, price, price, price, size);
  }

  /** Takes in a finer bar; false where it does not fit into a period. Times ascend. */
  bar(openTime: number, time: number, open: number, high: number, low: number, close: number, volume: number): boolean {
    if (!this.#find(openTime, time)) return true;
    if (time > this.#end) return false;
    this.#bar.add(open, high, low, close, volume);
    return true;
  }

  /** The bars that have ended. */
  take(): BarBlock {
    return this.#rows.take();
  }

  /** The bars that have ended, with that going on if it ends by `until`. */
  finish(until: number): BarBlock {
    if (this.#end <= until) this.#bar.end(this.#start, this.#end, this.#rows);
    return this.#rows.take();
  }

  #find(ts: number, until: number): boolean {
    if (!this.#periods.find(ts, until)) {
      this.outside++;
      return false;
    }
    const { start, end } = this.#periods;
    if (start !== this.#start) this.#bar.end(this.#start, this.#end, this.#rows);
    this.#start = start;
    // The end of a period may move on while it lasts.
    this.#end = end;
    return true;
  }
}
