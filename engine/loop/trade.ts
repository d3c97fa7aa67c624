import type { AccountSnapshot, BrokerEvent } from '../broker/broker.ts';
import type { LiveFeed } from '../feed/live-feed.ts';
import type { Oddity } from '../feed/queue.ts';
import { type Millis, millis } from '../model/time.ts';
import type { Wall } from '../model/wall.ts';
import { Answers } from './answers.ts';
import { canonical, parsed } from './canonical.ts';
import { Counterparty, type VenueTerms } from './counterparty.ts';
import type { Entry, EpochEntry, Hashes, Journal, NoteEntry } from './journal.ts';
import { beginEpoch, resumeEpoch } from './live-epoch.ts';
import type { LiveSession } from './live-session.ts';
import type { HumanOrder, Input } from './order-of-events.ts';
import { Wake } from './wake.ts';

/** Arrivals and steps that are taken at a time, before they are made durable and others have their turn. */
const MOST_ARRIVALS = 8192;
const MOST_STEPS = 4096;

const NEVER = Number.POSITIVE_INFINITY;

/** How a session ends when it is told to stop: it leaves everything, cancels its orders, or closes what it holds as well. */
export type StopHow = 'leave' | 'cancel' | 'flatten';

/** What people say to a running session; whoever hears them calls `wake`. */
export interface People {
  listen(wake: () => void): void;
  /** The oldest word not yet heard. */
  poll(): HumanOrder | { readonly kind: 'stop'; readonly how: StopHow } | undefined;
}

/** Where a session meets the world. */
export interface TradeEdge {
  readonly feed: LiveFeed;
  /** Where orders go; without it the simulator fills. It is connected once the session has its history, and before a command leaves. */
  readonly venue?: VenueTerms | undefined;
  readonly journal: Journal;
  readonly wall: Wall;
  readonly people: People;
  /** How long is waited for a feed that has not delivered what the others have, milliseconds. */
  readonly grace: number;
  /** How long a stop waits for its orders to end, milliseconds. */
  readonly patience: number;
  /** What is worth knowing and changes nothing, said by whoever is not the session: each is given once. */
  readonly notes?: (() => readonly { readonly what: string; readonly text: string }[]) | undefined;
  /** Told of every entry, once it is durable. */
  readonly told?: ((entry: Entry) => void) | undefined;
  /** When the session begins a new epoch, and how; it never does without. */
  readonly epochs?: Epochs | undefined;
}

/** How a session is written down and rebuilt, so that its restart need not go back to its beginning. */
export interface Epochs {
  /** The first moment after `ts`, in market time, at which a new epoch begins; Infinity for none. */
  after(ts: number): number;
  /** Why somebody asks for a new epoch now, such as `command` or `upgrade`; given once. */
  asked(): string | undefined;
  readonly hashes: Hashes;
  /** A fresh session of the same parts. */
  fresh(): LiveSession;
  /** Told of the session that goes on in an epoch. */
  begun(live: LiveSession): void;
}

/**
 * Drives a session by what comes: market data, what a broker says, what people say, and time, merged into one order. One step
 * is taken after the other; its inputs and commands are durable before a command leaves. Resolves when it was told to stop, or when a
 * tape is over, to the session that went on in its last epoch. Rejects with what the journal throws: then no command of the step
 * that was not kept has left.
 */
export function trade(live: LiveSession, edge: TradeEdge, signal: AbortSignal): Promise<LiveSession> {
  // What an async function was given it holds until its end: a session that another has followed is not to stay in memory.
  return drive(new Driver(live, edge), edge, signal);
}

async function drive(driver: Driver, edge: TradeEdge, signal: AbortSignal): Promise<LiveSession> {
  const wake = driver.wake.up;
  const unbound = new AbortController();
  const stop = (): void => {
    driver.stop('leave');
    unbound.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  edge.people.listen(wake);
  try {
    if (!signal.aborted) await edge.feed.connect(wake, unbound.signal);
    while (!driver.isOver) {
      if (driver.mayMeet) await driver.meet(unbound.signal);
      const from = edge.wall.now();
      const isBusy = driver.turn();
      // A disk is slow to keep what was done: what came meanwhile is taken together, and kept by one more write.
      if (isBusy || driver.mayMeet || edge.wall.now() > from) await breath();
      else if (!driver.isOver) await driver.rest();
    }
    return driver.live;
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all([edge.feed.close(), edge.venue?.broker.close()]);
  }
}

/** Lets everything else that waits have its turn. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One turn after the other of a session that lives. */
class Driver {
  readonly wake = new Wake();
  isOver = false;
  #live: LiveSession;
  readonly #edge: TradeEdge;
  /** Up to when the feed says that everything has come. */
  #complete = Number.NEGATIVE_INFINITY;
  #isTapeOver = false;
  #stopping: { readonly how: StopHow; readonly until: number } | undefined;
  #inputs: Input[] = [];
  #entries: Entry[] = [];
  #seq = 0;
  readonly #venue: Counterparty | undefined;
  readonly #answers: Answers;
  /** Whether the venue was met: nothing that may send a command is done before. */
  #hasMet: boolean;
  /** When positions are compared next, and what came of the last time. */
  #lookAt = NEVER;
  #snapshot: AccountSnapshot | undefined;
  #isDrifting = false;
  /** When the next epoch begins, in market time; NaN before anything was shown. */
  #boundary = Number.NaN;

  constructor(live: LiveSession, edge: TradeEdge) {
    this.#live = live;
    this.#edge = edge;
    this.#venue = edge.venue === undefined ? undefined : new Counterparty(live.assembly, edge.venue);
    this.#answers = edge.venue?.answers ?? new Answers();
    this.#hasMet = this.#venue === undefined;
  }

  /** Whether the session has its history, and its venue is still to be met. */
  get mayMeet(): boolean {
    const { session, parts } = this.#live.assembly;
    return !this.#hasMet && !this.isOver && (session.now >= parts.warmUntil || this.#live.slices.limit >= parts.warmUntil);
  }

  /** Connects, takes over what the venue says, and only then lets commands leave. Rejects with a VenueError. */
  async meet(signal: AbortSignal): Promise<void> {
    const venue = this.#venue!;
    const { broker } = venue;
    const { wall, journal, told } = this.#edge;
    let snapshot = await broker.connect(this.wake.up, signal, venue.since);
    let met = venue.meet(snapshot);
    // Where something is dealt between the requests that a snapshot is made of, it contradicts itself.
    if (met.notes.length > 0) {
      snapshot = await broker.snapshot(venue.since);
      met = venue.meet(snapshot);
    }
    const { events, notes } = met;
    venue.admit(snapshot, met);
    for (const text of notes) this.#note('foreign', text);
    for (const { event, why } of events) {
      this.#note('reconciled', why);
      this.#report(event);
    }
    while (this.#inputs.length > 0) this.#step(wall.now());
    const entries = this.#entries;
    this.#entries = [];
    if (entries.length > 0) journal.append(entries);
    const steps = entries.filter((entry) => entry.kind === 'step');
    for (const step of steps) venue.answers.hear(step);
    venue.recall(new Set(steps.flatMap(({ commands }) => commands.filter(({ kind }) => kind === 'submit').map(({ id }) => id))));
    this.#hasMet = true;
    venue.restrict();
    for (const entry of entries) {
      if (entry.kind === 'step') {
        venue.answers.ask(entry);
        for (const command of entry.commands) broker.send(command);
      }
      told?.(entry);
    }
    this.#lookAt = wall.now() + venue.every;
  }

  get live(): LiveSession {
    return this.#live;
  }

  /** Tells it to stop. */
  stop(how: StopHow): void {
    if (this.#stopping !== undefined && how === 'leave') this.isOver = true;
    this.#stopping ??= { how, until: this.#edge.wall.now() + (how === 'leave' ? 0 : this.#edge.patience) };
    if (how === 'leave') this.isOver = true;
    else this.#end(how);
    this.wake.up();
  }

  /** Takes what has come and does what is due. True where more waits already. */
  turn(): boolean {
    const now = this.#edge.wall.now();
    const more = this.#hear();
    const { slices } = this.#live;
    const known = Math.max(this.#complete, Math.min(slices.expected, now), now - this.#edge.grace);
    const limit = this.#edge.feed.isTape ? this.#complete : Math.min(now, known);
    const until = this.#hasMet ? limit : Math.min(limit, this.#live.assembly.parts.warmUntil);
    this.#reach(until);
    // An epoch that somebody asks for begins before anything else is done.
    this.#judgeEpoch(Number.NEGATIVE_INFINITY, now);
    let steps = 0;
    do {
      this.#reach(until);
      while (steps < MOST_STEPS && this.#step(now)) {
        steps++;
        if (Number.isNaN(this.#boundary)) this.#reach(until);
      }
      this.#look(now);
      this.#commit();
    } while (steps < MOST_STEPS && this.#judgeEpoch(until, now));
    if (steps < MOST_STEPS && !more) this.#judgeEnd(now);
    return more || steps === MOST_STEPS;
  }

  /** Sleeps until something comes or is due. */
  async rest(): Promise<void> {
    const { wall, feed, grace } = this.#edge;
    const now = wall.now();
    const { slices } = this.#live;
    const due = Math.min(slices.pending, slices.alarm);
    // A row of which others have yet to come waits for its grace; one of the future for its time.
    const at = feed.isTape || due === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : due > now ? due : due + grace;
    const until = Math.min(at, this.#lookAt, this.#stopping?.until ?? at);
    const cancel = until === Number.POSITIVE_INFINITY ? undefined : wall.after(Math.max(until - now, 1), this.wake.up);
    await this.wake.wait();
    cancel?.();
  }

  /** Everything that has come, up to a point; true where more waits. */
  #hear(): boolean {
    const { feed, people, notes } = this.#edge;
    if (notes !== undefined) for (const { what, text } of notes()) this.#note(what, text);
    const broker = this.#hasMet ? this.#venue?.broker : undefined;
    for (let word = people.poll(); word !== undefined; word = people.poll()) {
      if (word.kind === 'stop') this.stop(word.how);
      else this.#say(word);
    }
    if (broker !== undefined) for (let event = broker.poll(); event !== undefined; event = broker.poll()) this.#report(event);
    for (let k = 0; k < MOST_ARRIVALS; k++) {
      const arrival = feed.poll();
      if (arrival === undefined) return false;
      if (arrival.kind === 'complete') this.#complete = Math.max(this.#complete, arrival.ts);
      else if (arrival.kind === 'end') this.#isTapeOver = true;
      else if (arrival.kind === 'connection') this.#connection(arrival.up, arrival.why);
      else {
        const oddity = this.#live.slices.take(arrival);
        if (oddity !== undefined) this.#odd(oddity, arrival);
      }
    }
    return true;
  }

  #say(order: HumanOrder): void {
    this.#inputs.push({ kind: 'human', ts: this.#now(), seq: this.#seq++, order });
  }

  #report(event: BrokerEvent): void {
    this.#inputs.push({ kind: 'broker', ts: this.#now(), seq: this.#seq++, event });
  }

  #connection(up: boolean, why: string): void {
    this.#note('connection', `market data ${up ? 'are up' : 'are down'}${why === '' ? '' : `: ${why}`}`);
    this.#report({ kind: 'connection', ts: this.#now(), id: 0, up });
  }

  /** Market time: as far as everything has come. */
  #now(): Millis {
    const { wall, feed } = this.#edge;
    const ts = Math.max(this.#live.assembly.session.now, Math.min(this.#live.slices.limit, wall.now()));
    return millis(Number.isFinite(ts) || feed.isTape ? ts : wall.now());
  }

  #odd(what: Oddity, arrival: Parameters<LiveSession['slices']['take']>[0]): void {
    if (what === 'repeated' || arrival.kind === 'over') return;
    const { id } = this.#live.feeds[arrival.feed]!.series;
    const values = arrival.kind === 'row' ? arrival.values : [arrival.openTs, arrival.ts, arrival.open];
    this.#note(what, `${WORDS[what]} of "${id}"`, { feed: arrival.feed, values });
  }

  #note(what: string, text: string, row?: NoteEntry['row']): void {
    const note: NoteEntry = { kind: 'note', ts: this.#now(), seenTs: this.#edge.wall.now(), what, text };
    this.#entries.push(row === undefined ? note : { ...note, row });
  }

  /** One step, if there is one. What people and brokers said comes with the first. */
  #step(seenTs: number): boolean {
    const { slices } = this.#live;
    if (!slices.next()) {
      if (this.#inputs.length === 0 || !Number.isFinite(this.#now())) return false;
      slices.pass(this.#now());
    }
    const inputs = this.#inputs;
    this.#inputs = [];
    this.#entries.push(this.#live.step(inputs, seenTs));
    return true;
  }

  /** Everything that was done is made durable; only then do commands leave. */
  #commit(): void {
    if (this.#entries.length === 0) return;
    const entries = this.#entries;
    this.#entries = [];
    const { journal, told } = this.#edge;
    journal.append(entries);
    const venue = this.#venue;
    if (venue !== undefined) venue.restrict();
    for (const entry of entries) {
      if (venue !== undefined && entry.kind === 'step') {
        venue.answers.take(entry);
        for (const command of entry.commands) venue.broker.send(command);
      }
      told?.(entry);
    }
  }

  /** Up to `until`, but not across the beginning of an epoch. */
  #reach(until: number): void {
    const { session } = this.#live.assembly;
    // Its history is one epoch, however long it is.
    if (this.#hasMet && Number.isNaN(this.#boundary) && Number.isFinite(session.now))
      this.#boundary = this.#edge.epochs?.after(session.now) ?? NEVER;
    this.#live.slices.limit = Number.isNaN(this.#boundary) ? until : Math.min(until, this.#boundary);
  }

  /** Where an epoch is due, writes the session down and goes on with one that is rebuilt of it, as after a restart. */
  #judgeEpoch(until: number, seenTs: number): boolean {
    const { epochs, journal, told } = this.#edge;
    if (epochs === undefined || !this.#hasMet || this.#inputs.length > 0 || Number.isNaN(this.#boundary)) return false;
    const isOver = until > this.#boundary;
    const why = epochs.asked() ?? (isOver ? 'daily' : undefined);
    if (why === undefined) return false;
    if (isOver) this.#boundary = epochs.after(this.#boundary);
    const entry = parsed(canonical(beginEpoch(this.#live, this.#answers, why, seenTs, epochs.hashes))) as EpochEntry;
    journal.append([entry]);
    const next = epochs.fresh();
    epochs.begun(next);
    resumeEpoch(next, new Answers(), entry);
    for (const arrival of this.#live.slices.waiting) next.slices.take(arrival);
    next.slices.limit = this.#live.slices.limit;
    this.#live = next;
    this.#venue?.follow(next.assembly);
    told?.(entry);
    return true;
  }

  /** Compares positions now and then; what differs twice stops new exposure until it does no more. */
  #look(now: Millis): void {
    const venue = this.#venue;
    if (venue === undefined || !this.#hasMet) return;
    const snapshot = this.#snapshot;
    if (snapshot !== undefined) {
      this.#snapshot = undefined;
      const drifts = venue.driftsIn(snapshot);
      for (const { why } of drifts) this.#note('drift', why);
      if (drifts.length > 0 !== this.#isDrifting) {
        this.#isDrifting = drifts.length > 0;
        this.#say({ kind: this.#isDrifting ? 'hold' : 'lift', who: 'drift', why: drifts[0]?.why ?? 'positions are the same again' });
        this.wake.up();
      }
    }
    if (now < this.#lookAt) return;
    this.#lookAt = now + venue.every;
    const take = (taken: AccountSnapshot): void => {
      this.#snapshot = taken;
      this.wake.up();
    };
    // A question that fails says nothing: it is asked again in its time.
    venue.broker.snapshot(venue.since).then(take, () => {});
  }

  /** What a stop asks for, besides leaving. */
  #end(how: 'cancel' | 'flatten'): void {
    this.#say({ kind: 'hold', who: 'stop', why: 'the session is ending' });
    if (how === 'flatten') this.#say({ kind: 'close-all' });
    else this.#say({ kind: 'cancel-all' });
  }

  #judgeEnd(now: number): void {
    const { slices, assembly } = this.#live;
    if (this.#isTapeOver && slices.pending > slices.limit) this.isOver = true;
    const stopping = this.#stopping;
    if (stopping === undefined || this.#inputs.length > 0) return;
    const { account, blotter } = assembly.session;
    const isOpen = assembly.parts.strategies.some((_, s) => blotter.openOrders(s, -1).length > 0);
    const isDone = !isOpen && (stopping.how !== 'flatten' || !account.holds);
    if (isDone || now >= stopping.until) this.isOver = true;
  }
}

const WORDS: Readonly<Record<Oddity, string>> = {
  late: 'a row came after its time was given up',
  missing: 'a bar began and never ended',
  repeated: 'a row came again',
  corrected: 'a row came again with other values, which are not used',
  'out-of-order': 'a row came that is older than the one before it, and is not used',
};
