import type { SourceKind, SourceSurroundings } from '../../data/loaded.ts';
import { parseSeriesKey } from '../../data/series-key.ts';
import type { InstrumentSpec } from '../../engine/model/instrument.ts';
import type { PlaceOf } from '../config/explain.ts';
import type { PlainFeed } from '../config/feeds.ts';
import { type ReadFeed, readFeed } from '../load-feed.ts';
import { type LoadedStrategy, loadStrategy } from '../load-strategy.ts';
import { knownInstrument, type Sources } from '../sources.ts';
import { shareable } from './shared-columns.ts';

/** What was read, by what it was asked for with: plain data, of which only the columns are large. */
export interface Given {
  readonly feeds: readonly (readonly [key: string, read: ReadFeed])[];
  /** What the store knows of instruments. */
  readonly instruments: readonly (readonly [id: string, spec: InstrumentSpec | undefined])[];
}

export const NOTHING_READ: Given = { feeds: [], instruments: [] };

/** The sources of many runs: a strategy is loaded once, and a feed is read once, into memory that other threads can be given. */
export class ReadOnce implements Sources {
  readonly #feeds = new Map<string, Promise<ReadFeed>>();
  /** Data that a program holds, by the very object. */
  readonly #held = new WeakMap<object, Promise<ReadFeed>>();
  readonly #instruments = new Map<string, Promise<InstrumentSpec | undefined>>();
  readonly #strategies = new Map<unknown, Promise<LoadedStrategy>>();

  /** Begins with what another has read. */
  constructor({ feeds, instruments }: Given = NOTHING_READ) {
    for (const [key, read] of feeds) this.#feeds.set(key, Promise.resolve(read));
    for (const [id, spec] of instruments) this.#instruments.set(id, Promise.resolve(spec));
  }

  readonly strategy: Sources['strategy'] = (ref, path, baseDir, place: PlaceOf) => {
    const known = this.#strategies.get(ref);
    if (known !== undefined) return known;
    const loading = loadStrategy(ref, path, baseDir, place);
    this.#strategies.set(ref, loading);
    return loading;
  };

  readonly feed: Sources['feed'] = (feed, kind, name, around) => {
    const key = 'source' in feed ? keyOf(feed, kind, name, around) : undefined;
    const held = heldIn(feed);
    const known = key === undefined ? this.#held.get(held) : this.#feeds.get(key);
    if (known !== undefined) return known;
    const reading = readFeed(feed, kind, name, around).then((read) => shareable(read) ?? read);
    if (key === undefined) this.#held.set(held, reading);
    else this.#feeds.set(key, reading);
    return reading;
  };

  readonly instrument: Sources['instrument'] = (store, id) => {
    const known = this.#instruments.get(id);
    if (known !== undefined) return known;
    const reading = knownInstrument(store, id);
    this.#instruments.set(id, reading);
    return reading;
  };

  /** What another thread or machine may begin with. */
  async given(): Promise<Given> {
    const feeds = (await settled(this.#feeds)).filter(([, read]) => isShared(read));
    return { feeds, instruments: await settled(this.#instruments) };
  }

  /** The names of feeds that every worker has to read by itself: longer than memory, or recorded sessions. */
  async unshared(): Promise<string[]> {
    return (await settled(this.#feeds)).flatMap(([, read]) => (isShared(read) ? [] : [read.id]));
  }
}

/** What could be read. */
async function settled<T>(all: ReadonlyMap<string, Promise<T>>): Promise<(readonly [string, T])[]> {
  const keys = [...all.keys()];
  const results = await Promise.allSettled(all.values());
  return results.flatMap((one, k) => (one.status === 'fulfilled' ? [[keys[k]!, one.value] as const] : []));
}

const isShared = (read: ReadFeed): boolean => read.kind !== 'stream' && read.tape === undefined;

/** Rows of a window are read of a store alone: of everything else all of them are, whatever the window. */
function keyOf(feed: Extract<PlainFeed, { source: string }>, kind: SourceKind, name: string, around: SourceSurroundings): string {
  const { source, timeframe, stamp, timezone, dates, price, layout, columns, levels } = feed;
  const { from = null, to = null, calendar, splits } = around;
  const window = parseSeriesKey(source) === undefined ? [] : [from, to];
  const labels = [timeframe, stamp, timezone, dates, price, layout, columns, levels].map((one) => one ?? null);
  const known = splits === undefined ? null : [[...Array.from(splits.times)], [...Array.from(splits.values)]];
  return JSON.stringify([kind, name, source, ...labels, window, calendar?.name ?? null, known]);
}

const heldIn = (feed: PlainFeed): object =>
  'bars' in feed ? feed.bars : 'rows' in feed ? feed.rows : 'source' in feed ? feed : (feed.columns as object);
