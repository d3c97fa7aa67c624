import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { wholePeriod } from './period.ts';
import { hlc3 } from './typical-price.ts';

/**
 * Commodity channel index (Lambert, 1980): the typical price's distance from its mean over the last `period` bars, in
 * units of 0.015 mean absolute distances; ready on row `period`. 0 where all of the window is one price, as in TA-Lib
 * and LEAN. NaN while a NaN is in the window, from which alone each value is computed.
 */
export function cci(bars: Bars, period: number): Line {
  wholePeriod(period, 'cci');
  const price = hlc3(bars);
  Line.reserve(price, period);
  return price.driver.derive((out) => new CciKernel(price, period, out), { name: `cci ${period}`, of: [price] });
}

class CciKernel implements Kernel {
  readonly #source: Line;
  readonly #period: number;
  readonly #out: Line;

  constructor(source: Line, period: number, out: Line) {
    this.#source = source;
    this.#period = period;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const source = Line.bufferOf(this.#source);
    const sourceMask = Line.maskOf(this.#source);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    for (let row = from; row < to; row++) {
      const begin = row - period + 1;
      if (begin < 1) {
        out[row & mask] = Number.NaN;
        continue;
      }
      // Distances are taken from the oldest value, so that equal values give 0.
      const oldest = source[begin & sourceMask]!;
      let sum = 0;
      for (let r = begin + 1; r <= row; r++) sum += source[r & sourceMask]! - oldest;
      const mean = sum / period;
      let distances = Math.abs(mean);
      for (let r = begin + 1; r <= row; r++) distances += Math.abs(source[r & sourceMask]! - oldest - mean);
      const above = source[row & sourceMask]! - oldest - mean;
      out[row & mask] = distances === 0 ? 0 : above / ((0.015 * distances) / period);
    }
  }
}
