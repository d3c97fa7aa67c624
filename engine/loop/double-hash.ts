import { createHash } from 'node:crypto';

/** sha256 over doubles, written little-endian on every machine. */
export class DoubleHash {
  readonly #hash = createHash('sha256');
  readonly #bytes = new Uint8Array(65_536);
  readonly #view = new DataView(this.#bytes.buffer);
  #at = 0;

  add(value: number): void {
    if (this.#at === this.#bytes.length) this.#flush();
    // Adding 0 turns -0 into 0; setFloat64 may keep a NaN's payload, so NaN is written from one constant.
    this.#view.setFloat64(this.#at, Number.isNaN(value) ? Number.NaN : value + 0, true);
    this.#at += 8;
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
    this.#hash.update(this.#bytes.subarray(0, this.#at));
    this.#at = 0;
  }
}
