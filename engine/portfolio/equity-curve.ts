import type { Column } from '../model/series.ts';

const FIRST = 128;
const LARGEST = 65_536;

/**
 * Numbers appended one by one, in chunks that are never copied. They start small and double, so that growing is met
 * early: a path met for the first time in the middle of a run would throw the optimised loop away.
 */
class Numbers {
  length = 0;
  readonly #chunks: Float64Array[] = [];
  #tail = new Float64Array(0);
  #at = 0;

  push(value: number): void {
    if (this.#at === this.#tail.length) this.#grow();
    this.#tail[this.#at++] = value;
    this.length++;
  }

  amend(value: number): void {
    if (this.length > 0) this.#tail[this.#at - 1] = value;
  }

  /** Writes what is there from `offset` on. */
  copyTo(column: Float64Array, offset: number): void {
    let at = offset;
    for (const chunk of this.#chunks) {
      const part = chunk === this.#tail ? chunk.subarray(0, this.#at) : chunk;
      column.set(part, at);
      at += part.length;
    }
  }

  #grow(): void {
    this.#tail = new Float64Array(Math.min(Math.max(this.#tail.length * 2, FIRST), LARGEST));
    this.#chunks.push(this.#tail);
    this.#at = 0;
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
