import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { divide, multiply } from './arithmetic.ts';
import { rma } from './ema.ts';
import { wholePeriod } from './period.ts';

/** What `trueRange`, `atr` and `natr` may be told. */
export interface TrueRangeOptions {
  /** The first bar's true range, as it has no close before: `none` (TA-Lib; the default), or its own `range` (TradingView, LEAN), by which all is ready a row earlier. */
  readonly first?: 'none' | 'range';
}

/** Wilder's true range: the bar's range, or its reach from the previous close where that is wider; ready on row 2. */
export function trueRange(bars: Bars, options: TrueRangeOptions = {}): Line {
  return bars.close.driver.derive((out) => new TrueRangeKernel(bars, options, out), {
    name: `trueRange ${options.first}`,
    of: [bars.high, bars.low, bars.close],
  });
}

/**
 * Average true range (Wilder, New Concepts in Technical Trading Systems, 1978): his smoothing of the true range, which
 * starts with the second bar; ready on row `period` + 1, as in TA-Lib. Rows without a true range are passed over: the value
 * before them stays.
 */
export const atr = (bars: Bars, period: number, options: TrueRangeOptions = {}): Line =>
  rma(trueRange(bars, options), wholePeriod(period, 'atr'));

/** Normalised average true range: `atr` in percent of the close (Forman, 2006); ready with `atr`, NaN where the close is 0. */
export const natr = (bars: Bars, period: number, options: TrueRangeOptions = {}): Line =>
  multiply(divide(atr(bars, wholePeriod(period, 'natr'), options), bars.close), 100);

class TrueRangeKernel implements Kernel {
  readonly #bars: Bars;
  readonly #firstToo: boolean;
  readonly #out: Line;

  constructor(bars: Bars, { first }: TrueRangeOptions, out: Line) {
    this.#bars = bars;
    this.#firstToo = first === 'range';
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const { high: highs, low: lows, close: closes } = this.#bars;
    const high = Line.bufferOf(highs);
    const highMask = Line.maskOf(highs);
    const low = Line.bufferOf(lows);
    const lowMask = Line.maskOf(lows);
    const close = Line.bufferOf(closes);
    const closeMask = Line.maskOf(closes);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    for (let row = from; row < to; row++) {
      const top = high[row & highMask]!;
      const bottom = low[row & lowMask]!;
      const before = close[(row - 1) & closeMask]!;
      // Row 0 is NaN, and so is the first bar's reach from it.
      out[row & mask] = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
    }
    if (from === 1 && this.#firstToo) out[1] = high[1 & highMask]! - low[1 & lowMask]!;
  }
}
