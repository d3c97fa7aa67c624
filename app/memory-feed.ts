import { DataError } from '../engine/model/errors.ts';
import { type BarColumns, barColumns, type Column } from '../engine/model/series.ts';
import { barEnd, barStart, parseTimeframe, type Timeframe } from '../engine/model/timeframe.ts';
import { shown } from './config/explain.ts';
import type { MemoryFeed } from './config/feeds.ts';
import { readTime } from './memory-rows.ts';

const PRICES = ['open', 'high', 'low', 'close'] as const;

type BarsInMemory = Exclude<MemoryFeed, { rows: unknown }>;

/**
 * Reads bars that a program holds: rows, columns counted from 0, or the engine's own columns, which are taken as they
 * are. `path` is where they stand in the run specification. Throws a DataError that names the row and the value.
 */
export function readMemoryBars(feed: BarsInMemory, path: string): BarColumns {
  if ('columns' in feed && isOwn(feed.columns)) return feed.columns as unknown as BarColumns;
  const timeframe = feed.timeframe === undefined ? undefined : parseTimeframe(feed.timeframe);
  return 'bars' in feed ? fromRows(feed.bars, timeframe, `${path}.bars`) : fromColumns(feed.columns, timeframe, `${path}.columns`);
}

/** The engine's columns have a NaN row in front and both times. */
function isOwn(columns: Readonly<Record<string, ArrayLike<number>>>): boolean {
  const { openTimes, times } = columns;
  return openTimes instanceof Float64Array && times instanceof Float64Array && Number.isNaN(times[0]);
}

function fromRows(rows: readonly unknown[], timeframe: Timeframe | undefined, path: string): BarColumns {
  const columns = barColumns(rows.length);
  rows.forEach((row, k) => {
    if (typeof row !== 'object' || row === null)
      throw new DataError(`Expected a bar { ts, open, high, low, close }, but it was ${shown(row)}`, { place: `${path}[${k}]` });
    put(columns, k, (name) => Reflect.get(row, name), timeframe, path);
  });
  return columns;
}

function fromColumns(given: Readonly<Record<string, ArrayLike<number>>>, timeframe: Timeframe | undefined, path: string): BarColumns {
  const length = (given['close'] ?? given['open'])?.length ?? 0;
  for (const [name, column] of Object.entries(given)) {
    if (column.length !== length)
      throw new DataError(`Expected "${name}" to have ${length} rows as "close" has, but it was "${column.length}"`, { place: path });
  }
  const columns = barColumns(length);
  for (let k = 0; k < length; k++) put(columns, k, (name) => given[name]?.[k], timeframe, path);
  return columns;
}

/** Writes bar `k`, from 0, and checks it against itself and the one before. */
function put(columns: BarColumns, k: number, value: (name: string) => unknown, timeframe: Timeframe | undefined, path: string): void {
  const refuse = (name: string, accepts: string, was: unknown): never => {
    throw new DataError(`Expected "${name}" to be ${accepts}, but it was ${shown(was)}`, { place: `${path}[${k}]` });
  };
  const row = k + 1;
  for (const name of PRICES) {
    const price = value(name);
    columns[name][row] = typeof price === 'number' && Number.isFinite(price) ? price : refuse(name, 'a number', price);
  }
  const { open, high, low, close } = columns;
  if (high[row]! < Math.max(open[row]!, close[row]!, low[row]!)) refuse('high', 'the highest price of its bar', high[row]);
  if (low[row]! > Math.min(open[row]!, close[row]!)) refuse('low', 'the lowest price of its bar', low[row]);
  const volume = value('volume') ?? Number.NaN;
  columns.volume[row] = typeof volume === 'number' ? volume : refuse('volume', 'a number', volume);

  const given = { open: value('openTs'), close: value('ts') };
  const openTs = readTime(given.open);
  const ts = readTime(given.close);
  if (given.open !== undefined && Number.isNaN(openTs)) refuse('openTs', 'an ISO time or milliseconds', given.open);
  if (given.close !== undefined && Number.isNaN(ts)) refuse('ts', 'an ISO time or milliseconds', given.close);
  if (Number.isNaN(openTs) && Number.isNaN(ts)) refuse('ts', 'the time of its close, or "openTs" that of its open', undefined);
  if (timeframe === undefined && (Number.isNaN(openTs) || Number.isNaN(ts)))
    refuse('timeframe', 'given, or each bar to have "openTs" and "ts"', undefined);
  columns.openTimes[row] = Number.isNaN(openTs) ? startBefore(timeframe!, ts) : openTs;
  columns.times[row] = Number.isNaN(ts) ? barEnd(timeframe!, openTs) : ts;
  ordered(columns.times, row, refuse);
  if (columns.openTimes[row]! >= columns.times[row]!) refuse('openTs', 'before the close', given.open);
}

const startBefore = (timeframe: Timeframe, ts: number): number => ('ms' in timeframe ? ts - timeframe.ms : barStart(timeframe, ts - 1));

function ordered(times: Column, row: number, refuse: (name: string, accepts: string, was: unknown) => never): void {
  if (row > 1 && times[row]! <= times[row - 1]!) refuse('ts', 'later than that of the bar before', new Date(times[row]!).toISOString());
}
