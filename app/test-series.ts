import type { SourceKind } from '../data/loaded.ts';
import { ConfigError, DataError } from '../engine/model/errors.ts';
import { BarSeries, CustomSeries, QuoteSeries, type Series, TradeSeries } from '../engine/model/series.ts';
import { parseTime } from '../engine/model/time.ts';
import { barEnd, barStart, parseTimeframe, type Timeframe } from '../engine/model/timeframe.ts';
import { shown } from './config/explain.ts';
import { isRecord } from './config/is-record.ts';
import { readMemoryBars } from './memory-feed.ts';
import { readMemoryCustom, readMemoryQuotes, readMemoryTrades } from './memory-rows.ts';

/** A bar of a test: one price for all four, `[open, high, low, close]`, the same with its volume, or null for no bar at that time. */
export type TestBar = number | readonly [open: number, high: number, low: number, close: number, volume?: number] | null;

/** A row of quotes, trades or a custom series: its columns and its time, or `bar: k` for the close of bar k. */
export type TestRow = Readonly<Record<string, unknown>>;

/** The calendar of a test: bars of one length that follow each other without a gap. */
export class TestTimes {
  readonly timeframe: string;
  /** When the first bar may open. */
  readonly start: string;
  readonly #frame: Timeframe;
  readonly #opens: number[];

  /** Throws a ConfigError for what is no timeframe and no time. */
  constructor(timeframe: string, start: string) {
    const frame = parseTimeframe(timeframe);
    if (frame === undefined) throw new ConfigError(`Expected a timeframe such as 1m, 1h or 1d, but it was "${timeframe}"`);
    const first = parseTime(start);
    if (Number.isNaN(first)) throw new ConfigError(`Expected "start" to be an ISO date or time, but it was "${start}"`);
    this.timeframe = timeframe;
    this.start = start;
    this.#frame = frame;
    this.#opens = [barStart(frame, first)];
  }

  /** When bar `k`, from 0, opens. */
  opens(k: number): number {
    for (let n = this.#opens.length; n <= k; n++) this.#opens.push(barEnd(this.#frame, this.#opens[n - 1]!));
    return this.#opens[k]!;
  }

  /** When bar `k` closes. */
  closes(k: number): number {
    return barEnd(this.#frame, this.opens(k));
  }
}

/** Makes the series of one role out of its rows. Throws a DataError that names the row where one is no data. */
export function testSeries(kind: SourceKind, id: string, rows: readonly unknown[], times: TestTimes): Series {
  if (kind === 'bars') return new BarSeries(id, readMemoryBars({ bars: timed(id, rows, times), timeframe: times.timeframe }, id));
  const placed = rows.map((row, k) => atBar(row, kind === 'custom' ? 'knownAt' : 'ts', times, `${id}[${k}]`));
  if (kind === 'quotes') return new QuoteSeries(id, readMemoryQuotes(placed, id));
  if (kind === 'trades') return new TradeSeries(id, readMemoryTrades(placed, id));
  const { knownAt, about, columns } = readMemoryCustom(placed, id);
  return new CustomSeries(id, knownAt, about, columns);
}

function timed(id: string, rows: readonly unknown[], times: TestTimes): unknown[] {
  return rows.flatMap((row, k) => {
    if (row === null) return [];
    const [open, high, low, close, volume] = typeof row === 'number' ? [row, row, row, row] : Array.isArray(row) ? row : [];
    if (close === undefined)
      throw new DataError(`Expected a price, [open, high, low, close] or null, but it was ${shown(row)}`, { place: `${id}[${k}]` });
    return [{ openTs: times.opens(k), ts: times.closes(k), open, high, low, close, volume }];
  });
}

function atBar(row: unknown, field: 'ts' | 'knownAt', times: TestTimes, place: string): unknown {
  if (!isRecord(row) || row['bar'] === undefined) return row;
  const { bar, ...columns } = row;
  if (typeof bar !== 'number' || !Number.isInteger(bar) || bar < 0)
    throw new DataError(`Expected "bar" to be the number of a bar, from 0, but it was ${shown(bar)}`, { place });
  return { [field]: times.closes(bar), ...columns };
}
