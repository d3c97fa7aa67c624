import type { AccountSnapshot, Command } from '../../engine/broker/broker.ts';
import type { VenueBrokerOptions } from '../../engine/broker/live/options.ts';
import type { Venue, VenueRequest } from '../../engine/broker/live/venue.ts';
import { VenueBroker } from '../../engine/broker/live/venue-broker.ts';
import type { LiveFeed } from '../../engine/feed/live-feed.ts';
import type { Entry, Journal } from '../../engine/loop/journal.ts';
import { LiveSession } from '../../engine/loop/live-session.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { reconcile } from '../../engine/loop/reconcile.ts';
import { replay } from '../../engine/loop/replay.ts';
import { type People, trade } from '../../engine/loop/trade.ts';
import { millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';
import { MortalVenue } from './mortal-venue.ts';
import type { Notebook } from './notebook.ts';

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
  /** Told of every order as it leaves, and of what is worth knowing. */
  readonly witness: (request: VenueRequest, life: Life) => void;
  readonly note: (text: string) => void;
}

/** One process from its start to its end: it runs its journal again, reconciles, and goes on. */
export class Life {
  readonly live: LiveSession;
  readonly broker: VenueBroker;
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
    this.#venue = new MortalVenue(venue, (request) => {
      parts.witness(request, this);
      if (++this.#sent === parts.death?.at && parts.death.what === 'sent') queueMicrotask(() => this.die());
    });
    const onNote = ({ what, text }: { what: string; text: string }): void => note(`${what}: ${text}`);
    const { instruments } = parts.parts;
    this.broker = new VenueBroker(this.#venue, { ...{ wall, random, instruments, onNote, options }, tag: 'k3f9x2', currencies: ['USD'] });
    const failed = (_: number, error: unknown): void => {
      throw error;
    };
    this.live = new LiveSession(parts.parts, { venue: { name: venue.name, supports: venue.supports }, failed });
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

  /** Lives until it is told to stop, or killed: then it throws `Killed`. */
  async run(): Promise<void> {
    const { notebook, wall, people, feed, death } = this.#parts;
    const entries = notebook.read();
    if (death?.what === 'time') wall.after(death.at, () => this.die());
    const { execIds, unanswered } = this.#rerun(entries);
    const last = entries.at(-1)?.seenTs ?? wall.now();
    let wake = (): void => {};
    const snapshot = await this.broker.connect(() => wake(), this.#gone.signal, millis(last - 60_000));
    const commands = this.#reconcile(snapshot, execIds);
    const { session } = this.live.assembly;
    const { blotter, account } = session;
    this.broker.recall({
      ...{ length: blotter.length, request: (id) => blotter.request(id), state: (id) => blotter.state(id) },
      ...{ qtyOf: (strategy, instrument) => account.qtyOf(strategy, instrument), execIds },
    });
    this.broker.inquire(unanswered.filter(({ id }) => blotter.isOpen(id)));
    for (const command of commands) this.broker.send(command);
    const heard: People = {
      listen(up) {
        wake = up;
        people.listen(up);
      },
      poll: () => people.poll(),
    };
    const edge = { feed, broker: this.broker, journal: this.#journal, wall, people: heard, grace: 400, patience: 60_000 };
    await trade(this.live, edge, this.#gone.signal);
    if (this.isDead) throw new Killed();
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

  /** Runs what was written down; what it came to has to come out again. */
  #rerun(entries: readonly Entry[]): { readonly execIds: Set<string>; readonly unanswered: Command[] } {
    const { divergence } = replay(this.live, entries);
    if (divergence !== undefined) throw new Error(`the journal does not come out again: ${JSON.stringify(divergence)}`);
    const execIds = new Set<string>();
    const unanswered = new Map<string, Command>();
    for (const entry of entries) {
      if (entry.kind !== 'step') continue;
      for (const input of entry.inputs) {
        if (input.kind !== 'broker') continue;
        const { event } = input;
        if ((event.kind === 'filled' || event.kind === 'adjusted') && event.execId !== undefined) execIds.add(event.execId);
        if (event.kind === 'accepted' || event.kind === 'rejected') unanswered.delete(`submit ${event.id}`);
        if (event.kind === 'replaced' || event.kind === 'replace-rejected') unanswered.delete(`replace ${event.id}`);
        if (event.kind === 'cancel-rejected') unanswered.delete(`cancel ${event.id}`);
      }
      for (const command of entry.commands) unanswered.set(`${command.kind} ${command.id}`, command);
    }
    return { execIds, unanswered: [...unanswered.values()] };
  }

  /** Takes what the venue knows and we do not, and writes it down; returns what that made the strategies ask for. */
  #reconcile(snapshot: AccountSnapshot, execIds: Set<string>): readonly Command[] {
    const { wall, parts, note } = this.#parts;
    const { session } = this.live.assembly;
    const { blotter, account: books } = session;
    const sides = { instruments: parts.instruments, currencies: ['USD'], blotter, books, execIds, snapshot };
    const { events, drifts, foreignOrders } = reconcile(sides, { foreign: 'refuse', adoptedBy: 0, cash: 'refuse', fullHistory: false });
    for (const { why } of events) note(`reconciled: ${why}`);
    for (const { why } of drifts) note(`drift: ${why}`);
    for (const { clientId } of foreignOrders) note(`foreign: ${clientId}`);
    if (events.length === 0) return [];
    const ts = millis(Math.max(session.now, wall.now()));
    this.live.slices.pass(ts);
    const entry = this.live.step(
      events.map(({ event }, seq) => ({ kind: 'broker', ts, seq, event })),
      wall.now(),
    );
    this.#journal.append([entry]);
    for (const { event } of events) if ((event.kind === 'filled' || event.kind === 'adjusted') && event.execId) execIds.add(event.execId);
    return entry.commands;
  }
}
