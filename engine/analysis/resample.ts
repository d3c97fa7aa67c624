import { type Moments, meanOf, spread } from './moments.ts';
import { Xoshiro } from './xoshiro.ts';

const TWO_32 = 4_294_967_296;

/** Resamples of returns by stationary bootstrap (Politis and Romano, JASA 89, 1994), measured while they are drawn. */
export class Resample {
  readonly #values: Float64Array;
  readonly #mean: number;
  /** Below this a number of the generator breaks the block off: once in `length` values. */
  readonly #breaks: number;
  readonly #random: Xoshiro;
  /** Of the newest resample; its downside is not taken. */
  moments: Moments = { count: 0, mean: Number.NaN, deviation: Number.NaN, downside: Number.NaN };
  /** What one unit of money has become, and its deepest fall on the way. */
  worth = 1;
  depth = 0;

  /** `length` is the expected number of values in a block. */
  constructor(values: Float64Array, length: number, seed: number) {
    this.#values = values;
    this.#mean = meanOf(values).mean;
    this.#breaks = TWO_32 / length;
    this.#random = new Xoshiro(seed);
  }

  /** As many values as there are: after each one the next or, once in `length` times, any of them; the first follows the last. */
  draw(): void {
    this.#measure(this.#breaks);
  }

  /** The values as they are. */
  keep(): void {
    this.#measure(0);
  }

  #measure(breaks: number): void {
    const values = this.#values;
    const mean = this.#mean;
    const random = this.#random;
    const n = values.length;
    let row = breaks > 0 ? Math.floor((random.next() / TWO_32) * n) : 0;
    let sum = 0;
    let squares = 0;
    let worth = 1;
    let peak = 1;
    let depth = 0;
    for (let k = 0; k < n; k++) {
      const value = values[row]!;
      const off = value - mean;
      sum += off;
      squares += off * off;
      if (worth > 0) worth *= 1 + value;
      if (worth > peak) peak = worth;
      else if (peak - worth > depth * peak) depth = (peak - worth) / peak;
      const chance = breaks > 0 ? random.next() : 1;
      // what is left of a chance that breaks is as even as a new number
      if (chance < breaks) row = Math.floor((chance / breaks) * n);
      else if (++row === n) row = 0;
    }
    const deviation = Math.sqrt(Math.max(0, squares - (sum * sum) / n) / (n - 1));
    this.moments = { count: n, mean: mean + sum / n, deviation: spread(deviation, mean), downside: Number.NaN };
    this.worth = worth;
    this.depth = depth;
  }
}
