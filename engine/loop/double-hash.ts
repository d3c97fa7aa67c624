import { createHash } from 'node:crypto';

/** Whether this machine keeps the highest byte of a double first. */
const IS_BIG = new Uint8Array(Float64Array.of(1).buffer)[0] !== 0;

/** sha256 over doubles, written little-endian on every machine. */
export class DoubleHash {
  readonly #hash = createHash('sha256');
  readonly #doubles = new Float64Array(8_192);
  readonly #bytes = Buffer.from(this.#doubles.buffer);
  #at = 0;

  add(value: number): void {
    if (this.#at === this.#doubles.length) this.#flush();
    // Adding 0 turns -0 into 0; a NaN may have a payload, so it is written from one constant.
    this.#doubles[this.#at++] = Number.isNaN(value) ? Number.NaN : value + 0;
  }

  /** Adds so many numbers of a column, from a place on. */
  addPart(values: Float64Array, from: number, count: number): void {
    const doubles = this.#doubles;
    const to = from + count;
    for (let k = from; k < to; k++) {
      if (this.#at === doubles.length) this.#flush();
      const value = values[k]!;
      doubles[this.#at++] = Number.isNaN(value) ? Number.NaN : value + 0;
    }
  }

  /** Adds a number bit by bit as it is. */
  addRaw(value: number): void {
    if (this.#at === this.#doubles.length) this.#flush();
    this.#doubles[this.#at++] = value;
  }

  addText(text: string): void {
    this.#flush();
    this.#hash.update(text);
  }

  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #flush(): void {
    const written = this.#bytes.subarray(0, this.#at * 8);
    if (IS_BIG) written.swap64();
    this.#hash.update(written);
    this.#at = 0;
  }
}
