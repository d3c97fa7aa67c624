import type { VenueBrokerOptions } from '../../engine/broker/live/options.ts';
import type { Venue, VenueRequest } from '../../engine/broker/live/venue.ts';
import { VenueBroker } from '../../engine/broker/live/venue-broker.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import { Answers } from '../../engine/loop/answers.ts';
import type { Journal } from '../../engine/loop/journal.ts';
import { resumeEpoch } from '../../engine/loop/live-epoch.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { replay } from '../../engine/loop/replay.ts';
import { trade } from '../../engine/loop/trade.ts';
import type { People, TradeEdge } from '../../engine/loop/trade-edge.ts';
import { millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { MortalVenue } from './mortal-venue.ts';
import type { Notebook } from './notebook.ts';
import { Overheard } from './overheard.ts';

/** Thrown out of a process that is dead. */
export class Killed extends Error {}

/**
 * When a process dies: the n-th time it writes its journal, before that is kept (`written`) or once it is (`kept`); when its n-th
 * order has just left (`sent`); or after so many milliseconds, whatever it does then (`time`).
 */
export interface Death {
  readonly what: 'written' | 'kept' | 'sent' | 'time';
  readonly at: number;
}

/** What a process is started with. */
export interface LifeParts {
  readonly parts: BacktestParts;
  readonly venue: Venue;
  readonly feed: LiveFeed;
  readonly wall: Wall;
  readonly people: People;
  readonly notebook: Notebook;
  readonly random: () => number;
  readonly options: Partial<VenueBrokerOptions>;
  readonly death: Death | undefined;
  /** How often new epochs begin, milliseconds, and when one is asked for besides; those that were are taken out. */
  readonly epochs: { readonly every: number; readonly asked: number[] };
  /** Told of every order as it leaves, and of what is worth knowing. */
  readonly witness: (request: VenueRequest, life: Life) => void;
  readonly note: (text: string) => void;
}

/** One process from its start to its end: it runs its journal again, reconciles, and goes on. */
export class Life {
  live: LiveSession;
  readonly broker: VenueBroker;
  readonly overheard: Overheard;
  isDead = false;
  onDeath: () => void = () => {};
  readonly #parts: LifeParts;
  readonly #venue: MortalVenue;
  readonly #gone = new AbortController();
  #writes = 0;
  #sent = 0;

  constructor(parts: LifeParts) {
    this.#parts = parts;
    const { venue, wall, random, options, note } = parts;
    const watch = (request: VenueRequest): void => {
      parts.witness(request, this);
      if (++this.#sent === parts.death?.at && parts.death.what === 'sent') queueMicrotask(() => this.die());
    };
    this.#venue = new MortalVenue(venue, wall, watch);
    const onNote = ({ what, text }: { what: string; text: string }): void => note(`${what}: ${text}`);
    const { instruments } = parts.parts;
    this.broker = new VenueBroker(this.#venue, { ...{ wall, random, instruments, onNote, options }, tag: 'k3f9x2a7', currencies: ['USD'] });
    this.overheard = new Overheard(this.broker);
    this.live = this.#fresh();
  }

  /** The process dies where it stands; what it has sent goes its way. */
  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    this.#parts.note(`the process dies (${this.#parts.death?.what})`);
    this.#venue.die();
    this.#gone.abort();
    void this.broker.close();
    void this.#parts.feed.close();
    this.onDeath();
  }

  /** Lives until it is told to stop, or killed: then it throws `Killed`, or nothing more comes of it. */
  async run(): Promise<void> {
    const { notebook, wall, people, feed, death, epochs } = this.#parts;
    if (death?.what === 'time') wall.after(death.at, () => this.die());
    const answers = this.#rerun();
    const since = millis((notebook.last?.seenTs ?? wall.now()) - OVERLAP);
    const venue = { broker: this.broker, options: REFUSING, since, answers, every: 5_000 };
    const edge: TradeEdge = { feed, venue, wall, people, journal: this.#journal, grace: 400, patience: 60_000 };
    const asked = (): string | undefined =>
      wall.now() >= (epochs.asked[0] ?? Number.POSITIVE_INFINITY) && epochs.asked.shift() !== undefined ? 'command' : undefined;
    const after = (ts: number): number => (Math.floor(ts / epochs.every) + 1) * epochs.every;
    const begun = (live: LiveSession): void => {
      this.live = live;
    };
    await trade(this.live, { ...edge, epochs: { after, asked, hashes: HASHES, fresh: () => this.#fresh(), begun } }, this.#gone.signal);
    if (this.isDead) throw new Killed();
  }

  /** The most requests that left within a second. */
  get busiest(): number {
    return this.#venue.busiest;
  }

  get #journal(): Journal {
    return {
      append: (entries) => {
        const { what, at } = this.#parts.death ?? {};
        if (this.isDead) throw new Killed();
        const dies = ++this.#writes === at && (what === 'written' || what === 'kept');
        if (!dies || what === 'kept') this.#parts.notebook.append(entries);
        if (!dies) return;
        this.die();
        throw new Killed();
      },
    };
  }

  #fresh(): LiveSession {
    const { parts, venue } = this.#parts;
    const failed = (_: number, error: unknown): void => {
      throw error;
    };
    return new LiveSession(parts, { venue: { name: venue.name, supports: venue.supports }, failed });
  }

  /** Runs what was written down since the newest epoch began; it has to come out again. */
  #rerun(): Answers {
    const answers = new Answers();
    const entries = this.#parts.notebook.read();
    const from = entries.findLastIndex(({ kind }) => kind === 'epoch');
    const epoch = entries[from];
    if (epoch?.kind === 'epoch') resumeEpoch(this.live, answers, epoch);
    const { divergence } = replay(this.live, entries.slice(from + 1), { each: (entry) => answers.take(entry) });
    if (divergence !== undefined) throw new Error(`the journal does not come out again: ${JSON.stringify(divergence)}`);
    const { blotter } = this.live.assembly.session;
    for (const id of blotter.openOrders(0, -1)) this.overheard.recalled.add(id);
    return answers;
  }
}

/** How much of what was before is asked for again, milliseconds. */
const OVERLAP = 60_000;

const REFUSING = { foreign: 'refuse', adoptedBy: 0, cash: 'refuse', fullHistory: false } as const;

const HASHES = { engine: '', code: '', params: '', config: '', data: '' };
