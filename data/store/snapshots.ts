import type { Database } from '../sqlite.ts';
import { ChunkTable } from './chunk-table.ts';
import { openToRead } from './open-store.ts';
import { SeriesTable } from './series-table.ts';

/** The store as it stood at a moment. */
export interface Snapshot {
  readonly db: Database;
  readonly series: SeriesTable;
  readonly chunks: ChunkTable;
}

/**
 * Views of the store as it stood at some moment. Rows that are handed out bit by bit are read from one: whatever is written
 * meanwhile, they stay what they were.
 */
export class Snapshots {
  readonly #path: string;
  readonly #open: Snapshot[] = [];
  #state = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** The store as it stands now. `state` changes whenever anything is written: views of one state are one. */
  at(state: string): Snapshot {
    const last = this.#open.at(-1);
    if (last !== undefined && state === this.#state) return last;
    const db = openToRead(this.#path);
    // The view begins with the first read of a transaction.
    db.exec('BEGIN');
    db.prepare('SELECT COUNT(*) FROM series').get();
    const snapshot = { db, series: new SeriesTable(db), chunks: new ChunkTable(db, this.#path) };
    this.#open.push(snapshot);
    this.#state = state;
    return snapshot;
  }

  /** How many chunks were read through them. */
  get chunksRead(): number {
    return this.#open.reduce((sum, { chunks }) => sum + chunks.chunksRead, 0);
  }

  close(): void {
    for (const { db } of this.#open.splice(0)) db.close();
  }
}
