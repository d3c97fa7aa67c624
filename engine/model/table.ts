import { emptyList } from './lists.ts';

// Small enough that growing is an everyday path: one met for the first time in the middle of a run would throw the
// optimised loop away.
const CHUNK = 1024;
const SHIFT = 10;
const REST = CHUNK - 1;

/** Append-only rows of numbers in chunks: what is written never moves, and growing copies nothing. */
export class Table {
  readonly width: number;
  #rows = 0;
  readonly #chunks: Float64Array[] = emptyList();
  /** The chunk of the newest row, and where that row starts in it: what `add` has just made room for. */
  tail: Float64Array = new Float64Array(0);
  base = 0;
  /** A chunk of rows that are not known, shared by all of them. */
  #unknown = this.tail;

  constructor(width: number) {
    this.width = width;
  }

  get length(): number {
    return this.#rows;
  }

  /** Adds a row of zeros and returns its number, from 0. */
  add(): number {
    const row = this.#rows++;
    if ((row & REST) === 0) {
      this.tail = new Float64Array(CHUNK * this.width);
      this.#chunks.push(this.tail);
      this.base = 0;
    } else {
      this.base += this.width;
    }
    return row;
  }

  /** The chunk that holds a row, for writing several fields of it; see `offset`. */
  chunk(row: number): Float64Array {
    return this.#chunks[row >> SHIFT]!;
  }

  /** Where a row starts in its chunk. */
  offset(row: number): number {
    return (row & REST) * this.width;
  }

  get(row: number, field: number): number {
    return this.#chunks[row >> SHIFT]![(row & REST) * this.width + field]!;
  }

  set(row: number, field: number, value: number): void {
    this.#chunks[row >> SHIFT]![(row & REST) * this.width + field] = value;
  }

  /** The numbers of a row. */
  read(row: number): number[] {
    return Array.from(this.chunk(row).subarray(this.offset(row), this.offset(row) + this.width));
  }

  /** Shows all numbers of all rows, a chunk of rows at a time: `count` of them from its beginning. */
  eachPart(visit: (numbers: Float64Array, count: number) => void): void {
    for (let row = 0; row < this.#rows; row += CHUNK) visit(this.chunk(row), Math.min(CHUNK, this.#rows - row) * this.width);
  }

  /** Holds `rows` rows from now on that were written elsewhere and are not known: NaN. The next one is added behind them. */
  resume(rows: number): void {
    this.#unknown = new Float64Array(CHUNK * this.width).fill(Number.NaN);
    this.#rows = rows;
    this.#chunks.length = 0;
    for (let row = 0; row < rows; row += CHUNK) this.#chunks.push(this.#unknown);
    if ((rows & REST) === 0) return;
    this.tail = this.#own(rows - 1).fill(0, this.offset(rows));
    this.base = this.offset(rows - 1);
  }

  /** Writes down a row that is known after all. */
  recall(row: number, values: readonly number[]): void {
    this.#own(row).set(values, this.offset(row));
  }

  #own(row: number): Float64Array {
    const at = row >> SHIFT;
    if (this.#chunks[at] === this.#unknown) this.#chunks[at] = this.#unknown.slice();
    return this.#chunks[at]!;
  }
}
