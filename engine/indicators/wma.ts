import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/**
 * Weighted moving average: the newest of the last `period` values weighs `period`, the oldest 1; ready on row `period`.
 * A NaN in the source starts the window anew.
 *
 * Both running sums are kept exactly in two doubles, as in `sma`, so a value depends on its window alone.
 */
export function wma(source: Line, period: number): Line {
  wholePeriod(period, 'wma');
  Line.reserve(source, period);
  return source.driver.derive((out) => new WmaKernel(source, period, out), { name: `wma ${period}`, of: [source] });
}

/** 2^27 + 1 splits a double into two of 26 bits (Dekker, 1971), whose products with a period are exact. */
const SPLIT = 134217729;

class WmaKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #out: Line;
  /** The sum of the window's values, and what rounding took from it. */
  #plain = 0;
  #plainRest = 0;
  /** The sum of the window's values by their weights. */
  #weighted = 0;
  #weightedRest = 0;
  /** The first row of the unbroken run of values. */
  #first = 1;

  constructor(source: Line, period: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    const weights = (period * (period + 1)) / 2;
    let plain = this.#plain;
    let plainRest = this.#plainRest;
    let sum = this.#weighted;
    let rest = this.#weightedRest;
    let first = this.#first;
    for (let row = from; row < to; row++) {
      const value = source[row & sourceMask]!;
      if (Number.isNaN(value)) {
        first = row + 1;
        plain = plainRest = sum = rest = 0;
        out[row & mask] = Number.NaN;
        continue;
      }
      const held = row - first;
      const full = held >= period;
      const weight = full ? period : held + 1;
      // The value comes in with the heaviest weight: the product, and what rounding took from it (TwoProduct).
      const scaled = SPLIT * value;
      const top = scaled - (scaled - value);
      let term = weight * value;
      rest += weight * top - term + weight * (value - top);
      let next = sum + term;
      let part = next - sum;
      rest += sum - (next - part) + (term - part);
      sum = next;
      if (full) {
        // All that was held weighs one less: the plain sum goes, exactly.
        term = -plain;
        next = sum + term;
        part = next - sum;
        rest += sum - (next - part) + (term - part) - plainRest;
        sum = next;
      }
      const gone = full ? source[(row - period) & sourceMask]! : 0;
      const change = value - gone;
      const kept = change - value;
      plainRest += value - (change - kept) - (gone + kept);
      next = plain + change;
      part = next - plain;
      plainRest += plain - (next - part) + (change - part);
      plain = next;
      if (held + 1 >= period) out[row & mask] = (sum + rest) / weights;
      else out[row & mask] = Number.NaN;
    }
    this.#plain = plain;
    this.#plainRest = plainRest;
    this.#weighted = sum;
    this.#weightedRest = rest;
    this.#first = first;
  }
}
