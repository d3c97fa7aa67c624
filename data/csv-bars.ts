import { ConfigError } from '../engine/model/errors.ts';
import { checkBars, type RawBars } from './bar-checks.ts';
import { barTimes } from './bar-times.ts';
import { findColumn, lacksHeader, needColumns, type TimeColumn, timeColumn } from './csv-header.ts';
import { isBlank } from './csv-number.ts';
import { CsvTable } from './csv-table.ts';
import { TimeReader } from './csv-time.ts';
import { hashColumns } from './hash.ts';
import type { LoadedBars, SourceSpec } from './loaded.ts';
import { Rows } from './rows.ts';
import type { SourceFile } from './source-file.ts';
import { timeframeOf } from './timeframe-of.ts';

interface Layout {
  readonly time: TimeColumn;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** -1 where the file has none. */
  readonly volume: number;
}

/** What a file of bars holds, but for the id. */
export type FileBars = Omit<LoadedBars, 'id'>;

/**
 * Reads bars from delimited text. Throws a DataError naming file, line and value for what is not market data, and a
 * ConfigError where stamp, timezone or timeframe are needed and not given.
 */
export async function loadCsvBars(file: SourceFile, spec: Omit<SourceSpec, 'source'>): Promise<FileBars> {
  const table = new CsvTable(file);
  const warnings: string[] = [];
  const layout = layoutOf(table, spec.stamp, warnings);
  const clock = new TimeReader(table.name, spec.timezone);
  const stamp = stampOf(table, layout.time, clock);
  const raw = readRows(table, layout, clock, warnings);
  const { columns, place } = checkBars(table, raw, warnings);
  const { labels, ...prices } = columns;
  const areDates = clock.style === 'date';
  const found = timeframeOf(table.name, labels, areDates, spec.timeframe);
  const times = barTimes({ name: table.name, column: labels, areDates, stamp, place }, found.timeframe);
  const bars = { ...times, ...prices };
  if (areDates && spec.timezone !== undefined && clock.offset !== 0) {
    warnings.push(
      `${table.name}: the timezone ${spec.timezone} is not used, as the rows are dates: each is its day from midnight to midnight UTC`,
    );
  }
  warnings.push(...found.warnings);
  return { kind: 'bars', columns: bars, timeframe: found.timeframe.text, hash: hashColumns(Object.values(bars)), warnings };
}

function layoutOf(table: CsvTable, stamp: 'open' | 'close' | undefined, warnings: string[]): Layout {
  if (lacksHeader(table.head)) {
    table.withoutHeader();
    warnings.push(`${table.name}: no header, so the columns are taken as time, open, high, low, close, volume`);
    const volume = table.head.length > 5 ? 5 : -1;
    return { time: { at: 0, clock: -1, stamp }, open: 1, high: 2, low: 3, close: 4, volume };
  }
  const prices = needColumns(table, { open: ['open'], high: ['high'], low: ['low'], close: ['close'] });
  return { time: timeColumn(table, stamp), ...prices, volume: findColumn(table.head, ['volume', 'vol']) };
}

/** Which end of a bar the labels name; undefined for session dates of which nobody said. */
function stampOf(table: CsvTable, time: TimeColumn, clock: TimeReader): 'open' | 'close' | undefined {
  const first = timeText(table.firstRow(), time);
  if (Number.isNaN(clock.read(first))) throw table.fault(1, unreadable(first));
  if (time.stamp !== undefined || clock.style === 'date') return time.stamp;
  const name = table.head[time.at] ?? '';
  throw new ConfigError(
    `Expected the header of ${table.name} to say which end of a bar its times name, or a stamp (${table.name}?stamp=open), but it was "${name}"`,
  );
}

/** Rows as they stand in the file. */
function readRows(table: CsvTable, layout: Layout, clock: TimeReader, warnings: string[]): RawBars {
  const { time, open, high, low, close, volume } = layout;
  const rows = new Rows(6);
  const { columns } = rows;
  const { number } = table;
  let blanks = 0;
  let firstBlank = 0;
  const price = (cells: readonly string[], at: number, row: number): number => {
    const value = number(cells[at]!);
    if (value > 0) return value;
    const what = layout.volume === at ? 'a volume of 0 or more' : `a price above 0 in column ${nameOf(layout, at)}`;
    throw table.fault(row, `Expected ${what}, but it was "${cells[at]}"`);
  };
  const amount = (cells: readonly string[], row: number): number => {
    const value = number(cells[volume]!);
    if (value >= 0) return value;
    if (!isBlank(cells[volume]!)) return price(cells, volume, row);
    if (blanks++ === 0) firstBlank = row;
    return 0;
  };
  table.read(rows, (cells, row) => {
    const label = clock.read(time.clock < 0 ? cells[time.at]! : timeText(cells, time));
    if (Number.isNaN(label)) throw table.fault(row, unreadable(timeText(cells, time)));
    columns[0]![row] = label;
    columns[1]![row] = price(cells, open, row);
    columns[2]![row] = price(cells, high, row);
    columns[3]![row] = price(cells, low, row);
    columns[4]![row] = price(cells, close, row);
    if (volume >= 0) columns[5]![row] = amount(cells, row);
  });
  if (volume < 0) warnings.push(`${table.name}: no volume column, so every volume is 0`);
  if (blanks > 0) warnings.push(`${table.name}: ${blanks} empty volumes taken as 0, the first in ${table.place(firstBlank)}`);
  const [labels, opens, highs, lows, closes, volumes] = columns;
  clock.settle(labels!);
  return { labels: labels!, open: opens!, high: highs!, low: lows!, close: closes!, volume: volumes! };
}

function nameOf(layout: Layout, at: number): string {
  return (['open', 'high', 'low', 'close'] as const).find((name) => layout[name] === at)!;
}

function timeText(cells: readonly string[], time: TimeColumn): string {
  const text = cells[time.at]!;
  return time.clock < 0 ? text : `${text} ${cells[time.clock]}`;
}

const unreadable = (text: string): string =>
  `Expected a time such as 2020-01-31, 2020-01-31T09:30:00Z or epoch milliseconds, written like the first row's, but it was "${text}"`;
