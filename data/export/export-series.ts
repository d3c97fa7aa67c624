import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Block } from '../block.ts';
import { type ExportFormat, formatOf } from './format.ts';
import type { SeriesRows } from './series-rows.ts';
import { fileError } from './write-error.ts';

/** What was written. */
export interface ExportReport {
  readonly path: string;
  readonly rows: number;
  /** Of the file on disk. */
  readonly bytes: number;
}

/** How a file is written. */
export interface ExportOptions {
  /** Found from the end of the path where absent: `.csv`, `.parquet`, `.json`. */
  readonly format?: ExportFormat | undefined;
  /** Told how many rows the present pass has gone over, block by block; JSON by columns takes a pass per column, Parquet two. */
  readonly onRows?: (rows: number, pass: number) => void;
  /** Ends the export before its time. */
  readonly signal?: AbortSignal;
}

/**
 * Writes a series to a file in bounded memory, packed where the path ends in `.gz`. The file appears when it is complete, in place
 * of one that was there; an export that fails leaves what was. Reading it back needs no options and gives the same bits.
 * Throws a ConfigError for a path that cannot be written, a DataError for rows that the format cannot hold.
 */
export async function exportSeries(series: SeriesRows, path: string, options: ExportOptions = {}): Promise<ExportReport> {
  const { format, isPacked } = formatOf(path, options.format);
  let pass = 0;
  let rows = 0;
  async function* counted(): AsyncGenerator<Block> {
    pass++;
    rows = 0;
    for await (const block of series.blocks()) {
      yield block;
      rows += block.rows;
      options.onRows?.(rows, pass);
    }
  }
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const bytes = (await writerOf(format))({ ...series, blocks: counted });
    const file = createWriteStream(part, { flush: true });
    const signal = options.signal === undefined ? {} : { signal: options.signal };
    await (isPacked ? pipeline(bytes, createGzip(), file, signal) : pipeline(bytes, file, signal));
    await rename(part, path);
    return { path, rows, bytes: (await stat(path)).size };
  } catch (cause) {
    // Where it could not be made it cannot be removed either: the reason is the same.
    await rm(part, { force: true }).catch(() => undefined);
    throw fileError(path, cause);
  }
}

/** The text or bytes of a series, piece by piece: for a pipe. */
export async function writerOf(format: ExportFormat): Promise<(series: SeriesRows) => AsyncGenerator<string | Uint8Array>> {
  switch (format) {
    case 'csv':
      return (await import('./csv-text.ts')).csvText;
    case 'json':
      return (await import('./json-text.ts')).jsonColumns;
    case 'json-rows':
      return (await import('./json-text.ts')).jsonRows;
    case 'parquet':
      return (await import('./parquet-bytes.ts')).parquetBytes;
  }
}
