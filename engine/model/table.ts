// Small enough that growing is an everyday path: one met for the first time in the middle of a run would throw the
// optimised loop away.
const CHUNK = 256;
const SHIFT = 8;
const REST = CHUNK - 1;

/** Append-only rows of numbers in chunks: what is written never moves, and growing copies nothing. */
export class Table {
  readonly width: number;
  #rows = 0;
  readonly #chunks: Float64Array[] = [];
  /** The chunk of the newest row, and where that row starts in it: what `add` has just made room for. */
  tail = new Float64Array(0);
  base = 0;

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
}
