import { DataError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Database, Statement } from '../sqlite.ts';
import { readChunk, writeChunk } from './chunk.ts';
import type { ColumnReader } from './read-column.ts';
import { type Shape, windowHash } from './shape.ts';
import { inStore } from './store-fault.ts';

/** The rows of one window as they rest: all that can be known of them without reading them. */
export interface ChunkInfo {
  /** The window's number, from the epoch. */
  readonly slot: number;
  readonly rows: number;
  /** When its first and last bar open; of other kinds, when the rows become known. */
  readonly firstOpen: number;
  readonly lastOpen: number;
  readonly firstTs: number;
  readonly lastTs: number;
  readonly bytes: number;
  /** sha256 of its rows; see `rowsHash`. */
  readonly hash: Buffer;
  readonly blob: number;
}

const META = 'slot, rows, firstOpen, lastOpen, firstTs, lastTs, bytes, hash, blob';

/** A part of an import, by its number: they count up as the rows come. */
export type Part = ChunkInfo & { readonly part: number; readonly direction: number };

/** The rows of one window as they will rest, not written yet. */
export type Packed = Omit<ChunkInfo, 'blob'> & { readonly data: Buffer };

/** Packs the rows of one window. */
export function pack(shape: Shape, columns: readonly Column[]): Packed {
  const open = columns[shape.order]!;
  const known = columns[shape.known]!;
  const rows = open.length;
  const data = writeChunk(columns);
  return {
    slot: Math.floor(open[0]! / shape.length),
    rows,
    firstOpen: open[0]!,
    lastOpen: open[rows - 1]!,
    firstTs: known[0]!,
    lastTs: known[rows - 1]!,
    bytes: data.length,
    hash: windowHash(shape, columns, 0, rows),
    data,
  };
}

/** The chunks of series and of imports under way. */
export class ChunkTable {
  /** How many chunks were read so far. */
  chunksRead = 0;
  readonly #db: Database;
  readonly #path: string;
  readonly #insert: Statement;
  readonly #select: Statement;

  constructor(db: Database, path: string) {
    this.#db = db;
    this.#path = path;
    this.#insert = db.prepare('INSERT INTO blobs (data) VALUES (?)');
    this.#select = db.prepare('SELECT data FROM blobs WHERE id = ?').pluck();
  }

  /** The chunks that hold rows opening at or after `from` and known at or before `to`, oldest first; and maybe one without. */
  within(series: number, from: number | null, to: number | null): readonly ChunkInfo[] {
    return this.#db
      .prepare(`SELECT ${META} FROM chunks WHERE series = ? AND lastOpen >= ? AND firstTs <= ? ORDER BY slot`)
      .all(series, from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY) as ChunkInfo[];
  }

  at(series: number, slot: number): ChunkInfo | undefined {
    return this.#db.prepare(`SELECT ${META} FROM chunks WHERE series = ? AND slot = ?`).get(series, slot) as ChunkInfo | undefined;
  }

  /** The parts of an import, in the order in which they came. */
  staged(id: number): readonly Part[] {
    return this.#db.prepare(`SELECT ${META}, part, direction FROM staged WHERE import = ? ORDER BY part`).all(id) as Part[];
  }

  /** The columns of a chunk; throws a DataError where its bytes are not as they were written. */
  open(chunk: ChunkInfo, columns: number): readonly ColumnReader[] {
    this.chunksRead++;
    const data = inStore(this.#path, () => this.#select.get(chunk.blob)) as Buffer | undefined;
    const readers = data === undefined ? undefined : readChunk(data, columns);
    if (readers !== undefined) return readers;
    const what = `rows from ${isoTime(chunk.firstOpen)} to ${isoTime(chunk.lastTs)} of the store "${this.#path}"`;
    throw new DataError(`Expected the ${what} as they were written, but they were "${data === undefined ? 'gone' : 'damaged'}"`);
  }

  /** All rows of a chunk. */
  read(chunk: ChunkInfo, columns: number): readonly Column[] {
    return this.open(chunk, columns).map((reader) => {
      const values = new Float64Array(chunk.rows);
      reader.read(0, chunk.rows, values, 0);
      return values;
    });
  }

  /** Keeps packed rows as a blob; they are not yet of any series. */
  write({ data, ...info }: Packed): ChunkInfo {
    const { lastInsertRowid } = this.#insert.run(data);
    return { ...info, blob: Number(lastInsertRowid) };
  }

  /** Makes a chunk that of its window in a series; the one before it is deleted. */
  put(series: number, chunk: ChunkInfo): void {
    this.drop(series, chunk.slot);
    this.#db
      .prepare(
        `INSERT INTO chunks (series, ${META}) VALUES (?, @slot, @rows, @firstOpen, @lastOpen, @firstTs, @lastTs, @bytes, @hash, @blob)`,
      )
      .run(series, chunk);
  }

  /** Deletes the chunk of a window. */
  drop(series: number, slot: number): void {
    const blob = this.#db.prepare('DELETE FROM chunks WHERE series = ? AND slot = ? RETURNING blob').pluck().get(series, slot);
    if (blob !== undefined) this.dropBlob(blob as number);
  }

  dropBlob(blob: number): void {
    this.#db.prepare('DELETE FROM blobs WHERE id = ?').run(blob);
  }

  /** Stages a part of an import. */
  stage(id: number, part: Part): void {
    this.#db
      .prepare(
        `INSERT INTO staged (import, part, direction, ${META}) VALUES (?, @part, @direction, @slot, @rows, @firstOpen, @lastOpen, @firstTs, @lastTs, @bytes, @hash, @blob)`,
      )
      .run(id, part);
  }
}
