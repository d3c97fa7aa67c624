import { type Kernel, Line } from '../model/line.ts';
import { divide, subtract } from './arithmetic.ts';
import { lag } from './lag.ts';
import { meanRise, squaresAround } from './moments.ts';
import { oneSeries, wholePeriod } from './period.ts';

/** The line through the points (x, y) of a window that leaves the least squares: y = `intercept` + `slope` x. */
export interface Regression {
  /** How much `y` moves with one unit of `x`: a pair's hedge ratio, in units of x per unit of y. */
  readonly slope: Line;
  readonly intercept: Line;
  /** The share of y's variance that the line explains, 0 to 1. */
  readonly r2: Line;
}

/**
 * Ordinary least squares of `y` on `x` over the last `period` rows, 2 or more; ready on row `period`, NaN while a NaN is
 * in the window. Where x does not vary there is no line: all are NaN. Where y does not, r2 is NaN.
 * The two are of one series; of two instruments, lines of your own that are pushed together (`ctx.lines`).
 */
export function regression(y: Line, x: Line, period: number): Regression {
  const { slope, intercept, r2 } = leastSquares(y, x, wholePeriod(period, 'regression', 2), 'regression');
  return { slope, intercept, r2 };
}

/**
 * Pearson's correlation of two lines' values over the last `period` rows, 2 or more, from -1 to 1 (as TA-Lib's CORREL);
 * ready on row `period`. NaN while a NaN is in the window, and where either does not vary (TA-Lib: 0).
 * Lines as for `regression`. For a correlation of returns, give it lines of returns.
 */
export function correlation(a: Line, b: Line, period: number): Line {
  return leastSquares(a, b, wholePeriod(period, 'correlation', 2), 'correlation').correlation;
}

/**
 * Beta of an asset to its market: covariance of the returns of both over the variance of the market's, of the last
 * `period` returns, 2 or more; ready on row `period` + 1. TA-Lib's BETA is this with the market as its first input. NaN
 * while a return in the window is unknown or from a price of 0, and where the market does not move (TA-Lib: 0).
 * Lines as for `regression`.
 */
export function beta(asset: Line, market: Line, period: number): Line {
  wholePeriod(period, 'beta', 2);
  return leastSquares(returnsOf(asset), returnsOf(market), period, 'beta').slope;
}

function returnsOf(prices: Line): Line {
  const before = lag(prices, 1);
  return divide(subtract(prices, before), before);
}

interface Fit extends Regression {
  readonly correlation: Line;
}

function leastSquares(y: Line, x: Line, period: number, indicator: string): Fit {
  const driver = oneSeries(y, x, indicator);
  Line.reserve(y, period);
  Line.reserve(x, period);
  return driver.deriveAll(['slope', 'intercept', 'correlation', 'r2'], (out) => new FitKernel(y, x, period, out), {
    name: `leastSquares ${period}`,
    of: [y, x],
  });
}

class FitKernel implements Kernel {
  readonly #y: Line;
  readonly #x: Line;
  readonly #period: number;
  readonly #out: Fit;

  constructor(y: Line, x: Line, period: number, out: Fit) {
    this.#y = y;
    this.#x = x;
    this.#period = period;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    for (let row = from; row < to; row++) {
      if (row < this.#period) this.#write(row, Number.NaN, Number.NaN, Number.NaN);
      else this.#fit(row);
    }
  }

  #fit(row: number): void {
    const y = Line.bufferOf(this.#y);
    const yMask = Line.maskOf(this.#y);
    const x = Line.bufferOf(this.#x);
    const xMask = Line.maskOf(this.#x);
    const period = this.#period;
    const first = row - period + 1;
    const oldestY = y[first & yMask]!;
    const oldestX = x[first & xMask]!;
    const riseY = meanRise(y, yMask, row, period);
    const riseX = meanRise(x, xMask, row, period);
    let products = 0;
    for (let r = first; r <= row; r++) products += (y[r & yMask]! - oldestY - riseY) * (x[r & xMask]! - oldestX - riseX);
    const squaresY = squaresAround(riseY, y, yMask, row, period);
    const squaresX = squaresAround(riseX, x, xMask, row, period);
    const slope = squaresX > 0 ? products / squaresX : Number.NaN;
    const both = Math.sqrt(squaresX) * Math.sqrt(squaresY);
    // Rounding may put a perfect correlation just outside.
    const correlation = both > 0 ? Math.max(-1, Math.min(1, products / both)) : Number.NaN;
    this.#write(row, slope, oldestY + riseY - slope * (oldestX + riseX), correlation);
  }

  #write(row: number, slope: number, intercept: number, correlation: number): void {
    const out = this.#out;
    Line.bufferOf(out.slope)[row & Line.maskOf(out.slope)] = slope;
    Line.bufferOf(out.intercept)[row & Line.maskOf(out.intercept)] = intercept;
    Line.bufferOf(out.correlation)[row & Line.maskOf(out.correlation)] = correlation;
    Line.bufferOf(out.r2)[row & Line.maskOf(out.r2)] = correlation * correlation;
  }
}
