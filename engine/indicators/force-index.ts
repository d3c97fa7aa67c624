import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { wholePeriod } from './period.ts';
import { rowsToForget } from './smoothing.ts';

/**
 * Force index (Elder, Trading for a Living, 1993): the exponential average of each bar's change of the close times its
 * volume, seeded with the mean of the first `period`; ready on row `period` + 1. A bar without a close or a volume is
 * passed over: the value before it stays, and the next change is from the last close known.
 */
export function forceIndex(bars: Bars, period = 13): Line {
  wholePeriod(period, 'forceIndex');
  Line.reaches(bars.close, rowsToForget((period + 1) / 2));
  return bars.close.driver.derive((out) => new ForceIndexKernel(bars, period, out), {
    name: `forceIndex ${period}`,
    of: [bars.close, bars.volume],
  });
}

class ForceIndexKernel implements Kernel {
  readonly #bars: Bars;
  readonly #period: number;
  readonly #out: Line;
  /** How many changes there were. */
  #seen = -1;
  /** The last close there was. */
  #before = Number.NaN;
  /** The average; before it is ready, the sum of what there was. */
  #value = 0;

  constructor(bars: Bars, period: number, out: Line) {
    this.#bars = bars;
    this.#period = period;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const { close: closes, volume: volumes } = this.#bars;
    const close = Line.bufferOf(closes);
    const closeMask = Line.maskOf(closes);
    const volume = Line.bufferOf(volumes);
    const volumeMask = Line.maskOf(volumes);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    const period = this.#period;
    let seen = this.#seen;
    let before = this.#before;
    let value = this.#value;
    for (let row = from; row < to; row++) {
      const now = close[row & closeMask]!;
      const traded = volume[row & volumeMask]!;
      if (!Number.isNaN(now + traded)) {
        const force = (now - before) * traded;
        if (++seen > period) value += (2 / (period + 1)) * (force - value);
        else if (seen > 0) value = seen === period ? (value + force) / period : value + force;
        before = now;
      }
      out[row & mask] = seen < period ? Number.NaN : value;
    }
    this.#seen = seen;
    this.#before = before;
    this.#value = value;
  }
}
