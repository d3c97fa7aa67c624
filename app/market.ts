import type { SourceKind } from '../data/loaded.ts';
import type { FinancingSpec } from '../engine/broker/sim/financing/financing.ts';
import type { SessionTable } from '../engine/model/calendar.ts';
import type { Instrument } from '../engine/model/instrument.ts';
import { BarSeries, type Series } from '../engine/model/series.ts';
import { adjusted, leftToBook, splitsOf } from './adjusted.ts';
import type { Binding } from './bind.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { Feed, PlainFeed } from './config/feeds.ts';
import type { FullSpec } from './config/parse.ts';
import { FeedReader } from './feed-reader.ts';
import { actionsOf, dailyOf, fundingOf } from './financing.ts';
import { checkFiner, type FinerFeed, finestOf } from './finer.ts';
import { Instruments } from './instrument-list.ts';
import type { TapedFeed } from './live/read-tape.ts';
import { isRecorded } from './live/tape.ts';
import { hashOf, type ReadFeed, seriesOf } from './load-feed.ts';
import { openRates } from './rates.ts';
import type { Sources } from './sources.ts';
import { windowOf } from './window.ts';

/** The data of a run: series in declared order, each with its finer data behind it, the instruments they speak of, and what each strategy is given. */
export interface Market {
  readonly series: readonly Series[];
  readonly instruments: readonly Instrument[];
  /** By instrument: when it trades; undefined where that is always. */
  readonly sessions: readonly (SessionTable | undefined)[];
  /** By strategy, by role. */
  readonly feeds: readonly Readonly<Record<string, Series | readonly Series[]>>[];
  readonly currency: string;
  readonly financing: FinancingSpec;
  readonly warnings: readonly string[];
  /** Whether everything can be read again in a later run. */
  readonly repeatable: boolean;
  /** By series: the recorded session it was read from; undefined where that is no tape. */
  readonly tapes: readonly (TapedFeed | undefined)[];
  /** The content hash of each feed's data, by what it is called. */
  hashes(): Record<string, string>;
}

/** Where a run's data lie. */
export interface Place {
  readonly baseDir: string;
  /** The store of the workspace. */
  readonly store: string | undefined;
  readonly place: PlaceOf;
  readonly sources: Pick<Sources, 'feed' | 'instrument'>;
}

interface Opened {
  readonly read: ReadFeed;
  readonly series: Series;
  readonly name: string;
  /** What is said of it beside what its reader says. */
  readonly warnings: string[];
}

/** Reads the data of all roles. The same source is read once: roles that share it share a series and an instrument. */
export async function openMarket(strategies: readonly (readonly Binding[])[], spec: FullSpec, where: Place): Promise<Market> {
  const opening = new Opening(spec, where);
  const feeds: Record<string, Series | readonly Series[]>[] = [];
  for (const bindings of strategies) {
    const given: Record<string, Series | readonly Series[]> = {};
    for (const { role, kind, many, feeds: sources } of bindings) {
      const list: Series[] = [];
      for (const feed of sources) list.push(await opening.open(feed, kind, role, many));
      given[role] = many ? list : list[0]!;
    }
    feeds.push(given);
  }
  return opening.finish(feeds);
}

/** The market as far as it has been opened. */
class Opening {
  readonly #spec: FullSpec;
  readonly #place: PlaceOf;
  readonly #reader: FeedReader;
  readonly #instruments: Instruments;
  readonly #opened = new Map<string, Opened>();
  readonly #keys = new Keys();
  /** What lies beside feeds, to be read once all of them are known. */
  readonly #beside: (readonly [parent: Opened, role: string, feed: Feed])[] = [];
  readonly #hidden = new Map<Opened, Opened[]>();
  readonly #payments: { funding: ReturnType<typeof fundingOf>[]; actions: ReturnType<typeof actionsOf>[] } = { funding: [], actions: [] };
  readonly #warnings: string[] = [];
  readonly #hashes: Record<string, string> = {};

  constructor(spec: FullSpec, { place, ...where }: Place) {
    this.#spec = spec;
    this.#place = place;
    this.#reader = new FeedReader(spec, where, place);
    this.#instruments = new Instruments(spec, this.#reader.known, place);
  }

  async open(feed: Feed, kind: SourceKind, role: string, many: boolean): Promise<Series> {
    // Which feed of a recorded session is meant depends on the role.
    const tape = 'source' in feed && isRecorded(feed.source) ? await this.#read(feed, kind, role) : undefined;
    const key = tape?.tape === undefined ? `${kind} ${this.#keys.of(feed)}` : `${kind} ${tape.tape.folder} ${tape.tape.feed}`;
    const known = this.#opened.get(key);
    if (known !== undefined) {
      if (kind !== 'custom') this.#instruments.agree(role, many, known.series);
      return known.series;
    }
    const read = tape ?? (await this.#read(feed, kind, role));
    const id = kind === 'custom' ? read.id : this.#instruments.idOf(role, many, read.id);
    const one = openedOf(read, id, feed, this.#spec);
    if (kind !== 'custom') one.series.instrument = this.#instruments.place(role, id, read, { key, name: one.name });
    this.#opened.set(key, one);
    this.#beside.push([one, role, feed]);
    return one.series;
  }

  /** Reads a feed, with its prices adjusted where that is asked for. */
  async #read(feed: Feed, kind: SourceKind, role: string): Promise<ReadFeed> {
    const given = 'actions' in feed ? (feed.actions as PlainFeed | null) : null;
    const actions = given === null ? undefined : await this.#reader.read(given, 'actions', `${role}.actions`, role);
    const read = await this.#reader.read(feed, kind, role, role, actions === undefined ? undefined : splitsOf(actions));
    if (!('adjust' in feed) || feed.adjust === 'none') return read;
    if (actions === undefined)
      throw refusal(
        `Expected "feeds.${role}.actions", which "adjust" works by, to be a source, but it was "null"`,
        `feeds.${role}.actions`,
        this.#place,
      );
    return adjusted(read, actions, feed.adjust, windowOf(this.#spec).to ?? Number.POSITIVE_INFINITY);
  }

  async finish(feeds: Market['feeds']): Promise<Market> {
    for (const [parent, role, feed] of this.#beside) {
      for (const finer of finestOf(feed, this.#spec.simulator.queue !== 'none')) await this.#openFiner(parent, role, finer);
      await this.#openPayments(parent, role, feed);
    }
    const rates = await openRates(this.#spec, this.#instruments.currency, this.#reader);
    const finers = new Set([...this.#hidden.values()].flat());
    const all = [...this.#opened.values()].filter((one) => !finers.has(one)).flatMap((one) => [one, ...(this.#hidden.get(one) ?? [])]);
    const instruments = this.#instruments.finish();
    return {
      series: [...all.map(({ series }) => series), ...rates.map(({ series }) => series)],
      instruments,
      tapes: [...all, ...rates].map(({ read }) => read.tape),
      sessions: instruments.map(({ calendar }) => this.#reader.sessionsOf(calendar)),
      feeds,
      currency: this.#instruments.currency,
      financing: { ...this.#payments, daily: dailyOf(this.#spec, this.#spec.instruments) },
      warnings: [
        ...all.flatMap(({ read, name, warnings }) => [...named(read.warnings, name), ...new Set(warnings)]),
        ...rates.flatMap(({ read, name }) => named(read.warnings, name)),
        ...this.#warnings,
      ],
      repeatable: all.every(({ read }) => read.repeatable),
      hashes: () => ({ ...Object.fromEntries([...all, ...rates].map(({ read, name }) => [name, hashOf(read)])), ...this.#hashes }),
    };
  }

  /** Opens the data on which a feed's orders are judged in place of its bars. */
  async #openFiner(parent: Opened, role: string, finer: FinerFeed): Promise<void> {
    const path = `feeds.${role}.${finer.name}`;
    const bars = parent.series;
    if (!(bars instanceof BarSeries)) throw refusal(`Expected "${path}" to be null for a role of ${bars.kind}`, path, this.#place);
    const whose = 'source' in finer.feed && isRecorded(finer.feed.source) ? ` of ${role}` : '';
    const key = `${finer.kind}${whose} ${this.#keys.of('source' in finer.feed ? finer.feed : { ...finer.feed, id: bars.id })}`;
    let one = this.#opened.get(key);
    if (one === undefined) {
      const read = await this.#reader.read(finer.feed, finer.kind, `${role}.${finer.name}`, role);
      one = openedOf(read, bars.id, finer.feed, this.#spec, `${finer.name} of ${bars.id}`);
      one.series.instrument = this.#instruments.place(role, bars.id, read, { key, name: one.name });
      this.#opened.set(key, one);
      this.#hidden.set(parent, [...(this.#hidden.get(parent) ?? []), one]);
    } else if (one.series.instrument !== bars.instrument) {
      const sentence = `Expected one instrument for "${one.name}", but it was "${one.series.id}" and, as finer data, "${bars.id}"`;
      throw refusal(sentence, path, this.#place);
    }
    one.warnings.push(...checkFiner(bars, one.series));
    for (const unused of finer.unused)
      one.warnings.push(`orders of "${bars.id}" are judged on its ${finer.name}, so "feeds.${role}.${unused}" was not read`);
  }

  /** Opens what is paid to, or done with, the holders of a feed's instrument. */
  async #openPayments({ series }: Opened, role: string, feed: Feed): Promise<void> {
    for (const kind of ['funding', 'actions'] as const) {
      const source = kind in feed ? (feed as { readonly [K in typeof kind]?: PlainFeed | null })[kind] : null;
      if (source == null) continue;
      const read = await this.#reader.read(source, kind, `${role}.${kind}`, role);
      this.#warnings.push(...read.warnings);
      this.#hashes[`${kind} of ${series.id}`] = hashOf(read);
      if (kind === 'funding') this.#payments.funding.push(fundingOf(read, series.instrument));
      else {
        const { adjustOrders, adjust } = 'adjust' in feed ? feed : ({ adjustOrders: 'splits', adjust: 'none' } as const);
        this.#payments.actions.push(
          actionsOf(leftToBook(read, adjust), series.instrument, this.#reader.sessionsFor(role, series.id), adjustOrders),
        );
      }
    }
  }
}

const named = (warnings: readonly string[], name: string): string[] =>
  warnings.map((warning) => (warning.includes(name) ? warning : `${name}: ${warning}`));

function openedOf(read: ReadFeed, id: string, feed: PlainFeed, spec: FullSpec, called = id): Opened {
  const name = 'source' in feed ? feed.source : `${called} (in memory)`;
  const series = seriesOf(read, id, windowOf(spec));
  return { read, series, name: series.kind === 'bars' ? name : `${name} as ${series.kind}`, warnings: [] };
}

/** What makes two feeds the same: the words of a source, or the very object in memory. */
class Keys {
  readonly #seen = new Map<unknown, number>();

  of(feed: PlainFeed): string {
    if ('source' in feed) {
      const { source, timeframe, stamp, timezone, dates, price, layout, columns, levels } = feed;
      const { adjust = 'none' } = feed as { readonly adjust?: string };
      return JSON.stringify([source, timeframe, stamp, timezone, dates, price, layout, columns, levels, adjust]);
    }
    const held = 'bars' in feed ? feed.bars : 'columns' in feed ? feed.columns : feed.rows;
    if (!this.#seen.has(held)) this.#seen.set(held, this.#seen.size);
    return `${this.#seen.get(held)} ${feed.id ?? ''}`;
  }
}
