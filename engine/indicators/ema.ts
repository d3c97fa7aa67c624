import { type Kernel, Line } from '../model/line.ts';
import { wholePeriod } from './period.ts';
import { rowsToForget, type Seed } from './smoothing.ts';

/** What an exponential average may be told. */
export interface AverageOptions {
  /** How it begins: with the mean of its first `period` values (TA-Lib; the default), or with its first value alone (Metastock, pandas). */
  readonly seed?: Seed;
}

/**
 * Exponential moving average with weight 2 / (period + 1); ready on row `period`, seeded with the mean of the first
 * `period` values, as TA-Lib does. A NaN in the source is passed over: the value before it stays.
 */
export function ema(source: Line, period: number, options: AverageOptions = {}): Line {
  wholePeriod(period, 'ema');
  Line.reaches(source, rowsToForget((period + 1) / 2));
  return source.driver.derive((out) => new EmaKernel(source, period, 2 / (period + 1), options, out), {
    name: `ema ${period} ${options.seed}`,
    of: [source],
  });
}

/** Wilder's smoothing: an exponential average with weight 1 / period, seeded alike. */
export function rma(source: Line, period: number, options: AverageOptions = {}): Line {
  wholePeriod(period, 'rma');
  Line.reaches(source, rowsToForget(period));
  return source.driver.derive((out) => new EmaKernel(source, period, 1 / period, options, out), {
    name: `rma ${period} ${options.seed}`,
    of: [source],
  });
}

class EmaKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #weight: number;
  readonly #sums: boolean;
  readonly #out: Line;
  /** How many values there were, gaps apart. */
  #seen = 0;
  /** The average; before it is ready, the sum of what there was where its mean is the seed. */
  #value = 0;

  constructor(source: Line, period: number, weight: number, { seed = 'mean' }: AverageOptions, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#weight = weight;
    this.#sums = seed === 'mean';
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    const weight = this.#weight;
    const sums = this.#sums;
    let value = this.#value;
    let seen = this.#seen;
    for (let row = from; row < to; row++) {
      const x = source[row & sourceMask]!;
      if (Number.isNaN(x)) {
        // A gap in the source keeps the average; before the first value there is none.
        if (seen >= period) out[row & mask] = value;
        else out[row & mask] = Number.NaN;
        continue;
      }
      if (++seen > period) value += weight * (x - value);
      else if (sums) value = seen < period ? value + x : (value + x) / period;
      else value = seen === 1 ? x : value + weight * (x - value);
      if (seen < period) out[row & mask] = Number.NaN;
      else out[row & mask] = value;
    }
    this.#seen = seen;
    this.#value = value;
  }
}
