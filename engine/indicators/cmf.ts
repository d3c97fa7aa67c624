import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { wholePeriod } from './period.ts';
import { ratioOfSums } from './ratio.ts';

/**
 * Chaikin money flow: of the volume of the last `period` bars, the share that was bought less the share that was sold,
 * -1 to 1, where a bar's volume counts as bought in full at a close on its high and as sold in full at a close on its
 * low; ready on row `period`. A bar without a range counts as neither (as in Stock.Indicators and LEAN). NaN while a NaN
 * is in the window, and where nothing was traded (LEAN: 0).
 */
export function cmf(bars: Bars, period: number): Line {
  wholePeriod(period, 'cmf');
  const bought = bars.close.driver.derive((out) => new BoughtKernel(bars, out));
  return ratioOfSums(bought, bars.volume, period);
}

/** A bar's volume by where in its range it closed. */
class BoughtKernel implements Kernel {
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
