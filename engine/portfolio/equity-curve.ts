import type { Column } from '../model/series.ts';

// Small enough that growing is an everyday path; see `model/table.ts`.
const SHIFT = 8;
const CHUNK = 1 << SHIFT;
const REST = CHUNK - 1;

/** Numbers appended one by one, in chunks that are never copied. */
class Numbers {
  length = 0;
  readonly #chunks: Float64Array[] = [];
  #tail = new Float64Array(0);

  push(value: number): void {
    const at = this.length++ & REST;
    if (at === 0) {
      this.#tail = new Float64Array(CHUNK);
      this.#chunks.push(this.#tail);
    }
    this.#tail[at] = value;
  }

  amend(value: number): void {
    if (this.length > 0) this.#tail[(this.length - 1) & REST] = value;
  }

  /** Writes what is there from `offset` on. */
  copyTo(column: Float64Array, offset: number): void {
    this.#chunks.forEach((chunk, k) => {
      column.set(chunk.subarray(0, Math.min(CHUNK, this.length - (k << SHIFT))), offset + (k << SHIFT));
    });
  }
}

/**
 * One value of equity per batch that holds a bar close. As long as every batch is the next row of one series, the times
 * are that series' own and are not written again.
 */
export class EquityCurve {
  readonly #values = new Numbers();
  readonly #ownTimes = new Numbers();
  #shared: Column;
  #follows = true;
  #count = 0;

  /** `times` of the series most batches move, with its NaN row in front. */
  constructor(times: Column) {
    this.#shared = times;
  }

  get length(): number {
    return this.#values.length;
  }

  push(ts: number, value: number): void {
    if (this.#follows && this.#shared[this.#count + 1] === ts) this.#count++;
    else this.#pushTime(ts);
    this.#values.push(value);
  }

  /** Replaces the newest value: what filled at the last close belongs to it. */
  amend(value: number): void {
    this.#values.amend(value);
  }

  /** The whole curve: times in milliseconds, values in account currency. */
  columns(): { readonly ts: Column; readonly value: Column } {
    const ts = new Float64Array(this.length);
    const value = new Float64Array(this.length);
    ts.set(this.#shared.subarray(1, this.#count + 1));
    this.#ownTimes.copyTo(ts, this.#count);
    this.#values.copyTo(value, 0);
    return { ts, value };
  }

  #pushTime(ts: number): void {
    this.#follows = false;
    this.#ownTimes.push(ts);
  }
}
