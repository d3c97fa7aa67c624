import type { Instrument } from '../engine/model/instrument.ts';
import { BarSeries, type Series } from '../engine/model/series.ts';
import type { Binding } from './bind.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { PlainFeed } from './config/feeds.ts';
import type { FullSpec } from './config/parse.ts';
import { checkFiner, type FinerFeed, finestOf } from './finer.ts';
import { Instruments } from './instrument-list.ts';
import { hashOf, type ReadFeed, readFeed, seriesOf } from './load-feed.ts';
import { windowOf } from './window.ts';

/** The data of a run: series in declared order, each with its finer data behind it, the instruments they speak of, and what each strategy is given. */
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
  /** What is said of it beside what its reader says. */
  readonly warnings: string[];
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
  const beside: (readonly [parent: Opened, role: string, finer: FinerFeed])[] = [];
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
          one = openedOf(read, id, feed, spec);
          if (kind !== 'custom') one.series.instrument = instruments.place(role, id, read, { key, name: one.name });
          opened.set(key, one);
        } else if (kind !== 'custom') {
          instruments.agree(role, many, one.series);
        }
        list.push(one.series);
        const finer = finestOf(feed);
        if (finer !== undefined) beside.push([one, role, finer]);
      }
      given[role] = many ? list : list[0]!;
    }
    feeds.push(given);
  }
  const hidden = new Map<Opened, Opened[]>();
  for (const [parent, role, finer] of beside) {
    const path = `feeds.${role}.${finer.name}`;
    const bars = parent.series;
    if (!(bars instanceof BarSeries)) throw refusal(`Expected "${path}" to be null for a role of ${bars.kind}`, path, place);
    const key = `${finer.kind} ${keys.of('source' in finer.feed ? finer.feed : { ...finer.feed, id: bars.id })}`;
    let one = opened.get(key);
    if (one === undefined) {
      const read = await readFeed(finer.feed, finer.kind, `${role}.${finer.name}`, baseDir);
      one = openedOf(read, bars.id, finer.feed, spec, `${finer.name} of ${bars.id}`);
      one.series.instrument = instruments.place(role, bars.id, read, { key, name: one.name });
      opened.set(key, one);
      hidden.set(parent, [...(hidden.get(parent) ?? []), one]);
    } else if (one.series.instrument !== bars.instrument) {
      throw refusal(
        `Expected one instrument for "${one.name}", but it was "${one.series.id}" and, as finer data, "${bars.id}"`,
        path,
        place,
      );
    }
    one.warnings.push(...checkFiner(bars, one.series));
    for (const unused of finer.unused)
      one.warnings.push(`orders of "${bars.id}" are judged on its ${finer.name}, so "feeds.${role}.${unused}" was not read`);
  }
  const finers = new Set([...hidden.values()].flat());
  const all = [...opened.values()].filter((one) => !finers.has(one)).flatMap((one) => [one, ...(hidden.get(one) ?? [])]);
  return {
    series: all.map(({ series }) => series),
    instruments: instruments.finish(),
    feeds,
    currency: instruments.currency,
    warnings: all.flatMap(({ read, name, warnings }) => [
      ...read.warnings.map((warning) => (warning.includes(name) ? warning : `${name}: ${warning}`)),
      ...new Set(warnings),
    ]),
    repeatable: all.every(({ read }) => read.repeatable),
    hashes: () => Object.fromEntries(all.map(({ read, name }) => [name, hashOf(read)])),
  };
}

function openedOf(read: ReadFeed, id: string, feed: PlainFeed, spec: FullSpec, called = id): Opened {
  const name = 'source' in feed ? feed.source : `${called} (in memory)`;
  return { read, series: seriesOf(read, id, windowOf(spec)), name: read.kind === 'bars' ? name : `${name} as ${read.kind}`, warnings: [] };
}

/** What makes two feeds the same: the words of a source, or the very object in memory. */
class Keys {
  readonly #seen = new Map<unknown, number>();

  of(feed: PlainFeed): string {
    if ('source' in feed) return JSON.stringify([feed.source, feed.timeframe, feed.stamp, feed.timezone]);
    const held = 'bars' in feed ? feed.bars : 'columns' in feed ? feed.columns : feed.rows;
    if (!this.#seen.has(held)) this.#seen.set(held, this.#seen.size);
    return `${this.#seen.get(held)} ${feed.id ?? ''}`;
  }
}
