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

  /** Adds the rows of two columns: a value of the first, one of the second, and so on. */
  addRows(first: Float64Array, second: Float64Array): void {
    const doubles = this.#doubles;
    for (let from = 0; from < second.length; ) {
      if (this.#at + 2 > doubles.length) this.#flush();
      const to = Math.min(from + ((doubles.length - this.#at) >> 1), second.length);
      let at = this.#at;
      let odd = 0;
      for (let k = from; k < to; k++) {
        const one = first[k]!;
        const other = second[k]!;
        doubles[at] = one + 0;
        doubles[at + 1] = other + 0;
        // Anything but 0 once there was a NaN, or an infinity: hardly ever, and a test of each number takes longer than its copy.
        odd += one - one + (other - other);
        at += 2;
      }
      if (odd !== 0) oneNaN(doubles.subarray(this.#at, at));
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

function oneNaN(values: Float64Array): void {
  for (let k = 0; k < values.length; k++) if (Number.isNaN(values[k]!)) values[k] = Number.NaN;
}
