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

  /** Adds the rows of two columns: a value of the first, one of the second, and so on. */
  addRows(first: Float64Array, second: Float64Array): void {
    const doubles = this.#doubles;
    for (let from = 0; from < second.length; ) {
      if (this.#at + 2 > doubles.length) this.#flush();
      const to = Math.min(from + ((doubles.length - this.#at) >> 1), second.length);
      let at = this.#at;
      for (let k = from; k < to; k++) {
        const one = first[k]!;
        const other = second[k]!;
        doubles[at++] = Number.isNaN(one) ? Number.NaN : one + 0;
        doubles[at++] = Number.isNaN(other) ? Number.NaN : other + 0;
      }
      this.#at = at;
      from = to;
    }
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
