import type { Bars } from '../../model/series.ts';
import { isBeyond } from '../check.ts';
import type { Measure, Memory } from './breaker.ts';

/** What of a bar is measured: high less low, or the size of the return from the close before it. */
export type BarSize = 'range' | 'return';

/** A bar that is more than so many times as large as the mean of those before it, of its instrument. */
export class UnusualBar implements Measure {
  readonly #of: BarSize;
  readonly #limit: number;
  readonly #period: number;
  /** The sizes of the last bars, in rings: by instrument. */
  readonly #sizes: readonly Float64Array[];
  readonly #counts: Int32Array;
  readonly #closes: Float64Array;

  constructor(of: BarSize, limit: number, period: number, instruments: number) {
    this.#of = of;
    this.#limit = limit;
    this.#period = period;
    this.#sizes = Array.from({ length: instruments }, () => new Float64Array(period));
    this.#counts = new Int32Array(instruments);
    this.#closes = new Float64Array(instruments).fill(Number.NaN);
  }

  /** Takes the newest bar of an instrument. */
  watch(instrument: number, { id, high, low, close }: Bars): string | undefined {
    const before = this.#closes[instrument]!;
    const size = this.#of === 'range' ? high.value - low.value : before > 0 ? Math.abs(close.value / before - 1) : Number.NaN;
    this.#closes[instrument] = close.value;
    if (Number.isNaN(size)) return undefined;
    const usual = this.#usual(instrument);
    this.#sizes[instrument]![this.#counts[instrument]!++ % this.#period] = size;
    return usual > 0 && isBeyond(size, this.#limit * usual) ? `a ${this.#of} of ${size} of "${id}", ${usual} is usual` : undefined;
  }

  split(instrument: number, ratio: number): void {
    this.#closes[instrument]! /= ratio;
    if (this.#of === 'range') for (let k = 0; k < this.#period; k++) this.#sizes[instrument]![k]! /= ratio;
  }

  /** The mean of the last bars; NaN until there are enough. */
  #usual(instrument: number): number {
    if (this.#counts[instrument]! < this.#period) return Number.NaN;
    let sum = 0;
    for (let k = 0; k < this.#period; k++) sum += this.#sizes[instrument]![k]!;
    return sum / this.#period;
  }

  rearm(): void {}

  memory(): Memory {
    return {};
  }

  recall(): void {}

  /** By instrument: how many bars there were, the newest close, and the sizes. */
  save(): readonly number[] {
    return this.#sizes.flatMap((sizes, i) => [this.#counts[i]!, this.#closes[i]!, ...sizes]);
  }

  restore(saved: readonly number[]): void {
    this.#sizes.forEach((sizes, i) => {
      const at = i * (this.#period + 2);
      this.#counts[i] = saved[at]!;
      this.#closes[i] = saved[at + 1]!;
      sizes.set(saved.slice(at + 2, at + 2 + this.#period));
    });
  }
}
