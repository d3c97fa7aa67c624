import type { SourceKind, SourceSurroundings } from '../data/loaded.ts';
import { parseSeriesKey } from '../data/series-key.ts';
import { idOf } from '../data/source-text.ts';
import type { SessionTable } from '../engine/model/calendar.ts';
import type { InstrumentSpec } from '../engine/model/instrument.ts';
import { didYouMean } from '../engine/model/suggest.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import type { PlainFeed } from './config/feeds.ts';
import type { FullSpec } from './config/parse.ts';
import type { ReadFeed } from './load-feed.ts';
import type { Place } from './market.ts';
import type { Sources } from './sources.ts';
import { windowOf } from './window.ts';

/** Reads the feeds of a run: with the calendar of their instrument, and from the workspace's store where they name it. */
export class FeedReader {
  readonly #spec: FullSpec;
  readonly #place: PlaceOf;
  readonly #baseDir: string;
  readonly #store: string | undefined;
  readonly #sources: Pick<Sources, 'feed' | 'instrument'>;
  #calendars: ReadonlyMap<string, SessionTable | undefined> = new Map();
  #known: Readonly<Record<string, InstrumentSpec>> = {};

  constructor(spec: FullSpec, { baseDir, store, sources }: Omit<Place, 'place'>, place: PlaceOf) {
    this.#spec = spec;
    this.#place = place;
    this.#baseDir = baseDir;
    this.#store = store;
    this.#sources = sources;
  }

  /** What the store knows of an instrument. */
  readonly known = (id: string): InstrumentSpec | undefined => this.#known[id];

  /** Reads one feed; `role` is whose calendar counts, the feed's own path's name where it is not given. */
  async read(
    feed: PlainFeed,
    kind: SourceKind,
    name: string,
    role: string = name,
    splits?: SourceSurroundings['splits'],
  ): Promise<ReadFeed> {
    const key = 'source' in feed ? parseSeriesKey(feed.source) : undefined;
    const id = key?.instrument ?? ('source' in feed ? idOf(feed.source.split('?')[0]!) : (feed.id ?? name));
    if (key !== undefined) await this.#learn(key.instrument);
    const calendar = await this.#compile(this.#calendarName(role, id), role);
    return this.#sources.feed(feed, kind, name, {
      ...{ baseDir: this.#baseDir, store: this.#store, calendar, splits },
      ...(kind === 'custom' || kind === 'actions' ? { from: null, to: windowOf(this.#spec).to } : windowOf(this.#spec)),
    });
  }

  /** When the instrument of a role trades; undefined where that is always. */
  sessionsFor(role: string, id: string): SessionTable | undefined {
    return this.sessionsOf(this.#calendarName(role, id));
  }

  sessionsOf(calendar: string): SessionTable | undefined {
    return this.#calendars.get(calendar);
  }

  #calendarName(role: string, id: string): string {
    const said = this.#spec.instruments[id] ?? this.#spec.instruments[role];
    return said?.calendar ?? this.#known[id]?.calendar ?? '24/7';
  }

  async #compile(name: string, role: string): Promise<SessionTable | undefined> {
    if (name === '24/7') return undefined;
    if (!this.#calendars.has(name)) {
      const { calendarOf, calendarNames } = await import('../data/calendar/calendar-of.ts');
      const table = calendarOf(name);
      if (table === undefined) {
        const sentence = `Expected a calendar (${calendarNames().join(', ')}), but it was "${name}"${didYouMean(name, calendarNames())}`;
        throw refusal(sentence, `instruments.${role}.calendar`, this.#place);
      }
      this.#calendars = new Map([...this.#calendars, [name, table.name === '24/7' ? undefined : table]]);
    }
    return this.#calendars.get(name);
  }

  async #learn(id: string): Promise<void> {
    if (this.#known[id] !== undefined) return;
    const spec = await this.#sources.instrument(this.#store, id);
    if (spec !== undefined) this.#known = { ...this.#known, [id]: spec };
  }
}
