import type { RowSource } from '../../engine/model/row-source.ts';
import { rowsOf, type Stretch, stretchesOf } from './chunk-range.ts';
import { hashStretches } from './hash-stretches.ts';
import { type LoadedRows, loadStretches } from './load-stretches.ts';
import type { SeriesRow } from './series-table.ts';
import type { StoreTables } from './store-tables.ts';
import { StoredRows } from './stored-rows.ts';

/** The rows of a range of a series, as they stand at one moment. */
export class StoredRange {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly #tables: StoreTables;
  readonly #series: SeriesRow;
  readonly #stretches: readonly Stretch[];

  /** Reads only the chunks that the range cuts. */
  constructor(tables: StoreTables, series: SeriesRow, from: number | null, to: number | null) {
    this.#tables = tables;
    this.#series = series;
    this.#stretches = stretchesOf(tables.chunks, series.id, series.shape, from, to);
    this.columns = series.shape.names;
    this.rows = rowsOf(this.#stretches);
  }

  /** The content hash, as `contentHash` defines it: of whole windows it is known. */
  hash(): string {
    return hashStretches(this.#tables.chunks, this.#series.shape, this.#stretches);
  }

  /** The rows in columns that begin with a NaN row; throws a ConfigError where they do not fit into memory. */
  load(): LoadedRows {
    return loadStretches(this.#tables.chunks, this.#series.shape, this.#stretches);
  }

  /** The rows handed out bit by bit, to one reader: one chunk is in memory at a time, as it is written. */
  source(): RowSource & { readonly columns: readonly string[] } {
    return new StoredRows(this.#tables.chunks, this.#stretches, this.columns);
  }
}
