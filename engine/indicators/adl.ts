import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';

/**
 * Accumulation and distribution line (Chaikin): the volume of each bar times where in its range it closed, from -1 on its
 * low to 1 on its high, added up since the first bar; ready on row 1. A bar without a range adds nothing (as in TA-Lib),
 * nor does one without a price or a volume. Its level depends on where the series starts, its changes do not.
 */
export function adl(bars: Bars): Line {
  return bars.close.driver.derive((out) => new AdlKernel(bars, out));
}

class AdlKernel implements Kernel {
  readonly #bars: Bars;
  readonly #out: Line;
  /** The total, and what rounding has left of it. */
  #sum = Number.NaN;
  #rest = 0;

  constructor(bars: Bars, out: Line) {
    this.#bars = bars;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const { high: highs, low: lows, close: closes, volume: volumes } = this.#bars;
    const high = Line.bufferOf(highs);
    const highMask = Line.maskOf(highs);
    const low = Line.bufferOf(lows);
    const lowMask = Line.maskOf(lows);
    const close = Line.bufferOf(closes);
    const closeMask = Line.maskOf(closes);
    const volume = Line.bufferOf(volumes);
    const volumeMask = Line.maskOf(volumes);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    let sum = this.#sum;
    let rest = this.#rest;
    for (let row = from; row < to; row++) {
      const top = high[row & highMask]!;
      const bottom = low[row & lowMask]!;
      const end = close[row & closeMask]!;
      const change = (top === bottom ? 0 * end : (end - bottom - (top - end)) / (top - bottom)) * volume[row & volumeMask]!;
      if (!Number.isNaN(change)) {
        const before = Number.isNaN(sum) ? 0 : sum;
        sum = before + change;
        const part = sum - before;
        rest += before - (sum - part) + (change - part);
      }
      out[row & mask] = sum + rest;
    }
    this.#sum = sum;
    this.#rest = rest;
  }
}
