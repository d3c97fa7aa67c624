import type { InstrumentSpec } from '../../engine/model/instrument.ts';
import type { Database } from '../sqlite.ts';

/** What is known of instruments beside their data. */
export class InstrumentTable {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(id: string): InstrumentSpec | undefined {
    const text = this.#db.prepare('SELECT spec FROM instruments WHERE id = ?').pluck().get(id) as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as InstrumentSpec);
  }

  set(id: string, spec: InstrumentSpec): void {
    this.#db.prepare('INSERT OR REPLACE INTO instruments VALUES (?, ?)').run(id, JSON.stringify(spec));
  }

  /** All of them, by their ids. */
  all(): Readonly<Record<string, InstrumentSpec>> {
    const rows = this.#db.prepare('SELECT id, spec FROM instruments ORDER BY id').raw().all() as [string, string][];
    return Object.fromEntries(rows.map(([id, spec]) => [id, JSON.parse(spec) as InstrumentSpec]));
  }
}
