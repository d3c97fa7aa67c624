import { must } from '../../engine/model/errors.ts';
import type { RowSource } from '../../engine/model/row-source.ts';
import type { Column } from '../../engine/model/series.ts';
import { rowsOf, type Stretch } from './chunk-range.ts';
import type { ChunkTable } from './chunk-table.ts';
import type { ColumnReader } from './read-column.ts';

/** A column that a series does not have. */
const ABSENT: ColumnReader = { read: (from, to, out, at) => void out.fill(Number.NaN, at, at + to - from) };

/** Rows of the store, handed out in order; one chunk, as it is written, is in memory at a time. */
export class StoredRows implements RowSource {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly #table: ChunkTable;
  readonly #stretches: readonly Stretch[];
  /** The stretch being read, its first row in the source (from 1), and its columns. */
  #at = -1;
  #begin = 1;
  #readers: readonly ColumnReader[] = [];

  constructor(table: ChunkTable, stretches: readonly Stretch[], columns: readonly string[]) {
    this.#table = table;
    this.#stretches = stretches;
    this.columns = columns;
    this.rows = rowsOf(stretches);
  }

  fill(from: number, to: number, columns: Readonly<Record<string, Column>>, mask: number): void {
    let row = from;
    while (row < to) {
      this.#moveTo(row);
      const { from: first, to: end } = this.#stretches[this.#at]!;
      const last = Math.min(to, this.#begin + end - first);
      const skipped = first - this.#begin;
      for (const name of Object.keys(columns)) {
        const reader = this.#readers[this.columns.indexOf(name)] ?? ABSENT;
        const out = columns[name]!;
        // A ring is written up to its end, then from its beginning.
        for (let next = row; next < last; ) {
          const at = next & mask;
          const stop = mask < 0 ? last : Math.min(last, next + mask + 1 - at);
          reader.read(next + skipped, stop + skipped, out, at);
          next = stop;
        }
      }
      row = last;
    }
  }

  #moveTo(row: number): void {
    if (row < this.#begin || this.#at < 0) {
      this.#at = -1;
      this.#begin = 1;
      this.#readers = [];
    }
    let at = Math.max(this.#at, 0);
    while (row >= this.#begin + this.#length(at)) this.#begin += this.#length(at++);
    if (at === this.#at) return;
    this.#at = at;
    this.#readers = this.#table.open(this.#stretches[at]!.chunk, this.columns.length);
  }

  #length(at: number): number {
    const { from, to } = must(this.#stretches[at], 'a row of the source');
    return to - from;
  }
}
