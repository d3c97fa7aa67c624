import { ConfigError, DataError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import type { Block } from '../block.ts';
import type { Finding } from '../quality/check.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';
import type { Database } from '../sqlite.ts';
import { checkBlock } from './check-block.ts';
import type { ChunkTable, Packed } from './chunk-table.ts';
import type { ImportRow, ImportTable } from './import-table.ts';
import { refuseOverlap } from './join-rows.ts';
import type { OnConflict, Tally } from './merge.ts';
import { promote } from './promote.ts';
import type { SeriesTable } from './series-table.ts';
import { type Shape, shapeOf } from './shape.ts';
import { StagedParts } from './staged-parts.ts';
import { inStore } from './store-fault.ts';

/** Rows gathered before they are staged. */
const BATCH = 1 << 18;

/** The parts of a store that an import works on. */
export interface ImportTables {
  readonly path: string;
  readonly db: Database;
  readonly series: SeriesTable;
  readonly chunks: ChunkTable;
  readonly imports: ImportTable;
}

/** What is imported: `source` is a name for people, `identity` tells the same source read in the same way again. */
export interface ImportSource {
  readonly source: string;
  readonly identity: string;
  /** Rows gathered before they are staged: as many may be lost by a crash. 262,144 where nothing is said. */
  readonly batch?: number;
}

/**
 * Rows on their way into a series: they are staged beside it, a batch at a time, and become part of it all at once. A process that
 * dies leaves the series as it was; the same import begun again goes on behind the rows that rest.
 */
export class StoreImport {
  /** How many rows of the source, from its first, were staged before: a reader may pass over them. */
  readonly resumed: { readonly rows: number };
  readonly #tables: ImportTables;
  readonly #key: SeriesKey;
  readonly #from: ImportSource;
  #id: number | undefined;
  #parts: number;
  /** Rows of the source that rest, and that were written in all. */
  #staged: number;
  #written: number;
  #shape: Shape | undefined;
  #rows: StagedParts | undefined;
  #isOver = false;

  constructor(tables: ImportTables, key: SeriesKey, from: ImportSource, found: ImportRow | undefined) {
    this.#tables = tables;
    this.#key = key;
    this.#from = from;
    this.#id = found?.id;
    this.#parts = found?.parts ?? 0;
    this.#staged = found?.rows ?? 0;
    this.#written = this.#staged;
    this.resumed = { rows: this.#staged };
    const columns = found?.columns ?? tables.series.columnsOf(key);
    if (columns !== undefined) this.#begin(columns);
  }

  #begin(columns: readonly string[]): StagedParts {
    this.#shape = shapeOf(this.#key, columns);
    const before = this.#id === undefined ? undefined : this.#tables.chunks.staged(this.#id).at(-1);
    this.#rows = new StagedParts(this.#shape, seriesText(this.#key), before);
    return this.#rows;
  }

  /**
   * Takes rows, oldest first; the blocks themselves come oldest first or newest first. `at` is the number of the block's first row
   * among all of the source, from 0: rows that rest already are passed over. Without it the block goes on behind the last.
   * Throws a DataError where the rows are not those of such a series.
   */
  write(block: Block, at = this.#written): void {
    this.#refuseOver();
    const name = seriesText(this.#key);
    if (at > this.#written) throw new ConfigError(`Expected row ${this.#written} of "${this.#from.source}" next, but it was "${at}"`);
    const rows = this.#rows ?? this.#begin(Object.keys(block.columns));
    const columns = checkBlock(this.#shape!, block, name);
    const passed = Math.min(block.rows, this.#written - at);
    if (passed === block.rows) return;
    rows.add(passed === 0 ? columns : columns.map((values): Column => values.subarray(passed)));
    this.#written += block.rows - passed;
    if (rowsIn(rows.complete) < (this.#from.batch ?? BATCH)) return;
    this.#id = this.#inTransaction(() => this.#stage());
    this.#parts += rows.complete.length;
    this.#staged += rowsIn(rows.complete);
    rows.forget();
  }

  /**
   * Makes the rows part of the series, all or none, with what was found in them; tells what became of them, those of earlier attempts
   * included. Where it throws, all stays staged: it can be committed under another policy, or aborted.
   */
  commit(onConflict: OnConflict = 'fail', { findings }: { readonly findings?: readonly Finding[] } = {}): Tally {
    this.#refuseOver();
    const { db, series, chunks, imports } = this.#tables;
    const name = seriesText(this.#key);
    this.#rows?.flush();
    const tally = this.#inTransaction(() => {
      const id = this.#stage();
      if (id === undefined) return { added: 0, same: 0, replaced: 0, kept: 0 };
      const names = this.#shape!.names;
      const row = series.make(this.#key, names);
      if (row.shape.names.some((column, k) => column !== names[k])) {
        throw new DataError(`Expected the columns ${row.shape.names.join(', ')} of "${name}", but it was "${names.join(', ')}"`);
      }
      const done = promote(chunks, { series: row, name, onConflict }, chunks.staged(id));
      refuseOverlap(db, row, name);
      imports.drop(id, done.taken);
      if (findings !== undefined) series.setFindings(row.id, findings);
      return done.tally;
    });
    this.#isOver = true;
    return tally;
  }

  /** Deletes what is staged; the series stays as it was. */
  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const id = this.#id;
    if (id !== undefined) this.#inTransaction(() => this.#tables.imports.drop(id));
  }

  #refuseOver(): void {
    if (this.#isOver) throw new ConfigError(`Expected an import under way, but "${this.#from.source}" was "committed or aborted"`);
  }

  /** Writes the complete parts; the import's number. What is known here of what rests changes once the transaction is over. */
  #stage(): number | undefined {
    const complete = this.#rows?.complete ?? [];
    if (complete.length === 0 && this.#id === undefined) return undefined;
    const { imports, chunks } = this.#tables;
    const { source, identity } = this.#from;
    const now = Date.now();
    const found = this.#id ?? imports.find(this.#key, identity)?.id;
    const id = found ?? imports.make(this.#key, identity, source, this.#shape!.names, now);
    if (!imports.grow(id, this.#staged, this.#staged + rowsIn(complete), now)) {
      throw new ConfigError(`Expected one import of "${source}" at a time, but it was "continued or deleted by another process"`);
    }
    for (const [k, part] of complete.entries()) {
      const { direction, ...packed } = part;
      chunks.stage(id, { ...chunks.write(packed), part: this.#parts + k, direction });
    }
    return id;
  }

  #inTransaction<T>(work: () => T): T {
    return inStore(this.#tables.path, () => this.#tables.db.transaction(work).immediate());
  }
}

const rowsIn = (parts: readonly Packed[]): number => parts.reduce((sum, { rows }) => sum + rows, 0);
