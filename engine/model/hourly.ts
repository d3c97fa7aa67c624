import { Numbers } from './numbers.ts';
import { HOUR } from './time.ts';

/** The hour that a moment is in, counted from 1970 UTC; a moment on the hour belongs to the hour it ends. */
export const hourOf = (ts: number): number => Math.ceil(ts / HOUR);

/** The last value of every hour (UTC) that has one: what is kept of a curve that is too long to be kept whole. */
export class Hourly {
  readonly #ts = new Numbers();
  readonly #value = new Numbers();
  #hour = Number.NaN;

  /** Takes the next value; times ascend. */
  add(ts: number, value: number): void {
    const hour = hourOf(ts);
    if (hour === this.#hour) {
      this.#ts.amend(ts);
      this.#value.amend(value);
      return;
    }
    this.#hour = hour;
    this.#ts.push(ts);
    this.#value.push(value);
  }

  columns(): { readonly ts: Float64Array; readonly value: Float64Array } {
    return { ts: this.#ts.column(), value: this.#value.column() };
  }
}
