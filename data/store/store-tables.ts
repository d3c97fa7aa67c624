import type { Database } from '../sqlite.ts';
import type { ChunkTable } from './chunk-table.ts';
import type { SeriesTable } from './series-table.ts';

/** A store that is open, by its parts. */
export interface StoreTables {
  readonly db: Database;
  readonly series: SeriesTable;
  readonly chunks: ChunkTable;
}
