import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { sinceHighest, sinceLowest, type Ties } from './extremes.ts';
import { wholePeriod } from './period.ts';

/** How fresh the extremes are, in percent: 100 for one made on the newest bar, 0 for one made `period` bars ago. */
export interface Aroon {
  readonly up: Line;
  readonly down: Line;
  /** `up` less `down`. */
  readonly oscillator: Line;
}

/** What `aroon` may be told. */
export interface AroonOptions {
  /** Which of equal extremes counts: the `newest` (TA-Lib; the default), or the `oldest` (Stock.Indicators). */
  readonly ties?: Ties;
}

/**
 * Aroon (Chande, 1995) over the last `period` + 1 bars; ready on row `period` + 1. A NaN in the bars starts the window
 * anew.
 */
export function aroon(bars: Bars, period: number, { ties }: AroonOptions = {}): Aroon {
  wholePeriod(period, 'aroon');
  const high = sinceHighest(bars.high, period + 1, ties);
  const low = sinceLowest(bars.low, period + 1, ties);
  return high.driver.deriveAll(['up', 'down', 'oscillator'], (outs) => new AroonKernel(high, low, period, outs), {
    name: `aroon ${period}`,
    of: [high, low],
  });
}

class AroonKernel implements Kernel {
  readonly #high: Line;
  readonly #low: Line;
  readonly #period: number;
  readonly #outs: Aroon;

  constructor(high: Line, low: Line, period: number, outs: Aroon) {
    this.#high = high;
    this.#low = low;
    this.#period = period;
    this.#outs = outs;
  }

  advance(from: number, to: number): void {
    const high = Line.bufferOf(this.#high);
    const highMask = Line.maskOf(this.#high);
    const low = Line.bufferOf(this.#low);
    const lowMask = Line.maskOf(this.#low);
    const { up: first, down: second, oscillator: third } = this.#outs;
    const ups = Line.bufferOf(first);
    const downs = Line.bufferOf(second);
    const oscillators = Line.bufferOf(third);
    // A reader that looks far back may have made the ring of one longer.
    const mask = Line.maskOf(first);
    const downMask = Line.maskOf(second);
    const oscillatorMask = Line.maskOf(third);
    const period = this.#period;
    for (let row = from; row < to; row++) {
      const up = (100 * (period - high[row & highMask]!)) / period;
      const down = (100 * (period - low[row & lowMask]!)) / period;
      ups[row & mask] = up;
      downs[row & downMask] = down;
      oscillators[row & oscillatorMask] = up - down;
    }
  }
}
