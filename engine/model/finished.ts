import type { Column } from './series-base.ts';

/** So many bytes of columns are kept; beyond them, what was not asked for the longest time goes. */
const ROOM = 128 * 1024 * 1024;

/**
 * Columns of indicators that are finished, for many runs over the same data: what one run has computed the next one reads. A
 * column has the name of its kernel with all parameters, and the columns that it was made of. No run sees more of one than of
 * a price column: its line's cursor hides the rows ahead.
 */
export class Finished {
  readonly #room: number;
  readonly #columns = new Map<string, Column>();
  /** What tells columns apart, by the very column. */
  readonly #numbers = new WeakMap<Column, number>();
  #next = 0;
  #bytes = 0;

  constructor(room: number = ROOM) {
    this.#room = room;
  }

  /** The column of a name made of other columns, computed by `fill` where there is none yet. */
  take(name: string, of: readonly Column[], rows: number, fill: (column: Column) => void): Column {
    const key = `${name} ${of.map((column) => this.#numberOf(column)).join(' ')}`;
    let column = this.#columns.get(key);
    if (column === undefined) {
      column = new Float64Array(rows + 1);
      column[0] = Number.NaN;
      fill(column);
      this.#bytes += column.byteLength;
    }
    // The newest stands last.
    this.#columns.delete(key);
    this.#columns.set(key, column);
    this.#makeRoom();
    return column;
  }

  #numberOf(column: Column): number {
    const known = this.#numbers.get(column);
    if (known !== undefined) return known;
    this.#numbers.set(column, ++this.#next);
    return this.#next;
  }

  #makeRoom(): void {
    for (const [key, column] of this.#columns) {
      if (this.#bytes <= this.#room || this.#columns.size === 1) return;
      this.#columns.delete(key);
      this.#bytes -= column.byteLength;
    }
  }
}
