import { type Kernel, Line } from '../model/line.ts';
import { meanRise, squaresAround } from './moments.ts';
import { wholePeriod } from './period.ts';

/** The straight line through a window that leaves the least squares. */
export interface LinearRegression {
  /** The line's end, at the newest row: a moving average that does not lag a straight trend (TA-Lib's LINEARREG). */
  readonly value: Line;
  /** How much the line rises per row. */
  readonly slope: Line;
  /** The line's start, at the oldest row of the window, as TA-Lib counts rows (Stock.Indicators: from the series' start). */
  readonly intercept: Line;
  /** The share of the variance that the line explains, 0 to 1; NaN where all values are equal. */
  readonly r2: Line;
}

/**
 * Linear regression of the last `period` values, 2 or more, on their row; ready on row `period`, NaN while a NaN is in
 * the window. Its value one row ahead (TA-Lib's TSF) is `value` + `slope`.
 */
export function linearRegression(source: Line, period: number): LinearRegression {
  wholePeriod(period, 'linearRegression', 2);
  Line.reserve(source, period);
  return source.driver.deriveAll(['value', 'slope', 'intercept', 'r2'], (out) => new TrendKernel(source, period, out), {
    name: `linearRegression ${period}`,
    of: [source],
  });
}

class TrendKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #out: LinearRegression;

  constructor(source: Line, period: number, out: LinearRegression) {
    this.#source = source;
    this.#period = period;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const period = this.#period;
    const middle = (period - 1) / 2;
    // The sum of the squared distances of 0, 1, ... from their mean.
    const squaresOfRows = (period * (period * period - 1)) / 12;
    for (let row = from; row < to; row++) {
      if (row < period) {
        this.#write(row, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
        continue;
      }
      const first = row - period + 1;
      const oldest = source[first & sourceMask]!;
      const rise = meanRise(source, sourceMask, row, period);
      let products = 0;
      for (let k = 0; k < period; k++) products += (k - middle) * (source[(first + k) & sourceMask]! - oldest);
      const squares = squaresAround(rise, source, sourceMask, row, period);
      const slope = products / squaresOfRows;
      const mean = oldest + rise;
      // Rounding may put a perfect fit just above 1.
      const r2 = squares > 0 ? Math.min(1, (slope * products) / squares) : Number.NaN;
      this.#write(row, mean + slope * middle, slope, mean - slope * middle, r2);
    }
  }

  #write(row: number, value: number, slope: number, intercept: number, r2: number): void {
    const out = this.#out;
    Line.bufferOf(out.value)[row & Line.maskOf(out.value)] = value;
    Line.bufferOf(out.slope)[row & Line.maskOf(out.slope)] = slope;
    Line.bufferOf(out.intercept)[row & Line.maskOf(out.intercept)] = intercept;
    Line.bufferOf(out.r2)[row & Line.maskOf(out.r2)] = r2;
  }
}
