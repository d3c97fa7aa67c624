import type { AccountSnapshot, BrokerEvent } from '../broker/broker.ts';
import type { Oddity } from '../feed/queue.ts';
import { type Millis, millis } from '../model/time.ts';
import { Answers } from './answers.ts';
import { canonical, parsed } from './canonical.ts';
import { Comparison } from './comparison.ts';
import { Counterparty } from './counterparty.ts';
import type { Entry, EpochEntry, NoteEntry } from './journal.ts';
import { beginEpoch, resumeEpoch } from './live-epoch.ts';
import type { LiveSession } from './live-session.ts';
import { oddRow } from './odd-row.ts';
import type { HumanOrder, Input } from './order-of-events.ts';
import type { StopHow, TradeEdge } from './trade-edge.ts';
import { UNFINISHED, unfinished } from './unfinished.ts';
import { Wake } from './wake.ts';

/** Arrivals and steps that are taken at a time, before they are made durable and others have their turn. */
const MOST_ARRIVALS = 8192;
const MOST_STEPS = 4096;

const NEVER = Number.POSITIVE_INFINITY;

type Taken = Parameters<LiveSession['slices']['take']>[0];

/** One turn after the other of a session that lives. */
export class Driver {
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
  /** The other side; undefined where the simulator fills. */
  readonly venue: Counterparty | undefined;
  readonly #answers: Answers;
  /** Whether the venue was met: nothing that may send a command is done before. */
  #hasMet: boolean;
  readonly #comparison: Comparison | undefined;
  /** When the next epoch begins, in market time; NaN before anything was shown. */
  #boundary = Number.NaN;

  constructor(live: LiveSession, edge: TradeEdge) {
    this.#live = live;
    this.#edge = edge;
    this.venue = edge.venue === undefined ? undefined : new Counterparty(live.assembly, edge.venue);
    this.#answers = edge.venue?.answers ?? new Answers();
    this.#hasMet = this.venue === undefined;
    this.#comparison = this.venue === undefined ? undefined : new Comparison(this.venue, this.wake.up);
  }

  /** Whether the session has its history, and its venue is still to be met. */
  get mayMeet(): boolean {
    const { session, parts } = this.#live.assembly;
    return !this.#hasMet && !this.isOver && (session.now >= parts.warmUntil || this.#live.slices.limit >= parts.warmUntil);
  }

  /** Takes over what the venue says as it is met, and only then lets commands leave. Throws a VenueError. */
  meet(venue: Counterparty, snapshot: AccountSnapshot): void {
    const { broker } = venue;
    const { wall, journal, told } = this.#edge;
    const met = venue.meet(snapshot);
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
    this.#comparison!.begin(wall.now());
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

  /** Is woken when something is due; returns how that is called off. */
  alarm(): (() => void) | undefined {
    const { wall, feed, grace } = this.#edge;
    const now = wall.now();
    const { slices } = this.#live;
    const due = Math.min(slices.pending, slices.alarm);
    // A row of which others have yet to come waits for its grace; one of the future for its time.
    const at = feed.isTape || due === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : due > now ? due : due + grace;
    const until = Math.min(at, this.#comparison?.next ?? NEVER, this.#stopping?.until ?? NEVER);
    return until === NEVER ? undefined : wall.after(Math.max(until - now, 1), this.wake.up);
  }

  /** Everything that has come, up to a point; true where more waits. */
  #hear(): boolean {
    const { feed, people, notes } = this.#edge;
    if (notes !== undefined) for (const { what, text } of notes()) this.#note(what, text);
    const broker = this.#hasMet ? this.venue?.broker : undefined;
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

  #odd(what: Oddity, arrival: Taken): void {
    if (what === 'repeated' || arrival.kind === 'over') return;
    const { text, row } = oddRow(what, arrival, this.#live.feeds[arrival.feed]!.series.id);
    this.#note(what, text, row);
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
    const venue = this.venue;
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
    this.venue?.follow(next.assembly);
    told?.(entry);
    return true;
  }

  /** What a comparison with the venue asks for comes with the next step. */
  #look(now: Millis): void {
    const order = this.#comparison?.look(now, (why) => this.#note('drift', why));
    if (order === undefined) return;
    this.#say(order);
    this.wake.up();
  }

  /** What a stop asks for, besides leaving. */
  #end(how: 'cancel' | 'flatten'): void {
    this.#say({ kind: 'hold', who: 'stop', why: 'the session is ending' });
    if (how === 'flatten') this.#say({ kind: 'close-all' });
    else this.#say({ kind: 'cancel-all' });
  }

  #judgeEnd(now: number): void {
    const { slices, assembly } = this.#live;
    const isTapeOver = this.#isTapeOver && slices.pending > slices.limit;
    if (isTapeOver) this.isOver = true;
    const stopping = this.#stopping;
    if (stopping === undefined || this.#inputs.length > 0) return;
    const left = unfinished(assembly, stopping.how);
    if (left === undefined) this.isOver = true;
    else if (isTapeOver || now >= stopping.until) this.#leave(stopping.how, left);
  }

  /** A stop that can wait no longer says what it leaves. */
  #leave(how: StopHow, left: string): void {
    this.isOver = true;
    const asked = how === 'flatten' ? 'without orders and positions' : 'without orders';
    this.#note(UNFINISHED, `the session was told to end ${asked}, but it ended with ${left}, which stay as they are`);
    this.#commit();
  }
}
