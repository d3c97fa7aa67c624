import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import type { Millis } from '../model/time.ts';
import { multiply } from './arithmetic.ts';
import { oneSeries, wholePeriod } from './period.ts';
import { ratioOfSums } from './ratio.ts';
import { type SessionOptions, Sessions } from './sessions.ts';
import { hlc3 } from './typical-price.ts';

/** Choices of the volume-weighted average price. */
export interface VwapOptions extends SessionOptions {
  /** The price of a bar: the typical price, `hlc3(bars)`, unless given. */
  readonly source?: Line;
  /** Count from the first bar that opens at this time or later, and on through all sessions: the VWAP anchored to an event. */
  readonly since?: Millis;
}

/**
 * Volume-weighted average price since the session began, which is a day of UTC unless `session` and `sessionStart` say
 * otherwise; ready on row 1. The first session counts from the first bar there is. NaN until something is traded in the
 * session; a bar without a price or a volume counts for nothing. The moving one, without sessions, is `vwma`.
 */
export function vwap(bars: Bars, options: VwapOptions = {}): Line {
  const { source = hlc3(bars), since } = options;
  const sessions = new Sessions(bars, options, 'vwap', since);
  return oneSeries(source, bars.volume, 'vwap').derive((out) => new VwapKernel(source, bars.volume, sessions, out), {
    name: `vwap ${sessions.name}`,
    of: [source, bars.volume],
    columns: sessions.columns,
  });
}

/**
 * Volume-weighted moving average of the last `period` values of `source`, the close unless given; ready on row `period`.
 * NaN while a NaN is in the window, and where nothing was traded. LEAN's moving VWAP is this of `ohlc4(bars)`.
 */
export function vwma(bars: Bars, period: number, source: Line = bars.close): Line {
  return ratioOfSums(multiply(source, bars.volume), bars.volume, wholePeriod(period, 'vwma'));
}

class VwapKernel implements Kernel {
  readonly #price: Line;
  readonly #volume: Line;
  readonly #sessions: Sessions;
  readonly #out: Line;
  /** Money and volume of the session, and what rounding has left of the money; NaN before the first one. */
  #money = Number.NaN;
  #rest = 0;
  #traded = Number.NaN;

  constructor(price: Line, volume: Line, sessions: Sessions, out: Line) {
    this.#price = price;
    this.#volume = volume;
    this.#sessions = sessions;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const price = Line.bufferOf(this.#price);
    const priceMask = Line.maskOf(this.#price);
    const volume = Line.bufferOf(this.#volume);
    const volumeMask = Line.maskOf(this.#volume);
    const out = Line.bufferOf(this.#out);
    const mask = Line.maskOf(this.#out);
    for (let row = from; row < to; row++) {
      if (this.#sessions.begins(row)) this.#money = this.#rest = this.#traded = 0;
      const bought = volume[row & volumeMask]!;
      const paid = price[row & priceMask]! * bought;
      if (!Number.isNaN(paid)) {
        const next = this.#money + paid;
        const part = next - this.#money;
        this.#rest += this.#money - (next - part) + (paid - part);
        this.#money = next;
        this.#traded += bought;
      }
      out[row & mask] = this.#traded > 0 ? (this.#money + this.#rest) / this.#traded : Number.NaN;
    }
  }
}
