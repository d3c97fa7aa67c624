import { existsSync } from 'node:fs';
import { createJournal, openJournal, type SessionJournal } from '../../app/journal/journal.ts';
import { journalPath } from '../../app/journal/session-folder.ts';
import { recovered, type Shown } from '../../app/live/recovered.ts';
import type { VenueBrokerOptions } from '../../engine/broker/live/options.ts';
import type { Venue } from '../../engine/broker/live/venue.ts';
import { VenueBroker } from '../../engine/broker/live/venue-broker.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import type { Journal } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { type Divergence, replay } from '../../engine/loop/replay.ts';
import { trade } from '../../engine/loop/trade.ts';
import type { People } from '../../engine/loop/trade-edge.ts';
import { MINUTE, millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { HASTY } from './hasty.ts';
import { ORDERS } from './scripted-trader.ts';

const HASHES = { engine: '', code: '', params: '', config: '', data: '' };

/** What a process is started with. */
export interface KeptParts {
  readonly folder: string;
  readonly parts: BacktestParts;
  readonly venue: Venue;
  readonly feed: LiveFeed;
  readonly wall: Wall;
  readonly people: People;
  readonly random: () => number;
  /** How often new epochs begin, milliseconds; Infinity for never. */
  readonly every: number;
  /** What the driver writes into, where that is not the journal itself. */
  readonly through?: (journal: Journal) => Journal;
  readonly options?: Partial<VenueBrokerOptions>;
}

/** One process of a session whose journal is on a disk, as `onetape live` runs it: the journal again, the venue, and on. */
export class KeptSession {
  live: LiveSession;
  readonly broker: VenueBroker;
  readonly journal: SessionJournal;
  readonly #parts: KeptParts;
  readonly #shown: Shown;

  /** Throws where the journal cannot be read, or does not come out again. */
  constructor(parts: KeptParts) {
    const { folder, venue, wall, random } = parts;
    const { instruments } = parts.parts;
    this.#parts = parts;
    this.journal = existsSync(journalPath(folder)) ? openJournal(folder) : createJournal(folder, manifestOf(parts));
    try {
      const { live, shown } = recovered(() => this.#fresh(), this.journal, false);
      this.live = live;
      this.#shown = shown;
      const options = { emulateExits: true, ...HASTY, ...parts.options };
      this.broker = new VenueBroker(venue, { wall, random, instruments, options, tag: 'k3f9x2a7', currencies: ['USD'] });
    } catch (error) {
      this.journal.close();
      throw error;
    }
  }

  /** Lives until it is told to stop. */
  async run(signal: AbortSignal): Promise<void> {
    const { feed, wall, people, every, through = (journal) => journal } = this.#parts;
    const { ts, answers } = this.#shown;
    const { created } = this.journal.manifest;
    const since = millis(Math.max(Number.isFinite(ts) ? ts - MINUTE : created, created));
    const options = { foreign: 'refuse', adoptedBy: 0, cash: 'refuse', fullHistory: false } as const;
    const venue = { broker: this.broker, options, since, answers, every: 5_000 };
    const begun = (live: LiveSession): void => {
      this.live = live;
    };
    const after = (ts: number): number => (Math.floor(ts / every) + 1) * every;
    const epochs = { after, asked: () => undefined, hashes: HASHES, fresh: () => this.#fresh(), begun };
    const edge = { feed, venue, wall, people, journal: through(this.journal), grace: 400, patience: 60_000, epochs };
    await trade(this.live, edge, signal);
  }

  /** Whether it has given all its orders, and all are over. */
  get isDone(): boolean {
    const { blotter } = this.live.assembly.session;
    return blotter.length >= ORDERS && blotter.openOrders(0, -1).length === 0;
  }

  /** Runs everything that was ever written down through a session that knows nothing: where it does something else, and what it is then. */
  replayed(): { readonly divergence: Divergence | undefined; readonly live: LiveSession } {
    const live = this.#fresh();
    return { divergence: replay(live, this.journal.entries(0)).divergence, live };
  }

  #fresh(): LiveSession {
    const { parts, venue } = this.#parts;
    const failed = (_: number, error: unknown): void => {
      throw error;
    };
    return new LiveSession(parts, { venue: { name: venue.name, supports: venue.supports }, failed });
  }
}

const manifestOf = ({ parts, wall }: KeptParts): Parameters<typeof createJournal>[1] => ({
  ...{
    session: 'live-scripted',
    mode: 'live',
    created: wall.now(),
    engine: '',
    hashes: HASHES,
    spec: {},
    baseDir: '',
    instruments: [],
    currencies: ['USD'],
  },
  ...{ warmUntil: parts.warmUntil, broker: 'hostile', account: 'HOSTILE-1', seed: parts.seed },
  feeds: parts.series.map(({ id, kind }) => ({ id, kind, columns: [] })),
});
