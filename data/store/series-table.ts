import type { Finding } from '../quality/check.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';
import type { Database } from '../sqlite.ts';
import { type Shape, shapeOf } from './shape.ts';

/** A series of the store. */
export interface SeriesInfo {
  readonly key: SeriesKey;
  readonly rows: number;
  /** When its first row opens (of what is not bars: is known) and when its last is known; NaN where it has no rows. */
  readonly from: number;
  readonly to: number;
  /** What its chunks take on disk. */
  readonly bytes: number;
  readonly chunks: number;
  readonly columns: readonly string[];
}

/** A series by its number. */
export interface SeriesRow {
  readonly id: number;
  readonly shape: Shape;
}

interface Line {
  readonly instrument: string;
  readonly kind: SeriesKey['kind'];
  readonly timeframe: string;
  readonly price: SeriesKey['price'];
  readonly columns: string;
  readonly rows: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly bytes: number;
  readonly chunks: number;
}

/** The series of a store. */
export class SeriesTable {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(key: SeriesKey): SeriesRow | undefined {
    const row = this.#db.prepare('SELECT id, columns FROM series WHERE key = ?').get(seriesText(key)) as
      | { id: number; columns: string }
      | undefined;
    return row === undefined ? undefined : { id: row.id, shape: shapeOf(key, JSON.parse(row.columns) as string[]) };
  }

  /** The series, made where it is absent; one without rows gets these columns. */
  make(key: SeriesKey, columns: readonly string[]): SeriesRow {
    const found = this.find(key);
    const shape = shapeOf(key, columns);
    if (found !== undefined) {
      if (!this.#isEmpty(found.id)) return found;
      this.#db.prepare('UPDATE series SET columns = ? WHERE id = ?').run(JSON.stringify(shape.names), found.id);
      return { id: found.id, shape };
    }
    const { instrument, kind, timeframe, price } = key;
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO series (key, instrument, kind, timeframe, price, columns) VALUES (?, ?, ?, ?, ?, ?)')
      .run(seriesText(key), instrument, kind, timeframe, price, JSON.stringify(shape.names));
    return { id: Number(lastInsertRowid), shape };
  }

  #isEmpty(id: number): boolean {
    return this.#db.prepare('SELECT 1 FROM chunks WHERE series = ? LIMIT 1').get(id) === undefined;
  }

  /** The columns that rows of a series must have; undefined where it has none yet. */
  columnsOf(key: SeriesKey): readonly string[] | undefined {
    const found = this.find(key);
    return found === undefined || this.#isEmpty(found.id) ? undefined : found.shape.names;
  }

  /** How far a series was fetched, as the fetch wrote it. */
  cursor(id: number): string | undefined {
    return (this.#db.prepare('SELECT cursor FROM series WHERE id = ?').pluck().get(id) as string | null) ?? undefined;
  }

  setCursor(id: number, cursor: string | null): void {
    this.#db.prepare('UPDATE series SET cursor = ? WHERE id = ?').run(cursor, id);
  }

  /** What was found in the rows of a series. */
  findings(id: number): readonly Finding[] {
    const text = this.#db.prepare('SELECT findings FROM series WHERE id = ?').pluck().get(id) as string;
    // JSON has no NaN: it is null there.
    return JSON.parse(text, (_, value: unknown) => value ?? Number.NaN) as Finding[];
  }

  setFindings(id: number, findings: readonly Finding[]): void {
    this.#db.prepare('UPDATE series SET findings = ? WHERE id = ?').run(JSON.stringify(findings), id);
  }

  /** Deletes a series that has no chunks. */
  drop(id: number): void {
    this.#db.prepare('DELETE FROM series WHERE id = ?').run(id);
  }

  /** All series by their text, or the one. */
  list(key?: SeriesKey): readonly SeriesInfo[] {
    const one = key === undefined ? '' : 'WHERE key = ?';
    const lines = this.#db
      .prepare(
        `SELECT instrument, kind, timeframe, price, columns, COUNT(slot) AS chunks, TOTAL(rows) AS rows, TOTAL(bytes) AS bytes,
          MIN(firstOpen) AS "from", MAX(lastTs) AS "to"
        FROM series LEFT JOIN chunks ON chunks.series = series.id ${one} GROUP BY series.id ORDER BY key`,
      )
      .all(...(key === undefined ? [] : [seriesText(key)])) as Line[];
    return lines.map(({ instrument, kind, timeframe, price, columns, from, to, ...rest }) => ({
      key: { instrument, kind, timeframe, price },
      ...rest,
      from: from ?? Number.NaN,
      to: to ?? Number.NaN,
      columns: JSON.parse(columns) as string[],
    }));
  }
}
