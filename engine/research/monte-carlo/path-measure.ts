import { type Moments, spread } from '../../analysis/moments.ts';

/** A path of money, measured while it goes on: a unit of it to begin with. What has fallen to nothing stays there. */
export class PathMeasure {
  worth = 1;
  /** The deepest fall from a peak, as a positive fraction of it. */
  depth = 0;
  count = 0;
  #peak = 1;
  /** Welford's recurrence, Technometrics 4(3), 1962. */
  #mean = 0;
  #squares = 0;

  /** Takes a return, and returns what the unit has become. */
  take(value: number): number {
    const off = value - this.#mean;
    this.#mean += off / ++this.count;
    this.#squares += off * (value - this.#mean);
    if (this.worth > 0) this.worth = Math.max(0, this.worth * (1 + value));
    if (this.worth > this.#peak) this.#peak = this.worth;
    else this.depth = Math.max(this.depth, (this.#peak - this.worth) / this.#peak);
    return this.worth;
  }

  /** Of the returns; their downside is not taken. */
  get moments(): Moments {
    const deviation = this.count > 1 ? Math.sqrt(this.#squares / (this.count - 1)) : Number.NaN;
    return { count: this.count, mean: this.#mean, deviation: spread(deviation, this.#mean), downside: Number.NaN };
  }
}
