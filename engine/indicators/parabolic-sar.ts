import { type Kernel, Line } from '../model/line.ts';
import type { Bars } from '../model/series.ts';
import { positiveFactor } from './factor.ts';

/** A stop that follows the trend and turns with it. */
export interface TrailingTrend {
  /** Where the stop is: below the bars in a rise, above them in a fall. */
  readonly value: Line;
  /** 1 in a rise, -1 in a fall; it turns on the bar that reaches the stop. */
  readonly direction: Line;
}

/** How fast the parabola bends. */
export interface ParabolicSarOptions {
  /** By how much the acceleration grows with every new extreme; 0.02 unless given. */
  readonly step?: number;
  /** How large it may become; 0.2 unless given. */
  readonly max?: number;
  /** What it begins with; the step unless given. */
  readonly start?: number;
}

/**
 * Parabolic stop and reverse (Wilder, New Concepts in Technical Trading Systems, 1978), as TA-Lib has it; ready on row
 * 2. The value is the stop that was in force on the bar, and on a bar that reached it, where the new one begins: at the
 * old trend's extreme, but not inside the last two bars. The first trend is down where the second bar reached further
 * down than up, and its first stop is the first bar's extreme. A bar with a hole keeps both values.
 */
export function parabolicSar(bars: Bars, options: ParabolicSarOptions = {}): TrailingTrend {
  const { step = 0.02, max = 0.2, start = step } = options;
  const factors = {
    step: positiveFactor(step, 'the step of parabolicSar'),
    max: positiveFactor(max, 'the max of parabolicSar'),
    start: Math.min(positiveFactor(start, 'the start of parabolicSar'), max),
  };
  return bars.high.driver.deriveAll(['value', 'direction'], (out) => new SarKernel(bars, factors, out), {
    name: `parabolicSar ${factors.step} ${factors.max} ${factors.start}`,
    of: [bars.high, bars.low],
  });
}

/** The stop of one bar after another. */
class SarKernel implements Kernel {
  readonly #bars: Bars;
  readonly #factors: Required<ParabolicSarOptions>;
  readonly #out: TrailingTrend;
  /** The bar before; NaN while there is none. */
  #high = Number.NaN;
  #low = Number.NaN;
  /** The bar itself: a number that is passed to what is not inlined is boxed. */
  #newHigh = Number.NaN;
  #newLow = Number.NaN;
  /** 1 in a rise, -1 in a fall, 0 before the second bar. */
  #direction = 0;
  /** The stop in force on the next bar. */
  #stop = Number.NaN;
  /** What the output was on the newest bar. */
  #shown = Number.NaN;
  #extreme = 0;
  #factor = 0;

  constructor(bars: Bars, factors: Required<ParabolicSarOptions>, out: TrailingTrend) {
    this.#bars = bars;
    this.#factors = factors;
    this.#out = out;
  }

  advance(from: number, to: number): void {
    const { high, low } = this.#bars;
    const { value, direction } = this.#out;
    for (let row = from; row < to; row++) {
      this.#newHigh = Line.bufferOf(high)[row & Line.maskOf(high)]!;
      this.#newLow = Line.bufferOf(low)[row & Line.maskOf(low)]!;
      this.#take();
      Line.bufferOf(value)[row & Line.maskOf(value)] = this.#shown;
      Line.bufferOf(direction)[row & Line.maskOf(direction)] = this.#direction === 0 ? Number.NaN : this.#direction;
    }
  }

  #take(): void {
    if (Number.isNaN(this.#newHigh + this.#newLow)) return;
    if (this.#direction !== 0) this.#trail();
    else if (!Number.isNaN(this.#high)) this.#begin();
    this.#high = this.#newHigh;
    this.#low = this.#newLow;
  }

  #begin(): void {
    const fall = this.#low - this.#newLow;
    this.#direction = fall > 0 && fall > this.#newHigh - this.#high ? -1 : 1;
    this.#stop = this.#direction === 1 ? this.#low : this.#high;
    this.#extreme = this.#direction === 1 ? this.#newHigh : this.#newLow;
    this.#factor = this.#factors.start;
    // TA-Lib takes the second bar for the one before itself.
    this.#high = this.#newHigh;
    this.#low = this.#newLow;
    this.#trail();
  }

  #trail(): void {
    const reached = this.#direction === 1 ? this.#newLow <= this.#stop : this.#newHigh >= this.#stop;
    if (reached) {
      this.#direction = -this.#direction;
      this.#stop = this.#extreme;
      this.#moveOutside();
      this.#extreme = this.#direction === 1 ? this.#newHigh : this.#newLow;
      this.#factor = this.#factors.start;
      this.#shown = this.#stop;
    } else {
      this.#shown = this.#stop;
      const further = this.#direction === 1 ? this.#newHigh > this.#extreme : this.#newLow < this.#extreme;
      if (further) {
        this.#extreme = this.#direction === 1 ? this.#newHigh : this.#newLow;
        this.#factor = Math.min(this.#factor + this.#factors.step, this.#factors.max);
      }
    }
    this.#stop += this.#factor * (this.#extreme - this.#stop);
    this.#moveOutside();
  }

  /** Moves the stop out of the last two bars. */
  #moveOutside(): void {
    if (this.#direction === 1) this.#stop = Math.min(this.#stop, this.#low, this.#newLow);
    else this.#stop = Math.max(this.#stop, this.#high, this.#newHigh);
  }
}
