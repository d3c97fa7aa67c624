import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { add, divide } from './arithmetic.ts';
import { lag } from './lag.ts';
import { wholePeriod } from './period.ts';
import { rowsToForget } from './smoothing.ts';

/** Wilder's directional movement, each line 0 to 100. */
export interface Dmi {
  /** +DI: the upward movement's share of the true range. */
  readonly plusDi: Line;
  /** -DI: the downward movement's share of the true range. */
  readonly minusDi: Line;
  /** Their difference, without its sign, in percent of their sum. */
  readonly dx: Line;
  /** The average of `dx`: how directed the market is, whichever way. */
  readonly adx: Line;
  /** The mean of `adx` and what it was `period` - 1 rows ago. */
  readonly adxr: Line;
}

/** What `dmi` and `adx` may be told. */
export interface DmiOptions {
  /**
   * How the sums of movement and range begin: `ta-lib`, with the first `period` - 1 bars, smoothed once for the next (the
   * default); `wilder`, with the first `period` bars, as in his book and in Stock.Indicators. They grow alike in time.
   */
  readonly seed?: 'ta-lib' | 'wilder';
}

/**
 * Directional movement index (Wilder, New Concepts in Technical Trading Systems, 1978). `plusDi`, `minusDi` and `dx` are
 * ready on row `period` + 1, `adx`, seeded with the mean of the first `period` values of `dx`, on row 2 `period`, `adxr` on
 * row 3 `period` - 1, as in TA-Lib. Without any range the shares are 0; without any movement `dx` and `adx` stay as they
 * are, from 0. A bar with a NaN is passed over: the values before it stay.
 */
export function dmi(bars: Bars, period: number, options: DmiOptions = {}): Dmi {
  wholePeriod(period, 'dmi');
  // An average of averages.
  Line.reaches(bars.close, 2 * rowsToForget(period));
  const { seed = 'ta-lib' } = options;
  const lines = bars.close.driver.deriveAll(['plusDi', 'minusDi', 'dx', 'adx'], (outs) => new DmiKernel(bars, period, seed, outs), {
    name: `dmi ${period} ${seed}`,
    of: [bars.high, bars.low, bars.close],
  });
  const before = period === 1 ? lines.adx : lag(lines.adx, period - 1);
  return { ...lines, adxr: divide(add(lines.adx, before), 2) };
}

/** Average directional index: the `adx` line of `dmi`, ready on row 2 `period`. */
export const adx = (bars: Bars, period: number, options: DmiOptions = {}): Line => dmi(bars, period, options).adx;

type Outs = Omit<Dmi, 'adxr'>;

class DmiKernel implements Kernel {
  readonly #bars: Bars;
  readonly #period: number;
  readonly #wilder: boolean;
  readonly #outs: Outs;
  /** How many bars there were, gaps apart. */
  #seen = 0;
  #high = 0;
  #low = 0;
  #close = 0;
  /** Smoothed sums of upward movement, downward movement and true range. */
  #up = 0;
  #down = 0;
  #range = 0;
  #dx = 0;
  /** The average of `dx`; before it is ready, the sum. */
  #adx = 0;

  constructor(bars: Bars, period: number, seed: DmiOptions['seed'], outs: Outs) {
    this.#bars = bars;
    this.#period = period;
    this.#wilder = seed === 'wilder';
    this.#outs = outs;
  }

  advance(from: number, to: number): void {
    const { high: highs, low: lows, close: closes } = this.#bars;
    const high = Line.bufferOf(highs);
    const highMask = Line.maskOf(highs);
    const low = Line.bufferOf(lows);
    const lowMask = Line.maskOf(lows);
    const close = Line.bufferOf(closes);
    const closeMask = Line.maskOf(closes);
    const { plusDi: plus, minusDi: minus, dx: index, adx: average } = this.#outs;
    const plusDi = Line.bufferOf(plus);
    const plusMask = Line.maskOf(plus);
    const minusDi = Line.bufferOf(minus);
    const minusMask = Line.maskOf(minus);
    const dx = Line.bufferOf(index);
    const dxMask = Line.maskOf(index);
    const adx = Line.bufferOf(average);
    const adxMask = Line.maskOf(average);
    const period = this.#period;
    for (let row = from; row < to; row++) {
      const top = high[row & highMask]!;
      const bottom = low[row & lowMask]!;
      const last = close[row & closeMask]!;
      if (!Number.isNaN(top + bottom + last)) {
        const seen = this.#seen++;
        const rise = top - this.#high;
        const fall = this.#low - bottom;
        const range = Math.max(top - bottom, Math.abs(top - this.#close), Math.abs(bottom - this.#close));
        this.#high = top;
        this.#low = bottom;
        this.#close = last;
        if (seen > 0) {
          // The sums fade from the bar that completes them on; Wilder's own from the one after it.
          const fade = seen > period || (seen === period && !this.#wilder) ? 1 / period : 0;
          this.#up += (rise > 0 && rise > fall ? rise : 0) - this.#up * fade;
          this.#down += (fall > 0 && fall > rise ? fall : 0) - this.#down * fade;
          this.#range += range - this.#range * fade;
        }
        if (seen >= period) this.#average(seen - period + 1);
      }
      if (this.#seen > period) {
        const share = this.#range > 0 ? 100 / this.#range : 0;
        plusDi[row & plusMask] = this.#up * share;
        minusDi[row & minusMask] = this.#down * share;
        dx[row & dxMask] = this.#dx;
      } else plusDi[row & plusMask] = minusDi[row & minusMask] = dx[row & dxMask] = Number.NaN;
      if (this.#seen >= 2 * period) adx[row & adxMask] = this.#adx;
      else adx[row & adxMask] = Number.NaN;
    }
  }

  /** Takes the `count`-th value of `dx` into its average. */
  #average(count: number): void {
    const period = this.#period;
    const sum = this.#up + this.#down;
    const moved = sum > 0;
    if (moved) this.#dx = (100 * Math.abs(this.#up - this.#down)) / sum;
    if (count > period) this.#adx += moved ? (this.#dx - this.#adx) / period : 0;
    else {
      if (moved) this.#adx += this.#dx;
      if (count === period) this.#adx /= period;
    }
  }
}
