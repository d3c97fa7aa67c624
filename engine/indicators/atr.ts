import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { rma } from './ema.ts';

/** Wilder's true range: the bar's range, or its reach from the previous close where that is wider. Ready on row 2. */
export function trueRange(bars: Bars): Line {
  return bars.close.driver.derive((out) => new TrueRangeKernel(bars, out));
}

/** Average true range (Wilder 1978): his smoothing of the true range, which starts with the second bar; ready on row `period` + 1, as in TA-Lib. */
export const atr = (bars: Bars, period: number): Line => rma(trueRange(bars), period);

class TrueRangeKernel implements Kernel {
  readonly #bars: Bars;
  readonly #out: Line;

  constructor(bars: Bars, out: Line) {
    this.#bars = bars;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const [high, low, close] = [this.#bars.high, this.#bars.low, this.#bars.close].map((line) => Line.bufferOf(line)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    for (let row = from; row < to; row++) {
      const before = close[row - 1]!;
      out[row & mask] =
        row === 1 ? Number.NaN : Math.max(high[row]! - low[row]!, Math.abs(high[row]! - before), Math.abs(low[row]! - before));
    }
  }
}
