import { type Kernel, Line } from '../model/line.ts';

/**
 * Standard deviation of the last `period` values around their mean (divided by `period`, as TA-Lib); ready on row `period`.
 * Computed from the window itself at each row: exact where a running sum of squares would cancel.
 */
export function stdev(source: Line, period: number): Line {
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
      let sum = 0;
      for (let r = row - period + 1; r <= row; r++) sum += source[r & sourceMask]!;
      const mean = sum / period;
      let squares = 0;
      for (let r = row - period + 1; r <= row; r++) {
        const distance = source[r & sourceMask]! - mean;
        squares += distance * distance;
      }
      out[row & mask] = Math.sqrt(squares / period);
    }
  }
}
