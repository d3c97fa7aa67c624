import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { rma } from './ema.ts';
import { wholePeriod } from './period.ts';

/** Wilder's true range: the bar's range, or its reach from the previous close where that is wider; ready on row 2, as the first bar has no previous close. */
export function trueRange(bars: Bars): Line {
  return bars.close.driver.derive((out) => new TrueRangeKernel(bars, out));
}

/**
 * Average true range (Wilder, New Concepts in Technical Trading Systems, 1978): his smoothing of the true range, which
 * starts with the second bar; ready on row `period` + 1, as in TA-Lib.
 */
export const atr = (bars: Bars, period: number): Line => rma(trueRange(bars), wholePeriod(period, 'atr'));

class TrueRangeKernel implements Kernel {
  readonly #bars: Bars;
  readonly #out: Line;

  constructor(bars: Bars, out: Line) {
    this.#bars = bars;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const { high: highs, low: lows, close: closes } = this.#bars;
    const high = Line.bufferOf(highs);
    const low = Line.bufferOf(lows);
    const close = Line.bufferOf(closes);
    // Columns of one series are all of one kind: whole, or rings of one length.
    const fold = Line.maskOf(closes);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    for (let row = from; row < to; row++) {
      const top = high[row & fold]!;
      const bottom = low[row & fold]!;
      const before = close[(row - 1) & fold]!;
      // Row 0 is NaN, and so is the first bar's range.
      out[row & mask] = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
    }
  }
}
