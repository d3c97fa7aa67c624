import type { Column } from '../engine/model/series.ts';

/** Columns that are filled row by row, from row 1, behind a NaN row; how many rows there will be is learned on the way. */
export class Rows {
  /** One per column; replaced as they grow, so they are looked up anew for each row. */
  readonly columns: Column[];
  #room = 1;

  constructor(count: number) {
    this.columns = Array.from({ length: count }, () => Float64Array.of(Number.NaN));
  }

  /** Makes room for rows up to `rows`. */
  reserve(rows: number): void {
    if (rows < this.#room) return;
    this.#room = rows + 1;
    for (let k = 0; k < this.columns.length; k++) {
      const grown = new Float64Array(this.#room);
      grown.set(this.columns[k]!);
      this.columns[k] = grown;
    }
  }
}
