import type { Column } from '../model/series.ts';

const CHUNK = 65_536;

/** One value of equity per batch that holds a bar close. */
export class EquityCurve {
  #length = 0;
  #at = CHUNK;
  #ts: Float64Array = new Float64Array(0);
  #value: Float64Array = new Float64Array(0);
  readonly #chunks: { readonly ts: Float64Array; readonly value: Float64Array }[] = [];

  get length(): number {
    return this.#length;
  }

  push(ts: number, value: number): void {
    if (this.#at === CHUNK) this.#grow();
    this.#ts[this.#at] = ts;
    this.#value[this.#at++] = value;
    this.#length++;
  }

  /** Replaces the newest value: what filled at the last close belongs to it. */
  amend(value: number): void {
    if (this.#length > 0) this.#value[this.#at - 1] = value;
  }

  /** The whole curve: times in milliseconds, values in account currency. */
  columns(): { readonly ts: Column; readonly value: Column } {
    const ts = new Float64Array(this.#length);
    const value = new Float64Array(this.#length);
    this.#chunks.forEach((chunk, k) => {
      const part = Math.min(CHUNK, this.#length - k * CHUNK);
      ts.set(chunk.ts.subarray(0, part), k * CHUNK);
      value.set(chunk.value.subarray(0, part), k * CHUNK);
    });
    return { ts, value };
  }

  #grow(): void {
    this.#ts = new Float64Array(CHUNK);
    this.#value = new Float64Array(CHUNK);
    this.#chunks.push({ ts: this.#ts, value: this.#value });
    this.#at = 0;
  }
}
