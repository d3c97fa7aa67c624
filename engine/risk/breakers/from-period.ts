import { isBeyond } from '../check.ts';
import type { EquityMeasure, Memory } from './breaker.ts';

/** The loss since a day or a week began, a fraction of the last equity before it. */
export class FromPeriod implements EquityMeasure {
  readonly #limit: number;
  readonly #periodOf: (ts: number) => number;
  #period = Number.NaN;
  #begin: number;
  #last: number;

  constructor(limit: number, equity: number, periodOf: (ts: number) => number) {
    this.#limit = limit;
    this.#periodOf = periodOf;
    this.#begin = this.#last = equity;
  }

  watch(ts: number, equity: number): string | undefined {
    const period = this.#periodOf(ts);
    if (period !== this.#period) {
      this.#period = period;
      this.#begin = Number.isNaN(this.#last) ? equity : this.#last;
    }
    this.#last = equity;
    const level = this.#begin * (1 - this.#limit);
    return isBeyond(equity, level) ? undefined : `equity of ${equity} at most ${level}, it began with ${this.#begin}`;
  }

  rearm(_ts: number, equity: number): void {
    this.#begin = this.#last = equity;
  }

  memory(): Memory {
    return Number.isNaN(this.#period) ? {} : { period: this.#period, begin: this.#begin, last: this.#last };
  }

  recall({ period = this.#period, begin = this.#begin, last = this.#last }: Memory): void {
    this.#period = period;
    this.#begin = begin;
    this.#last = last;
  }

  save(): readonly number[] {
    return [this.#period, this.#begin, this.#last];
  }

  restore([period = Number.NaN, begin = Number.NaN, last = Number.NaN]: readonly number[]): void {
    this.#period = period;
    this.#begin = begin;
    this.#last = last;
  }
}
