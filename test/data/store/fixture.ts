import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Block, COLUMNS } from '../../../data/block.ts';
import { type SeriesKey, seriesKeyOf } from '../../../data/series-key.ts';
import { MarketStore, type StoreOptions } from '../../../data/store/market-store.ts';
import type { Column } from '../../../engine/model/series.ts';
import { parseTime } from '../../../engine/model/time.ts';
import { finallyDo } from '../../finally.ts';

/** The path of a store that is not there yet, in a folder of its own. */
export function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onetape-store-'));
  finallyDo(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'store.db');
}

/** An open store; a new one where no path is said. */
export function open(path = newPath(), options: StoreOptions = {}): MarketStore {
  const store = new MarketStore(path, options);
  finallyDo(() => store.close());
  return store;
}

/** Rows as they stand on the page: the columns of the kind, then those named; times are numbers or texts. */
export function block(key: string | SeriesKey, rows: readonly (readonly (number | string)[])[], more: readonly string[] = []): Block {
  const { kind } = typeof key === 'string' ? seriesKeyOf(key) : key;
  const names = [...COLUMNS[kind], ...more];
  const cell = (value: number | string): number => (typeof value === 'string' ? parseTime(value) : value);
  return {
    rows: rows.length,
    columns: Object.fromEntries(names.map((name, k) => [name, Float64Array.from(rows, (row) => cell(row[k]!))])),
  };
}

/** One-minute bars that begin at these minutes from the epoch, all prices as said, else the minute. */
export function minutes(begins: readonly number[], price: (minute: number) => number = (minute) => minute): Block {
  return block(
    'X@1m',
    begins.map((k) => [k * 60_000, k * 60_000 + 60_000, price(k), price(k), price(k), price(k), 1]),
  );
}

/** The rows of a store or of columns with a NaN row, as they stand on the page. */
export function rowsOf({ columns }: { readonly columns: Readonly<Record<string, Column>> }, ...names: readonly string[]): number[][] {
  const shown = names.length === 0 ? Object.keys(columns) : names;
  const count = Object.values(columns)[0]!.length - 1;
  return Array.from({ length: count }, (_, k) => shown.map((name) => columns[name]![k + 1]!));
}

/** Columns of a block as a run has them: behind a NaN row. */
export const withNaNRow = (columns: Readonly<Record<string, Column>>): Record<string, Column> =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from([Number.NaN, ...values])]));
