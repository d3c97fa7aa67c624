import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type BarColumns, barColumns, type Column } from '../../../engine/model/series.ts';
import type { Reference } from './reference-case.ts';

const HOME = process.env['EXTERNAL_DIR'] ?? fileURLToPath(new URL('../../../../shared/marketdata', import.meta.url));
const FOLDER = `${HOME}/indicator-reference`;

/** The files of one source's folder, by name; none where the folder is absent. */
export function referenceFiles(folder: string): readonly string[] {
  return existsSync(`${FOLDER}/${folder}`) ? readdirSync(`${FOLDER}/${folder}`).sort() : [];
}

/** The text of a file, unpacked. */
export function textOf(path: string): string {
  const bytes = readFileSync(`${FOLDER}/${path}`);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

/** A table with a header: its columns by name, row 0 empty. */
export type Table = ReadonlyMap<string, readonly string[]>;

/** Reads comma-separated text; cells may stand in quotes. */
export function tableOf(text: string): Table {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')));
  const [names = [], ...body] = rows;
  return new Map(names.map((name, k) => [name, ['', ...body.map((row) => row[k] ?? '')]]));
}

/** Bars from the columns of a table that are named as prices are, in any case of letters; a price a file lacks is its close. */
export function barsOf(table: Table): BarColumns {
  const named = new Map([...table].map(([name, cells]) => [name.toLowerCase(), cells]));
  const close = named.get('close') ?? named.get('price') ?? [];
  const columns = barColumns(close.length - 1);
  for (let row = 1; row < close.length; row++) {
    // Hours, so that files whose dates are written in many ways are read alike.
    columns.openTimes[row] = (row - 1) * 3_600_000;
    columns.times[row] = row * 3_600_000;
    for (const key of ['open', 'high', 'low', 'close'] as const) columns[key][row] = Number((named.get(key) ?? close)[row]);
    columns.volume[row] = Number(named.get('volume')?.[row] ?? 0);
  }
  return columns;
}

/** A table's cells by the name of a column, with the bars they are of; throws where there is no such column. */
export function referenceOf(table: Table, bars: BarColumns, other: Column = new Float64Array()): Reference {
  return {
    bars,
    other,
    cells(column) {
      const cells = table.get(column);
      if (cells === undefined) throw new Error(`Expected one of the columns ${[...table.keys()].join(', ')}, but it was "${column}"`);
      return cells;
    },
  };
}
