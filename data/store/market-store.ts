import { ConfigError } from '../../engine/model/errors.ts';
import type { InstrumentSpec } from '../../engine/model/instrument.ts';
import type { RowSource } from '../../engine/model/row-source.ts';
import type { Block } from '../block.ts';
import type { Finding } from '../quality/check.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';
import { appendRows } from './append-rows.ts';
import { ChunkTable } from './chunk-table.ts';
import { type ImportInfo, ImportTable } from './import-table.ts';
import { InstrumentTable } from './instrument-table.ts';
import type { LoadedRows } from './load-stretches.ts';
import type { OnConflict, Tally } from './merge.ts';
import { openStore, openToRead } from './open-store.ts';
import { removeRange } from './remove-range.ts';
import { type SeriesInfo, SeriesTable } from './series-table.ts';
import { type Snapshot, Snapshots } from './snapshots.ts';
import { queryStore, type SqlRows } from './sql.ts';
import { inStore } from './store-fault.ts';
import { type ImportSource, StoreImport } from './store-import.ts';
import type { StoreTables } from './store-tables.ts';
import { StoredRange } from './stored-range.ts';

/** How a store is opened. */
export interface StoreOptions {
  /** Whether it must be there and is only read. */
  readonly readonly?: boolean;
  /** How long a writer waits for another, ms; 5000 where nothing is said. */
  readonly patience?: number;
}

/**
 * Market data at rest, in one SQLite file: series of rows in chunks, one per window of time. Many may read while one writes. What is
 * written is written whole and durably, or not at all. Methods throw a ConfigError or DataError of one sentence for whatever the
 * file, the disk or another process does. Ranges are as a run's: rows that open at or after `from` and are known at or before
 * `to`, milliseconds UTC; null is no limit.
 */
export class MarketStore {
  readonly #path: string;
  readonly #tables: StoreTables;
  readonly #imports: ImportTable;
  readonly #instruments: InstrumentTable;
  readonly #snapshots: Snapshots;

  /** Opens the store at `path`; to write, it is made where it is absent. */
  constructor(path: string, { readonly = false, patience = 5000 }: StoreOptions = {}) {
    this.#path = path;
    const db = readonly ? openToRead(path, patience) : openStore(path, patience);
    const chunks = new ChunkTable(db, path);
    this.#tables = { db, series: new SeriesTable(db), chunks };
    this.#imports = new ImportTable(db, chunks);
    this.#instruments = new InstrumentTable(db);
    this.#snapshots = new Snapshots(path);
  }

  /** All series, by their text. */
  list(): readonly SeriesInfo[] {
    return this.#read(() => this.#tables.series.list());
  }

  /** A series; undefined where it is not in the store. */
  info(key: SeriesKey): SeriesInfo | undefined {
    return this.#read(() => this.#tables.series.list(key)[0]);
  }

  /**
   * A range of a series as it stands now; undefined where the series is not in the store. Its rows, its hash and all of its sources
   * are those of now, whatever is written meanwhile, until the store is closed.
   */
  range(key: SeriesKey, from: number | null, to: number | null): StoredRange | undefined {
    return inStore(this.#path, () => this.#rangeOf(this.#snapshot(), key, from, to));
  }

  /** The rows of a range, in columns that begin with a NaN row; undefined where the series is not in the store. */
  load(key: SeriesKey, from: number | null, to: number | null): LoadedRows | undefined {
    return this.#read(() => this.#rangeOf(this.#tables, key, from, to)?.load());
  }

  /** The rows of a range, handed out bit by bit: see `StoredRange.source`. Throws a ConfigError where the series is not in the store. */
  source(key: SeriesKey, from: number | null, to: number | null): RowSource & { readonly columns: readonly string[] } {
    return (this.range(key, from, to) ?? this.#refuse(key)).source();
  }

  /** The content hash of a range: see `StoredRange.hash`. Throws a ConfigError where the series is not in the store. */
  hash(key: SeriesKey, from: number | null, to: number | null): string {
    return this.#read(() => (this.#rangeOf(this.#tables, key, from, to) ?? this.#refuse(key)).hash());
  }

  /**
   * Joins rows with a series, which is made where it is absent, in one durable transaction; a fetch's `cursor` is written in the same.
   * Rows already there are left; contradictions are judged as `merge` says. Throws a DataError for the first under `fail`.
   */
  append(key: SeriesKey, block: Block, onConflict: OnConflict = 'fail', { cursor }: { readonly cursor?: string } = {}): Tally {
    return this.#write(() => {
      const tally = appendRows(this.#tables, key, block, onConflict);
      if (cursor !== undefined) this.#tables.series.setCursor(this.#tables.series.find(key)!.id, cursor);
      return tally;
    });
  }

  /** Begins an import, or goes on with one of the same identity that was cut short. */
  import(key: SeriesKey, from: ImportSource): StoreImport {
    const tables = { ...this.#tables, path: this.#path, imports: this.#imports };
    return this.#read(() => new StoreImport(tables, key, from, this.#imports.find(key, from.identity)));
  }

  /** Imports that were begun and neither committed nor aborted. */
  imports(): readonly ImportInfo[] {
    return this.#read(() => this.#imports.list());
  }

  /** Deletes what is staged of imports that nobody has touched since a time, milliseconds UTC. Returns how many. */
  dropImports(untouchedSince: number): number {
    return this.#write(() => {
      const ids = this.#imports.untouchedSince(untouchedSince);
      for (const id of ids) this.#imports.drop(id);
      return ids.length;
    });
  }

  /** Deletes what is staged of one import. False where there is none. */
  dropImport(key: SeriesKey, identity: string): boolean {
    return this.#write(() => {
      const found = this.#imports.find(key, identity);
      if (found !== undefined) this.#imports.drop(found.id);
      return found !== undefined;
    });
  }

  /** Deletes the rows of a range, and the fetch's cursor; the series itself where neither end is given. Returns how many rows. */
  remove(key: SeriesKey, from: number | null = null, to: number | null = null): number {
    return this.#write(() => {
      const series = this.#tables.series.find(key);
      return series === undefined ? 0 : removeRange(this.#tables, series, from, to);
    });
  }

  /** What is known of an instrument. */
  instrument(id: string): InstrumentSpec | undefined {
    return this.#read(() => this.#instruments.get(id));
  }

  setInstrument(id: string, spec: InstrumentSpec): void {
    this.#write(() => this.#instruments.set(id, spec));
  }

  /** What is known of instruments, by their ids. */
  instruments(): Readonly<Record<string, InstrumentSpec>> {
    return this.#read(() => this.#instruments.all());
  }

  /** What was found in the data of a series when it was last checked. */
  findings(key: SeriesKey): readonly Finding[] {
    return this.#read(() => {
      const series = this.#tables.series.find(key);
      return series === undefined ? [] : this.#tables.series.findings(series.id);
    });
  }

  /** Keeps what was found in the data of a series. Throws where the series is not there. */
  setFindings(key: SeriesKey, findings: readonly Finding[]): void {
    this.#write(() => this.#tables.series.setFindings((this.#tables.series.find(key) ?? this.#refuse(key)).id, findings));
  }

  /** How far a fetch came, as it wrote it. */
  cursor(key: SeriesKey): string | undefined {
    return this.#read(() => {
      const series = this.#tables.series.find(key);
      return series === undefined ? undefined : this.#tables.series.cursor(series.id);
    });
  }

  /** Runs a SELECT over the store: see `queryStore` for the tables there are. Read the rows to the end before the store is closed. */
  query(sql: string): SqlRows {
    return inStore(this.#path, () => queryStore(this.#snapshot(), this.#path, sql));
  }

  /** Gives the room of what was deleted back to the disk; needs as much room again while it works. */
  vacuum(): void {
    inStore(this.#path, () => this.#tables.db.exec('VACUUM'));
  }

  /** How many chunks were read since the store was opened. */
  get chunksRead(): number {
    return this.#tables.chunks.chunksRead + this.#snapshots.chunksRead;
  }

  close(): void {
    this.#snapshots.close();
    this.#tables.db.close();
  }

  #rangeOf(tables: StoreTables, key: SeriesKey, from: number | null, to: number | null): StoredRange | undefined {
    const series = tables.series.find(key);
    return series === undefined ? undefined : new StoredRange(tables, series, from, to);
  }

  #refuse(key: SeriesKey): never {
    throw new ConfigError(`Expected a series of the store "${this.#path}", but it was "${seriesText(key)}"`);
  }

  #snapshot(): Snapshot {
    const { db } = this.#tables;
    return this.#snapshots.at(`${db.pragma('data_version', { simple: true })} ${db.prepare('SELECT total_changes()').pluck().get()}`);
  }

  // One view of the store for the whole of it: a writer may be at work.
  #read<T>(work: () => T): T {
    return inStore(this.#path, () => this.#tables.db.transaction(work).deferred());
  }

  #write<T>(work: () => T): T {
    return inStore(this.#path, () => this.#tables.db.transaction(work).immediate());
  }
}
