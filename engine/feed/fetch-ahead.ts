import type { Kernel } from '../model/line.ts';
import { type BarColumns, BarSeries } from '../model/series.ts';

/** Doubles that a line of the processor's cache holds. */
const CACHE_LINE = 8;

/**
 * Reads the prices of the next bars before anybody asks for them. Orders ask for one open here and the highs and lows of a few bars there;
 * of one instrument the processor guesses what comes next, of many it waits for memory each time. One column after the other comes quickly.
 * Where nobody has asked during the last block, nobody is expected to in the next.
 */
export class FetchAhead implements Kernel {
  /** What was read of the last block, added up: what comes to nothing V8 does not read. */
  seen = Number.NaN;
  readonly #series: BarSeries;
  readonly #bars: BarColumns;

  constructor(series: BarSeries) {
    this.#series = series;
    this.#bars = BarSeries.columnsOf(series);
  }

  advance(from: number, to: number): void {
    if (!this.#series.asked) return;
    this.#series.asked = false;
    const { open, high, low } = this.#bars;
    const end = to | 0;
    let seen = 0;
    for (let row = from | 0; row < end; row += CACHE_LINE) seen += open[row]! + high[row]! + low[row]!;
    this.seen = seen;
  }
}
