import { DoubleHash } from './double-hash.ts';

/** sha256 over all values of equity and their times, taken in stretches: of a run that has too many to keep them. */
export class EquityDigest {
  #hash: DoubleHash | undefined;
  #hex: string | undefined;

  take(ts: Float64Array, value: Float64Array): void {
    this.#hash ??= new DoubleHash();
    this.#hash.addRows(ts, value);
  }

  /** In hex, once all values are taken; undefined where there were none to take. */
  get hex(): string | undefined {
    this.#hex ??= this.#hash?.digest();
    return this.#hex;
  }
}
