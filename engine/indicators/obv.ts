import { ConfigError } from '../model/errors.ts';
import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';

/** Choices of the on-balance volume. */
export interface ObvOptions {
  /** What the total is on the first bar: its `volume` (TA-Lib, the default) or `zero` (LEAN, Stock.Indicators). */
  readonly start?: 'volume' | 'zero';
}

/**
 * On-balance volume (Granville, New Key to Stock Market Profits, 1963): the volume of bars that closed higher than the
 * one before less that of bars that closed lower, added up since the first bar; ready on row 1. Its level depends on
 * where the series starts, its changes do not. A bar without a close or a volume changes nothing.
 */
export function obv(bars: Bars, { start = 'volume' }: ObvOptions = {}): Line {
  if (start !== 'volume' && start !== 'zero')
    throw new ConfigError(`Expected the start of obv to be volume or zero, but it was "${start}"`);
  return bars.close.driver.derive((out) => new ObvKernel(bars, start === 'volume', out), {
    name: `obv ${start}`,
    of: [bars.close, bars.volume],
  });
}

class ObvKernel implements Kernel {
  readonly #bars: Bars;
  readonly #fromVolume: boolean;
  readonly #out: Line;
  /** The last close there was; NaN before the first bar. */
  #before = Number.NaN;
  /** The total, and what rounding has left of it: volumes of crypto have fractions. */
  #sum = Number.NaN;
  #rest = 0;

  constructor(bars: Bars, fromVolume: boolean, out: Line) {
    this.#bars = bars;
    this.#fromVolume = fromVolume;
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
    let before = this.#before;
    let sum = this.#sum;
    let rest = this.#rest;
    for (let row = from; row < to; row++) {
      const now = close[row & closeMask]!;
      const traded = volume[row & volumeMask]!;
      if (!Number.isNaN(now + traded)) {
        if (Number.isNaN(sum)) sum = this.#fromVolume ? traded : 0;
        else if (now !== before) {
          const change = now > before ? traded : -traded;
          const next = sum + change;
          const part = next - sum;
          rest += sum - (next - part) + (change - part);
          sum = next;
        }
        before = now;
      }
      out[row & mask] = sum + rest;
    }
    this.#before = before;
    this.#sum = sum;
    this.#rest = rest;
  }
}
