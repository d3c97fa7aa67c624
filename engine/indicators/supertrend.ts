import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { add, multiply, subtract } from './arithmetic.ts';
import { type TrueRangeOptions, trueRange } from './atr.ts';
import { rma } from './ema.ts';
import { positiveFactor } from './factor.ts';
import type { MovingAverage } from './moving-average.ts';
import type { TrailingTrend } from './parabolic-sar.ts';
import { wholePeriod } from './period.ts';
import { hl2 } from './typical-price.ts';

/** Choices of the supertrend; TradingView and LEAN have it with `first: 'range'`, and so a row earlier. */
export interface SupertrendOptions extends TrueRangeOptions {
  /** The average of the true range; Wilder's, `rma`, unless given. */
  readonly average?: MovingAverage;
}

/**
 * Supertrend (Seban): a stop at `multiple` times the average true range of `period` bars from the middle of the bar,
 * which moves with the trend only; ready on row `period` + 1. A close beyond it turns the trend, and the stop on the
 * other side takes over. The first trend is that of the first close against the middle of its bar, as in
 * Stock.Indicators. A bar with a hole keeps both values.
 */
export function supertrend(bars: Bars, period: number, multiple: number, options: SupertrendOptions = {}): TrailingTrend {
  wholePeriod(period, 'supertrend');
  const { average = rma } = options;
  const range = average(trueRange(bars, options), period);
  const middle = hl2(bars);
  const reach = multiply(range, positiveFactor(multiple, 'the multiple of supertrend'));
  const upper = add(middle, reach);
  const lower = subtract(middle, reach);
  const band = { middle, upper, lower, close: bars.close };
  return bars.close.driver.deriveAll(['value', 'direction'], (out) => new SupertrendKernel(band, out), {
    name: 'supertrend',
    of: [middle, upper, lower, bars.close],
  });
}

interface Band {
  readonly middle: Line;
  readonly upper: Line;
  readonly lower: Line;
  readonly close: Line;
}

class SupertrendKernel implements Kernel {
  readonly #band: Band;
  readonly #out: TrailingTrend;
  /** The stops on either side as they have been moved; NaN before the first. */
  #above = Number.NaN;
  #below = Number.NaN;
  /** The close of the bar before. */
  #before = Number.NaN;
  /** 1 in a rise, -1 in a fall; NaN before the first. */
  #direction = Number.NaN;

  constructor(band: Band, out: TrailingTrend) {
    this.#band = band;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const { middle, upper, lower, close } = this.#band;
    const { value, direction } = this.#out;
    for (let row = from; row < to; row++) {
      const end = Line.bufferOf(close)[row & Line.maskOf(close)]!;
      const above = Line.bufferOf(upper)[row & Line.maskOf(upper)]!;
      const below = Line.bufferOf(lower)[row & Line.maskOf(lower)]!;
      if (!Number.isNaN(end + above)) {
        if (Number.isNaN(this.#direction)) this.#direction = end >= Line.bufferOf(middle)[row & Line.maskOf(middle)]! ? 1 : -1;
        this.#move(end, above, below);
      }
      Line.bufferOf(value)[row & Line.maskOf(value)] = this.#direction === 1 ? this.#below : this.#above;
      Line.bufferOf(direction)[row & Line.maskOf(direction)] = this.#direction;
    }
  }

  #move(close: number, above: number, below: number): void {
    // A stop moves towards the price only, unless the bar before had closed beyond it.
    if (!(above >= this.#above) || this.#before > this.#above) this.#above = above;
    if (!(below <= this.#below) || this.#before < this.#below) this.#below = below;
    if (this.#direction === 1 ? close < this.#below : close > this.#above) this.#direction = -this.#direction;
    this.#before = close;
  }
}
