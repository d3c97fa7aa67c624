import { DecimalSum } from '../model/decimal-sum.ts';
import type { BarRows } from './bar-rows.ts';

/** A bar that is still going on. */
export class RunningBar {
  #open = Number.NaN;
  #high = Number.NaN;
  #low = Number.NaN;
  #close = Number.NaN;
  readonly #volume = new DecimalSum();
  /** Whether it holds nothing yet. */
  empty = true;

  /** Takes in a price, or a finer bar, with its volume. */
  add(open: number, high: number, low: number, close: number, volume: number): void {
    if (this.empty) {
      this.empty = false;
      this.#open = open;
      this.#high = high;
      this.#low = low;
    } else {
      if (high > this.#high) this.#high = high;
      if (low < this.#low) this.#low = low;
    }
    this.#close = close;
    this.#volume.add(volume);
  }

  /** Ends the bar and begins the next; an empty one leaves no row. */
  end(openTime: number, time: number, rows: BarRows): void {
    if (this.empty) return;
    rows.push(openTime, time, this.#open, this.#high, this.#low, this.#close, this.#volume.value);
    this.empty = true;
    this.#volume.reset();
  }
}
