/** How an exponential average begins: with the mean of its first `period` values (TA-Lib), or with the first value alone (Metastock, pandas). */
export type Seed = 'mean' | 'first';

/**
 * The state of an exponential average, for kernels that hold several. The number goes in and the average comes out by a
 * cell of memory, as one that is passed may be boxed.
 */
export class ExponentialMean {
  readonly #period: number;
  readonly #weight: number;
  readonly #sums: boolean;
  #seen = 0;
  /** The average; before it is ready, the sum of what there was where its mean is the seed. */
  #value = 0;

  constructor(period: number, weight: number, seed: Seed = 'mean') {
    this.#period = period;
    this.#weight = weight;
    this.#sums = seed === 'mean';
  }

  /** Takes the number in the cell, which is not NaN, and leaves the average there: NaN until `period` numbers were seen. */
  next(cell: Float64Array): void {
    const x = cell[0]!;
    const period = this.#period;
    const seen = ++this.#seen;
    let value = this.#value;
    if (seen > period) value += this.#weight * (x - value);
    else if (this.#sums) value = seen < period ? value + x : (value + x) / period;
    else value = seen === 1 ? x : value + this.#weight * (x - value);
    this.#value = value;
    if (seen < period) cell[0] = Number.NaN;
    else cell[0] = value;
  }
}

/** ln 2^53: what has faded by this many times its time constant is less than the last bit of what is left. */
const LAST_BIT = 37;

/** After how many rows an average that gives a value `1 / length` of its weight has forgotten how it began: to the last bit, and some more. */
export const rowsToForget = (length: number): number => Math.ceil((LAST_BIT + 8) * length);
