import type Database from 'better-sqlite3';
import type { ChunkTable } from './chunk-table.ts';
import type { SeriesTable } from './series-table.ts';

/** A store that is open, by its parts. */
export interface StoreTables {
  readonly db: Database.Database;
  readonly series: SeriesTable;
  readonly chunks: ChunkTable;
}
