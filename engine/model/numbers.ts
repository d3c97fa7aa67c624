import { emptyList } from './lists.ts';

const FIRST = 128;
const LARGEST = 65_536;

/**
 * Numbers appended one by one, in chunks that are never copied. They start small and double, so that growing is met
 * early: a path met for the first time in the middle of a run would throw the optimised loop away.
 */
export class Numbers {
  length = 0;
  #chunks: Float64Array[] = emptyList();
  #tail = new Float64Array(0);
  #at = 0;

  /** Makes room for so many in one piece; before the first of them. */
  reserve(count: number): void {
    this.#tail = new Float64Array(count);
    this.#chunks = [this.#tail];
  }

  push(value: number): void {
    if (this.#at === this.#tail.length) this.#grow();
    this.#tail[this.#at++] = value;
    this.length++;
  }

  /** Replaces the newest one, if there is any. */
  amend(value: number): void {
    if (this.length > 0) this.#tail[this.#at - 1] = value;
  }

  /** The greatest of them from a place on, and of `least`. */
  greatest(from: number, least: number): number {
    let most = least;
    let begins = 0;
    for (const chunk of this.#chunks) {
      const end = Math.min(chunk.length, this.length - begins);
      for (let k = Math.max(from - begins, 0); k < end; k++) if (chunk[k]! > most) most = chunk[k]!;
      begins += chunk.length;
    }
    return most;
  }

  /** Forgets all of them, but for the room of the newest. */
  clear(): void {
    this.#chunks = [this.#tail];
    this.#at = this.length = 0;
  }

  /** All of them, in one column. */
  column(): Float64Array {
    const column = new Float64Array(this.length);
    this.copyTo(column, 0);
    return column;
  }

  /** The same, which are not held any more: where they lie in one piece they are not copied. */
  take(): Float64Array {
    const column = this.#chunks.length === 1 ? this.#tail.subarray(0, this.#at) : this.column();
    this.#tail = new Float64Array(0);
    this.clear();
    return column;
  }

  /** Writes them into a column from `offset` on. */
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
