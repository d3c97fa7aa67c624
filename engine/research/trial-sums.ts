import { InvariantError } from '../model/errors.ts';

/** The returns of a trial, one per period. */
export type Returns = Float64Array | Float32Array;

/** What is left of returns that are all the same, or nearly: of such a trial there is no Sharpe ratio. */
const ROUNDING = 1e-12;

/**
 * All that the statistics of many trials need of their returns, taken in one pass over each: a trial's returns may be forgotten when it
 * has been added. Every trial has the same periods. A return that is not known is one of zero: nothing was there to earn on.
 */
export class TrialSums {
  readonly periods: number;
  /** Stretches of time of equal length, but for one period at most. */
  readonly blocks: number;
  /** How many trials were added. */
  count = 0;
  /** Sums of returns and of their squares, by trial and then by block. */
  sums = new Float64Array(0);
  squares = new Float64Array(0);
  readonly #riskFree: number;
  readonly #ends: Int32Array;
  /** Per period: the sum of all trials' returns, each less its mean and over its deviation. */
  readonly #together: Float64Array;
  #moving = 0;

  /** `riskFree` is per period. */
  constructor(periods: number, blocks: number, riskFree: number) {
    this.periods = periods;
    this.blocks = blocks;
    this.#riskFree = riskFree;
    this.#ends = Int32Array.from({ length: blocks }, (_, k) => Math.floor(((k + 1) * periods) / blocks));
    this.#together = new Float64Array(periods);
  }

  /** Periods of a block. */
  lengthOf(block: number): number {
    return this.#ends[block]! - (block === 0 ? 0 : this.#ends[block - 1]!);
  }

  add(returns: Returns): void {
    if (returns.length !== this.periods)
      throw new InvariantError(`Expected a trial of ${this.periods} returns, but it was one of "${returns.length}"`);
    this.#grow();
    const { sums, squares, blocks } = this;
    const riskFree = this.#riskFree;
    const at = this.count++ * blocks;
    let total = 0;
    let totalSquares = 0;
    let k = 0;
    for (let block = 0; block < blocks; block++) {
      let sum = 0;
      let square = 0;
      for (const end = this.#ends[block]!; k < end; k++) {
        const value = returns[k]!;
        const excess = Number.isNaN(value) ? 0 : value - riskFree;
        sum += excess;
        square += excess * excess;
      }
      sums[at + block] = sum;
      squares[at + block] = square;
      total += sum;
      totalSquares += square;
    }
    this.#join(returns, total / this.periods, totalSquares);
  }

  #join(returns: Returns, mean: number, squares: number): void {
    const variance = squares / this.periods - mean * mean;
    if (!(variance > ROUNDING * mean * mean)) return;
    this.#moving++;
    const scale = 1 / Math.sqrt(variance);
    const together = this.#together;
    for (let k = 0; k < together.length; k++) {
      const value = returns[k]!;
      together[k]! += ((Number.isNaN(value) ? 0 : value - this.#riskFree) - mean) * scale;
    }
  }

  #grow(): void {
    const needed = (this.count + 1) * this.blocks;
    if (needed <= this.sums.length) return;
    const size = Math.max(needed * 2, 64 * this.blocks);
    const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
    sums.set(this.sums);
    squares.set(this.squares);
    this.sums = sums;
    this.squares = squares;
  }

  /** The Sharpe ratio of a trial, per period; NaN where its returns do not differ. */
  sharpeOf(trial: number): number {
    let sum = 0;
    let square = 0;
    for (let k = trial * this.blocks; k < (trial + 1) * this.blocks; k++) {
      sum += this.sums[k]!;
      square += this.squares[k]!;
    }
    return sharpeOfSums(sum, square, this.periods);
  }

  /** The mean of the correlations of all pairs of trials whose returns differ; NaN below two of them. */
  averageCorrelation(): number {
    const many = this.#moving;
    if (many < 2) return Number.NaN;
    // the variance of a sum of standardised variables is their number and twice the sum of their correlations
    const variance = this.#together.reduce((sum, value) => sum + value * value, 0) / this.periods;
    return (variance - many) / (many * (many - 1));
  }
}

/** The Sharpe ratio of so many returns of which the sum and the sum of squares are known; NaN where they do not differ. */
export function sharpeOfSums(sum: number, squares: number, count: number): number {
  const mean = sum / count;
  const variance = (squares - sum * mean) / (count - 1);
  return variance > ROUNDING * mean * mean ? mean / Math.sqrt(variance) : Number.NaN;
}
