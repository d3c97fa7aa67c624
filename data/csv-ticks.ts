import { DataError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import { isoTime } from '../engine/model/time.ts';
import { findColumn, needColumns, timeColumn } from './csv-header.ts';
import { isBlank } from './csv-number.ts';
import { CsvTable } from './csv-table.ts';
import { TimeReader } from './csv-time.ts';
import { hashColumns } from './hash.ts';
import type { LoadedQuotes, LoadedTrades } from './loaded.ts';
import { Rows } from './rows.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Reads quotes: a time, bid and ask, perhaps bid size and ask size (NaN where there is no such column). A side that is
 * empty or 0 is absent and becomes NaN. Several rows may share a time. Throws as `loadCsvBars` does.
 */
export async function loadCsvQuotes(file: SourceFile, timezone: string | undefined): Promise<Omit<LoadedQuotes, 'id'>> {
  const table = new CsvTable(file);
  const { bid, ask } = needColumns(table, { bid: ['bid', 'bidprice'], ask: ['ask', 'askprice'] });
  const bidSize = findColumn(table.head, ['bidsize', 'bidqty']);
  const askSize = findColumn(table.head, ['asksize', 'askqty']);
  const [times, bids, asks, bidSizes, askSizes] = readTicks(table, timezone, [
    (cells, row) => side(table, cells[bid]!, row),
    (cells, row) => side(table, cells[ask]!, row),
    (cells, row) => (bidSize < 0 ? Number.NaN : amount(table, cells[bidSize]!, row)),
    (cells, row) => (askSize < 0 ? Number.NaN : amount(table, cells[askSize]!, row)),
  ]);
  const columns = { times: times!, bid: bids!, ask: asks!, bidSize: bidSizes!, askSize: askSizes! };
  const warnings = [
    ...warningOf(table, times!, 'have no bid or no ask', (row) => Number.isNaN(bids![row]! + asks![row]!)),
    ...warningOf(table, times!, 'have a bid above the ask', (row) => bids![row]! > asks![row]!),
  ];
  return { kind: 'quotes', columns, hash: hashColumns(Object.values(columns)), warnings };
}

/**
 * Reads public trades: a time, price and size, perhaps the aggressor's side (`buy`, `sell`, `1`, `-1`; anything else is
 * unknown). Several rows may share a time. Throws as `loadCsvBars` does.
 */
export async function loadCsvTrades(file: SourceFile, timezone: string | undefined): Promise<Omit<LoadedTrades, 'id'>> {
  const table = new CsvTable(file);
  const { price, size } = needColumns(table, { price: ['price'], size: ['size', 'qty', 'quantity', 'amount', 'volume'] });
  const aggressor = findColumn(table.head, ['side']);
  const [times, prices, sizes, sides] = readTicks(table, timezone, [
    (cells, row) => positive(table, cells[price]!, row),
    (cells, row) => amount(table, cells[size]!, row),
    (cells) => (aggressor < 0 ? 0 : sideOf(cells[aggressor]!)),
  ]);
  const columns = { times: times!, price: prices!, size: sizes!, side: sides! };
  return { kind: 'trades', columns, hash: hashColumns(Object.values(columns)), warnings: [] };
}

type Reader = (cells: readonly string[], row: number) => number;

/** The times, then one column per reader; throws a DataError for a time that goes back. */
function readTicks(table: CsvTable, timezone: string | undefined, readers: readonly Reader[]): Column[] {
  const { at } = timeColumn(table, undefined);
  const clock = new TimeReader(table.name, timezone);
  table.firstRow();
  const rows = new Rows(readers.length + 1);
  const { columns } = rows;
  table.read(rows, (cells, row) => {
    const time = clock.read(cells[at]!);
    if (Number.isNaN(time)) throw table.fault(row, `Expected a time written like the first row's, but it was "${cells[at]}"`);
    columns[0]![row] = time;
    for (let k = 0; k < readers.length; k++) columns[k + 1]![row] = readers[k]!(cells, row);
  });
  clock.settle(columns[0]!);
  refuseGoingBack(table, columns[0]!);
  return columns;
}

/** Throws a DataError where a time lies before that of the row above it. */
export function refuseGoingBack(table: CsvTable, times: Column): void {
  for (let row = 2; row < times.length; row++) {
    if (times[row]! >= times[row - 1]!) continue;
    const message = `Expected ${isoTime(times[row - 1]!)} of the row before or later (sort the file, oldest row first), but it was "${isoTime(times[row]!)}"`;
    throw new DataError(message, { place: table.place(row) });
  }
}

function positive(table: CsvTable, text: string, row: number): number {
  const value = table.number(text);
  if (value > 0) return value;
  throw table.fault(row, `Expected a price above 0, but it was "${text}"`);
}

function side(table: CsvTable, text: string, row: number): number {
  return isBlank(text) || table.number(text) === 0 ? Number.NaN : positive(table, text, row);
}

function amount(table: CsvTable, text: string, row: number): number {
  const value = isBlank(text) ? 0 : table.number(text);
  if (value >= 0) return value;
  throw table.fault(row, `Expected a size of 0 or more, but it was "${text}"`);
}

function sideOf(text: string): number {
  const plain = text.trim().toLowerCase();
  return plain === 'buy' || plain === 'b' || plain === '1' ? 1 : plain === 'sell' || plain === 's' || plain === '-1' ? -1 : 0;
}

function warningOf(table: CsvTable, times: Column, what: string, isSo: (row: number) => boolean): string[] {
  let count = 0;
  let first = 0;
  for (let row = 1; row < times.length; row++) if (isSo(row) && count++ === 0) first = row;
  return count === 0 ? [] : [`${table.name}: ${count} quotes ${what}, the first at ${table.place(first)}`];
}
