import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/**
 * Standard deviation of the last `period` values around their mean (divided by `period`, as in TA-Lib and Bollinger's
 * bands); ready on row `period`, NaN while a NaN is in the window.
 *
 * Computed from the window itself at each row, in two passes: a running sum of squares would cancel, and its value would
 * depend on where the series started. Distances are taken from the window's oldest value, so that equal values give 0.
 */
export function stdev(source: Line, period: number): Line {
  wholePeriod(period, 'stdev');
  Line.reserve(source, period);
  return source.driver.derive((out) => new StdevKernel(source, period, out));
}

class StdevKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #out: Line;

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
    for (let row = from; row < to; row++) {
      if (row < period) {
        out[row & mask] = Number.NaN;
        continue;
      }
      const oldest = source[(row - period + 1) & sourceMask]!;
      let sum = 0;
      for (let r = row - period + 2; r <= row; r++) sum += source[r & sourceMask]! - oldest;
      const mean = sum / period;
      let squares = mean * mean;
      for (let r = row - period + 2; r <= row; r++) {
        const distance = source[r & sourceMask]! - oldest - mean;
        squares += distance * distance;
      }
      out[row & mask] = Math.sqrt(squares / period);
    }
  }
}
