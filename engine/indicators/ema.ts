import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';

/**
 * Exponential moving average with weight 2 / (period + 1); ready on row `period`, seeded with the mean of the first
 * `period` values, as TA-Lib does.
 */
export function ema(source: Line, period: number): Line {
  wholePeriod(period, 'ema');
  return source.driver.derive((out) => new EmaKernel(source, period, 2 / (period + 1), out));
}

/** Wilder's smoothing: an exponential average with weight 1 / period, seeded alike. */
export function rma(source: Line, period: number): Line {
  wholePeriod(period, 'rma');
  return source.driver.derive((out) => new EmaKernel(source, period, 1 / period, out));
}

class EmaKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #weight: number;
  readonly #out: Line;
  /** How many values there were, gaps apart. */
  #seen = 0;
  /** The average; before it is ready, the sum of what there was. */
  #value = 0;

  constructor(source: Line, period: number, weight: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#weight = weight;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    const weight = this.#weight;
    let value = this.#value;
    let seen = this.#seen;
    for (let row = from; row < to; row++) {
      const x = source[row & sourceMask]!;
      if (Number.isNaN(x)) {
        // A gap in the source keeps the average; before the first value there is none.
        out[row & mask] = seen >= period ? value : Number.NaN;
        continue;
      }
      if (++seen < period) value += x;
      else value = seen === period ? (value + x) / period : value + weight * (x - value);
      out[row & mask] = seen < period ? Number.NaN : value;
    }
    this.#seen = seen;
    this.#value = value;
  }
}
