import { type Kernel, Line } from '../model/line.ts';
import { meanRise, squaresAround } from './moments.ts';
import { wholePeriod } from './period.ts';

/** How a spread is estimated. */
export interface Estimate {
  /** Divide by `period` - 1 instead of `period`: the unbiased estimate from a sample, as in pandas. Needs a period of 2. */
  readonly sample?: boolean;
}

/**
 * Variance of the last `period` values around their mean (divided by `period`, as in TA-Lib and LEAN); ready on row
 * `period`, NaN while a NaN is in the window, exactly 0 where all values are equal.
 */
export function variance(source: Line, period: number, { sample = false }: Estimate = {}): Line {
  return spread(source, wholePeriod(period, 'variance', sample ? 2 : 1), sample, false);
}

/** Variance, or its square root, over a window that has been checked. */
export function spread(source: Line, period: number, sample: boolean, root: boolean): Line {
  Line.reserve(source, period);
  return source.driver.derive((out) => new SpreadKernel(source, period, sample ? period - 1 : period, root, out), {
    name: `spread ${period} ${sample} ${root}`,
    of: [source],
  });
}

class SpreadKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #divisor: number;
  readonly #root: boolean;
  readonly #out: Line;

  constructor(source: Line, period: number, divisor: number, root: boolean, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#divisor = divisor;
    this.#root = root;
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
      const mean = squaresAround(rise, source, sourceMask, row, period) / this.#divisor;
      out[row & mask] = this.#root ? Math.sqrt(mean) : mean;
    }
  }
}
