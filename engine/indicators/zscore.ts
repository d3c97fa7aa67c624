import { type Kernel, Line } from '../model/line.ts';
import { meanRise, squaresAround } from './moments.ts';
import { wholePeriod } from './period.ts';
import type { Estimate } from './variance.ts';

/**
 * By how many standard deviations the newest value lies above the mean of the last `period` values, itself included;
 * ready on row `period`. NaN while a NaN is in the window, and where all values are equal: nothing deviates (as in
 * Stock.Indicators). With `sample`, deviations are divided by `period` - 1, as in pandas.
 */
export function zscore(source: Line, period: number, { sample = false }: Estimate = {}): Line {
  wholePeriod(period, 'zscore', 2);
  Line.reserve(source, period);
  return source.driver.derive((out) => new ZscoreKernel(source, period, sample ? period - 1 : period, out), {
    name: `zscore ${period} ${sample}`,
    of: [source],
  });
}

class ZscoreKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #divisor: number;
  readonly #out: Line;

  constructor(source: Line, period: number, divisor: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#divisor = divisor;
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
      const rise = meanRise(source, sourceMask, row, period);
      const deviation = Math.sqrt(squaresAround(rise, source, sourceMask, row, period) / this.#divisor);
      const distance = source[row & sourceMask]! - source[(row - period + 1) & sourceMask]! - rise;
      out[row & mask] = deviation > 0 ? distance / deviation : Number.NaN;
    }
  }
}
