import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openFiles, type Reading, type ReadOptions } from '../../../data/read/open-file.ts';
import type { Column } from '../../../engine/model/series.ts';

/** What a reading gave when all of its blocks were taken. */
export interface Read extends Omit<Reading, 'blocks'> {
  readonly rows: number;
  /** Whole columns, their first row at 0. */
  readonly columns: Readonly<Record<string, Column>>;
  /** Where each row came from. */
  readonly places: readonly string[];
}

/** Takes all blocks of a reading. */
export async function taken(reading: Reading): Promise<Read> {
  const parts = new Map<string, number[]>();
  const places: string[] = [];
  for await (const { rows, columns, place } of reading.blocks()) {
    for (const [name, column] of Object.entries(columns)) {
      if (column.length !== rows) throw new Error(`${column.length} values in a block of ${rows} rows`);
      parts.set(name, (parts.get(name) ?? []).concat(Array.from(column)));
    }
    for (let row = 0; row < rows; row++) places.push(place!(row));
  }
  const { kind, timeframe, price, instrument, found, bytes, warnings } = reading;
  const columns = Object.fromEntries([...parts].map(([name, values]) => [name, Float64Array.from(values)]));
  return { kind, timeframe, price, instrument, found, bytes, warnings, rows: places.length, columns, places };
}

/** Reads every series of a file at a path. */
export async function readPath(name: string, path: string, options: ReadOptions = {}): Promise<readonly Read[]> {
  const read: Read[] = [];
  for (const reading of await openFiles(name, path, options)) read.push(await taken(reading));
  return read;
}

/** Reads every series of a file with this content, under the name it has. */
export async function readAll(content: string | Uint8Array, options: ReadOptions = {}, name = 'x.csv'): Promise<readonly Read[]> {
  const folder = mkdtempSync(join(tmpdir(), 'onetape-read-'));
  try {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
    return await readPath(name, join(folder, name), options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads the lines of a file with one series. */
export async function read(lines: readonly string[], options: ReadOptions = {}, name = 'x.csv'): Promise<Read> {
  const [first, ...others] = await readAll(lines.join('\n'), options, name);
  if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} series`);
  return first;
}

/** A bar as text: open time, close time, open, high, low, close, volume. */
export function bar({ columns }: Read, row: number): string {
  const iso = (ts: number): string => new Date(ts).toISOString().replace(':00.000Z', 'Z').replace('T00:00Z', '');
  const prices = ['open', 'high', 'low', 'close', 'volume'].map((name) => columns[name]![row]);
  return [iso(columns['openTimes']![row]!), iso(columns['times']![row]!), ...prices].join(' ');
}
