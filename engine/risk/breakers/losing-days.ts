import type { Days } from '../days.ts';
import type { EquityMeasure, Memory } from './breaker.ts';

/** Days in a row that ended with less equity than the day before them; a day without a change neither counts nor ends a row. */
export class LosingDays implements EquityMeasure {
  readonly #limit: number;
  readonly #days: Days;
  #day = Number.NaN;
  #begin: number;
  #last: number;
  #row = 0;

  constructor(limit: number, equity: number, days: Days) {
    this.#limit = limit;
    this.#days = days;
    this.#begin = this.#last = equity;
  }

  /** When the present day is over; Infinity before the first value. */
  get next(): number {
    return Number.isNaN(this.#day) ? Number.POSITIVE_INFINITY : this.#days.endOf(this.#day);
  }

  watch(ts: number, equity: number): string | undefined {
    const why = ts > this.next ? this.#end() : undefined;
    this.#day = ts;
    this.#last = equity;
    return ts === this.next ? this.#end() : why;
  }

  /** Time has passed without a close. */
  pass(ts: number): string | undefined {
    return ts >= this.next ? this.#end() : undefined;
  }

  #end(): string | undefined {
    const change = this.#last - this.#begin;
    this.#day = Number.NaN;
    this.#begin = this.#last;
    if (change === 0) return undefined;
    this.#row = change < 0 ? this.#row + 1 : 0;
    return this.#row >= this.#limit ? `${this.#row} losing days in a row` : undefined;
  }

  rearm(_ts: number, equity: number): void {
    this.#row = 0;
    this.#begin = this.#last = equity;
  }

  memory(): Memory {
    return { day: this.#day, begin: this.#begin, last: this.#last, row: this.#row };
  }

  recall({ day = Number.NaN, begin = this.#begin, last = this.#last, row = 0 }: Memory): void {
    this.#day = day;
    this.#begin = begin;
    this.#last = last;
    this.#row = row;
  }

  save(): readonly number[] {
    return [this.#day, this.#begin, this.#last, this.#row];
  }

  restore([day = Number.NaN, begin = Number.NaN, last = Number.NaN, row = 0]: readonly number[]): void {
    this.#day = day;
    this.#begin = begin;
    this.#last = last;
    this.#row = row;
  }
}
