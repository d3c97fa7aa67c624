import { type SeriesKey, seriesText } from '../series-key.ts';
import type { Database } from '../sqlite.ts';
import type { ChunkTable } from './chunk-table.ts';

/** An import under way or cut short. */
export interface ImportInfo {
  /** The series' text, as `seriesText` writes it. */
  readonly key: string;
  /** What is read, for people; and what tells whether it is the same again. */
  readonly source: string;
  readonly identity: string;
  /** Rows of the source that rest. */
  readonly rows: number;
  readonly bytes: number;
  /** Milliseconds UTC. */
  readonly begunAt: number;
  readonly touchedAt: number;
}

/** An import by its number. */
export interface ImportRow {
  readonly id: number;
  readonly rows: number;
  readonly parts: number;
  readonly columns: readonly string[];
}

/** The imports that are not committed. */
export class ImportTable {
  readonly #db: Database;
  readonly #chunks: ChunkTable;

  constructor(db: Database, chunks: ChunkTable) {
    this.#db = db;
    this.#chunks = chunks;
  }

  find(key: SeriesKey, identity: string): ImportRow | undefined {
    const row = this.#db
      .prepare(
        `SELECT id, rows, columns, (SELECT COUNT(*) FROM staged WHERE import = id) AS parts FROM imports WHERE key = ? AND identity = ?`,
      )
      .get(seriesText(key), identity) as (Omit<ImportRow, 'columns'> & { columns: string }) | undefined;
    return row === undefined ? undefined : { ...row, columns: JSON.parse(row.columns) as string[] };
  }

  make(key: SeriesKey, identity: string, source: string, columns: readonly string[], now: number): number {
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO imports (key, identity, source, columns, rows, begunAt, touchedAt) VALUES (?, ?, ?, ?, 0, ?, ?)')
      .run(seriesText(key), identity, source, JSON.stringify(columns), now, now);
    return Number(lastInsertRowid);
  }

  /** Says that further rows rest. False where it is not as it was left: another process has gone on with it, or deleted it. */
  grow(id: number, from: number, to: number, now: number): boolean {
    return this.#db.prepare('UPDATE imports SET rows = ?, touchedAt = ? WHERE id = ? AND rows = ?').run(to, now, id, from).changes === 1;
  }

  list(): readonly ImportInfo[] {
    return this.#db
      .prepare(
        `SELECT key, identity, source, imports.rows, begunAt, touchedAt, TOTAL(bytes) AS bytes
        FROM imports LEFT JOIN staged ON import = id GROUP BY id ORDER BY key, begunAt`,
      )
      .all() as ImportInfo[];
  }

  /** The numbers of the imports that nobody has touched since a time. */
  untouchedSince(ts: number): readonly number[] {
    return this.#db.prepare('SELECT id FROM imports WHERE touchedAt < ?').pluck().all(ts) as number[];
  }

  /** Deletes an import and what is staged of it, but for the blobs that have become chunks. */
  drop(id: number, taken: ReadonlySet<number> = new Set()): void {
    const blobs = this.#db.prepare('DELETE FROM staged WHERE import = ? RETURNING blob').pluck().all(id) as number[];
    for (const blob of blobs) if (!taken.has(blob)) this.#chunks.dropBlob(blob);
    this.#db.prepare('DELETE FROM imports WHERE id = ?').run(id);
  }
}
