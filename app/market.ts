import type { Instrument } from '../engine/model/instrument.ts';
import type { Series } from '../engine/model/series.ts';
import type { Binding } from './bind.ts';
import type { PlaceOf } from './config/explain.ts';
import type { Feed } from './config/feeds.ts';
import type { FullSpec } from './config/parse.ts';
import { Instruments } from './instrument-list.ts';
import { hashOf, type ReadFeed, readFeed, seriesOf } from './load-feed.ts';
import { windowOf } from './window.ts';

/** The data of a run: series in declared order, the instruments they speak of, and what each strategy is given. */
export interface Market {
  readonly series: readonly Series[];
  readonly instruments: readonly Instrument[];
  /** By strategy, by role. */
  readonly feeds: readonly Readonly<Record<string, Series | readonly Series[]>>[];
  readonly currency: string;
  readonly warnings: readonly string[];
  /** Whether everything can be read again in a later run. */
  readonly repeatable: boolean;
  /** sha256 of each feed's data, by what it is called. */
  hashes(): Record<string, string>;
}

interface Opened {
  readonly read: ReadFeed;
  readonly series: Series;
  readonly name: string;
}

/** Reads the data of all roles. The same source is read once: roles that share it share a series and an instrument. */
export async function openMarket(
  strategies: readonly (readonly Binding[])[],
  spec: FullSpec,
  baseDir: string,
  place: PlaceOf,
): Promise<Market> {
  const opened = new Map<string, Opened>();
  const keys = new Keys();
  const instruments = new Instruments(spec, place);
  const feeds: Record<string, Series | readonly Series[]>[] = [];
  for (const bindings of strategies) {
    const given: Record<string, Series | readonly Series[]> = {};
    for (const { role, kind, many, feeds: sources } of bindings) {
      const list: Series[] = [];
      for (const feed of sources) {
        const key = `${kind} ${keys.of(feed)}`;
        let one = opened.get(key);
        if (one === undefined) {
          const read = await readFeed(feed, kind, role, baseDir);
          const id = kind === 'custom' ? read.id : instruments.idOf(role, many, read.id);
          const name = 'source' in feed ? feed.source : `${id} (in memory)`;
          one = { read, series: seriesOf(read, id, windowOf(spec)), name: kind === 'bars' ? name : `${name} as ${kind}` };
          if (kind !== 'custom') one.series.instrument = instruments.place(role, id, read, { key, name });
          opened.set(key, one);
        } else if (kind !== 'custom') {
          instruments.agree(role, many, one.series);
        }
        list.push(one.series);
      }
      given[role] = many ? list : list[0]!;
    }
    feeds.push(given);
  }
  const all = [...opened.values()];
  return {
    series: all.map(({ series }) => series),
    instruments: instruments.finish(),
    feeds,
    currency: instruments.currency,
    warnings: all.flatMap(({ read, name }) => read.warnings.map((warning) => (warning.includes(name) ? warning : `${name}: ${warning}`))),
    repeatable: all.every(({ read }) => read.repeatable),
    hashes: () => Object.fromEntries(all.map(({ read, name }) => [name, hashOf(read)])),
  };
}

/** What makes two feeds the same: the words of a source, or the very object in memory. */
class Keys {
  readonly #seen = new Map<unknown, number>();

  of(feed: Feed): string {
    if ('source' in feed) return JSON.stringify([feed.source, feed.timeframe, feed.stamp, feed.timezone]);
    const held = 'bars' in feed ? feed.bars : 'columns' in feed ? feed.columns : feed.rows;
    if (!this.#seen.has(held)) this.#seen.set(held, this.#seen.size);
    return `${this.#seen.get(held)} ${feed.id ?? ''}`;
  }
}
