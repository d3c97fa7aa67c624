import { RunHash } from './run-hash.ts';

/** A hash of all values of equity and their times, taken in stretches: a run may have too many to keep them. */
export class EquityDigest {
  #times: RunHash | undefined;
  #values: RunHash | undefined;
  #hex: string | undefined;

  take(ts: Float64Array, value: Float64Array): void {
    this.#times ??= new RunHash('steps');
    this.#values ??= new RunHash('values');
    this.#times.take(ts);
    this.#values.take(value);
  }

  /** Those of times and values, in hex, once all are taken; undefined where there were none to take. */
  get hex(): string | undefined {
    if (this.#times !== undefined && this.#values !== undefined) this.#hex ??= this.#times.digest() + this.#values.digest();
    return this.#hex;
  }
}
