import { contentHash } from '../data/hash.ts';
import type { Loaded, LoadedStream, SourceKind, SourceSurroundings } from '../data/loaded.ts';
import { sliceBars, sliceCustom, sliceQuotes, sliceTrades } from '../data/slice.ts';
import { openSource } from '../data/source.ts';
import { ConfigError, DataError } from '../engine/model/errors.ts';
import { type BarColumns, BarSeries, CustomSeries, QuoteSeries, type Series, TradeSeries } from '../engine/model/series.ts';
import type { PlainFeed } from './config/feeds.ts';
import type { TapedFeed } from './live/read-tape.ts';
import { isRecorded, untaped } from './live/tape.ts';
import { readMemoryBars } from './memory-feed.ts';
import { readMemoryActions, readMemoryCustom, readMemoryFunding, readMemoryQuotes, readMemoryTrades } from './memory-rows.ts';
import type { Window } from './window.ts';

/** A feed's data, read. The hash of what a program handed over is made when it is asked for. */
export type ReadFeed = (Loaded | LoadedStream) & { readonly repeatable: boolean; readonly tape?: TapedFeed };

/** Reads what a feed names, or takes what it holds. `name` stands for its instrument where the data have no name. */
export async function readFeed(feed: PlainFeed, kind: SourceKind, name: string, around: SourceSurroundings): Promise<ReadFeed> {
  if ('source' in feed && isRecorded(feed.source))
    return (await import('./live/read-tape.ts')).readTape(feed.source, kind, name, around.store);
  if ('source' in feed) {
    const { source, timeframe, stamp, timezone, dates, price, layout, columns, levels } = feed;
    const given = Object.entries({ timeframe, stamp, timezone, dates, price, layout, columns, levels }).filter(
      ([, one]) => one !== undefined,
    );
    const loaded = await openSource({ source: untaped(source), ...Object.fromEntries(given) }, kind, around);
    return Object.assign(loaded, { repeatable: true });
  }
  const common = { id: feed.id ?? name, warnings: [], repeatable: false };
  const path = `feeds.${name}`;
  if ('rows' in feed) {
    if (kind === 'quotes') return { ...common, kind, columns: readMemoryQuotes(feed.rows, path), hash: '' };
    if (kind === 'trades') return { ...common, kind, columns: readMemoryTrades(feed.rows, path), hash: '' };
    if (kind === 'custom') return { ...common, kind, ...readMemoryCustom(feed.rows, path), hash: '' };
    if (kind === 'funding') return { ...common, kind, columns: readMemoryFunding(feed.rows, path), hash: '' };
    if (kind === 'actions') return { ...common, kind, columns: readMemoryActions(feed.rows, path), hash: '' };
    throw new ConfigError(`Expected "bars" or "columns" for the role "${name}", but it was "rows"`);
  }
  if (kind === 'funding' || kind === 'actions') throw new ConfigError(`Expected "rows" for "${path}", but it was "bars" or "columns"`);
  if (kind !== 'bars') throw new ConfigError(`Expected "rows" for the role "${name}" of ${kind}, but it was "bars" or "columns"`);
  return { ...common, kind, columns: readMemoryBars(feed, path), timeframe: feed.timeframe ?? '', hash: '' };
}

/** The content hash of a feed, made now for what a program handed over. */
export function hashOf(read: ReadFeed): string {
  if (read.hash !== '' || read.kind === 'stream') return read.hash;
  const columns = read.kind === 'custom' ? { knownAt: read.knownAt, about: read.about, ...read.columns } : { ...read.columns };
  return contentHash(read.kind, read.kind === 'bars' ? read.timeframe : '', columns);
}

/** Makes the series of a feed, cut to the run's window. Throws a DataError where nothing is left. */
export function seriesOf(read: ReadFeed, id: string, { from, to }: Window): Series {
  const series = cut(read, id, from, to);
  if (series.rows > 0 || read.kind === 'custom') return series;
  throw new DataError(
    `Expected data of "${id}" from ${from === null ? 'its start' : day(from)} to ${to === null ? 'its end' : day(to)}, but it was "${whatThereIs(read)}"`,
  );
}

function whatThereIs(read: ReadFeed): string {
  if (read.kind === 'stream' || read.kind === 'custom') return 'empty';
  const { openTimes = read.columns.times, times } = read.columns as { readonly openTimes?: Float64Array; readonly times: Float64Array };
  return times.length < 2 ? 'empty' : `from ${day(openTimes[1]!)} to ${day(times.at(-1)!)}`;
}

// What became known before the run began stays known in it: a custom series is cut at its end only.
function cut(read: ReadFeed, id: string, from: number | null, to: number | null): Series {
  switch (read.kind) {
    case 'stream':
      return streamed(read, id);
    case 'bars':
      return new BarSeries(id, barsWithin(read.columns, from, to));
    case 'quotes':
      return new QuoteSeries(id, sliceQuotes(read.columns, from, to));
    case 'trades':
      return new TradeSeries(id, sliceTrades(read.columns, from, to));
    case 'custom': {
      const { knownAt, about, columns } = sliceCustom(read, null, to);
      return new CustomSeries(id, knownAt, about, columns);
    }
    default:
      throw new ConfigError(`Expected bars, quotes, trades or a custom series of "${id}", but it was "${read.kind}"`);
  }
}

/** Windows of bars that are kept: many runs over one feed cut it alike, and what they compute of the same columns is the same. */
const WINDOWS = 16;
const windows = new WeakMap<BarColumns, Map<string, BarColumns>>();

function barsWithin(columns: BarColumns, from: number | null, to: number | null): BarColumns {
  if (from === null && to === null) return columns;
  const cuts = windows.get(columns) ?? new Map<string, BarColumns>();
  const key = `${from} ${to}`;
  const cut = cuts.get(key) ?? sliceBars(columns, from, to);
  // The newest stands last.
  cuts.delete(key);
  cuts.set(key, cut);
  for (const oldest of cuts.keys()) {
    if (cuts.size <= WINDOWS) break;
    cuts.delete(oldest);
  }
  windows.set(columns, cuts);
  return cut;
}

/** A stream has been cut where it was read. */
function streamed({ of, open }: LoadedStream, id: string): Series {
  if (of === 'bars') return BarSeries.streamed(id, open);
  return of === 'quotes' ? QuoteSeries.streamed(id, open) : TradeSeries.streamed(id, open);
}

const day = (ts: number): string => new Date(ts).toISOString().slice(0, 10);
