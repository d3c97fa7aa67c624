import type { Column } from './series-base.ts';

/** So many bytes of columns are kept; beyond them, what was not asked for the longest time goes. */
const ROOM = 128 * 1024 * 1024;

/**
 * Columns of indicators that are finished, for many runs over the same data: what one run has computed the next one reads. Those of
 * one kernel have its name with all parameters, and the columns that they were made of. No run sees more of one than of
 * a price column: its line's cursor hides the rows ahead.
 */
export class Finished {
  readonly #room: number;
  readonly #columns = new Map<string, readonly Column[]>();
  /** What tells columns apart, by the very column. */
  readonly #numbers = new WeakMap<Column, number>();
  #next = 0;
  #bytes = 0;

  constructor(room: number = ROOM) {
    this.#room = room;
  }

  /** The columns of a name, so many, made of other columns; computed by `fill` where there are none yet. */
  take(name: string, of: readonly Column[], rows: number, fill: (columns: readonly Column[]) => void, count = 1): readonly Column[] {
    const key = `${name} ${of.map((column) => this.#numberOf(column)).join(' ')}`;
    let columns = this.#columns.get(key);
    if (columns === undefined) {
      columns = Array.from({ length: count }, () => new Float64Array(rows + 1));
      for (const column of columns) column[0] = Number.NaN;
      fill(columns);
      this.#bytes += sizeOf(columns);
    }
    // The newest stands last.
    this.#columns.delete(key);
    this.#columns.set(key, columns);
    this.#makeRoom();
    return columns;
  }

  #numberOf(column: Column): number {
    const known = this.#numbers.get(column);
    if (known !== undefined) return known;
    this.#numbers.set(column, ++this.#next);
    return this.#next;
  }

  #makeRoom(): void {
    for (const [key, columns] of this.#columns) {
      if (this.#bytes <= this.#room || this.#columns.size === 1) return;
      this.#columns.delete(key);
      this.#bytes -= sizeOf(columns);
    }
  }
}

const sizeOf = (columns: readonly Column[]): number => columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
