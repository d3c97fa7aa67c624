import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';

/**
 * The volume of each bar times where in its range it closed, from -1 on its low to 1 on its high (Chaikin); ready on row 1.
 * A bar without a range counts as 0 (as in TA-Lib, LEAN and Stock.Indicators); NaN without a price or a volume.
 */
export function moneyFlow(bars: Bars): Line {
  return bars.close.driver.derive((out) => new MoneyFlowKernel(bars, out), {
    name: 'moneyFlow',
    of: [bars.high, bars.low, bars.close, bars.volume],
  });
}

class MoneyFlowKernel implements Kernel {
  readonly #bars: Bars;
  readonly #out: Line;

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
    for (let row = from; row < to; row++) {
      const bottom = low[row & lowMask]!;
      const top = high[row & highMask]!;
      const end = close[row & closeMask]!;
      const share = top === bottom ? 0 * end : (end - bottom - (top - end)) / (top - bottom);
      out[row & mask] = share * volume[row & volumeMask]!;
    }
  }
}
