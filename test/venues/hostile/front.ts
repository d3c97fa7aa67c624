import { VenueFault, type VenueNews } from '../../../engine/broker/live/venue.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import type { Exchange, Treatment } from './exchange.ts';
import type { Errand, Fate, Schedule, Trouble, Turn } from './schedule.ts';

/** What comes back to the sender of a request. A silent one never does. */
export type Answer<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'fault'; readonly fault: VenueFault }
  /** The connection broke after sending. */
  | { readonly kind: 'dropped' }
  /** There was no connection. */
  | { readonly kind: 'unreachable' };

/** One who listens to the streams. */
export interface Ear {
  readonly hear: (news: VenueNews) => void;
  /** When the last message that keeps its place was delivered. */
  last: number;
  /** Open, or open as far as the listener can tell. */
  state: 'open' | 'silent' | 'closed';
  stop: () => void;
}

const HEARTBEAT = 1_000;

/** What stands between us and an exchange: a network, and servers that do as the schedule says. */
export class Front {
  readonly exchange: Exchange;
  readonly schedule: Schedule;
  readonly #wall: Wall;
  readonly #ears = new Set<Ear>();
  /** Client ids whose acceptance is told later than it is due, and until when. */
  readonly #held = new Map<string, number>();
  /** Call off what the venue would still do of its own. */
  readonly pending: (() => void)[] = [];
  /** Told when nothing answers any more, and when something does again. */
  onDown: (isDown: boolean) => void = () => {};
  #isFallen = false;
  /** Nothing answers before. */
  #downUntil = Number.NEGATIVE_INFINITY;

  constructor(exchange: Exchange, schedule: Schedule, wall: Wall) {
    this.exchange = exchange;
    this.schedule = schedule;
    this.#wall = wall;
    exchange.tell = (news) => this.#tell(news);
    for (const turn of schedule.turns) this.pending.push(wall.after(turn.ts - wall.now(), () => this.take(turn)));
  }

  get isDown(): boolean {
    return this.#wall.now() < this.#downUntil;
  }

  /** Hands a request to the exchange, and its answer back, as far as the schedule lets them. */
  ask<T>(errand: Errand, name: string, act: (treatment: Treatment) => T): Promise<Answer<T>> {
    const fate = this.schedule.fate(errand, name, this.#wall.now());
    return new Promise((resolve) => {
      const answer = (what: Answer<T>, ms: number): void => void this.#wall.after(ms, () => resolve(what));
      if (fate.trouble === 'not-sent') answer({ kind: 'unreachable' }, fate.back);
      else this.#wall.after(fate.there, () => this.#arrive(fate, name, act, answer));
      // The sender has given up long before it arrives.
      if (fate.trouble === 'ghost') answer({ kind: 'dropped' }, fate.back);
    });
  }

  /** Opens the streams for a listener. */
  listen(hear: (news: VenueNews) => void): Ear {
    const ear: Ear = { hear, last: this.#wall.now(), state: 'open', stop: () => {} };
    this.#ears.add(ear);
    const beat = (): void => {
      ear.stop = this.#wall.after(HEARTBEAT, beat);
      if (ear.state === 'open') ear.hear({ kind: 'heard', stream: 'orders' });
    };
    ear.stop = this.#wall.after(HEARTBEAT, beat);
    return ear;
  }

  /** Closes the streams of a listener, who is told why if it was not they who did it. */
  hangUp(ear: Ear, why?: string): void {
    const heard = ear.state === 'open';
    ear.state = 'closed';
    ear.stop();
    this.#ears.delete(ear);
    if (why !== undefined && heard) ear.hear({ kind: 'down', why });
  }

  /** Nothing happens by itself any more. */
  close(): void {
    for (const off of this.pending) off();
    for (const ear of this.#ears) this.hangUp(ear);
  }

  #arrive<T>(fate: Fate, name: string, act: (treatment: Treatment) => T, answer: (what: Answer<T>, ms: number) => void): void {
    const { trouble, back } = fate;
    const before = this.#stop(trouble);
    const what = before ?? this.#after(trouble, this.#do(trouble, name, act));
    if (what !== 'never' && trouble !== 'ghost') answer(what, trouble === 'fill-first' ? back + 400 : back);
  }

  /** What a request that is not carried out is answered; undefined for one that is. */
  #stop(trouble: Trouble | undefined): Exclude<Answer<never>, { kind: 'value' }> | 'never' | undefined {
    const fault = (...args: ConstructorParameters<typeof VenueFault>) => ({ kind: 'fault', fault: new VenueFault(...args) }) as const;
    if (this.isDown) return this.schedule.size(0, 1) === 0 ? fault('unknown', 'answered 502') : { kind: 'unreachable' };
    switch (trouble) {
      case 'lost':
        return { kind: 'dropped' };
      case 'hung-before':
        return 'never';
      case 'broken-before':
        return fault('unknown', 'answered 503');
      case 'busy':
        return fault('busy', 'too many requests', { retryAfter: this.schedule.size(100, 3_000) });
      case 'refused':
        return fault('refused', 'not now');
      case 'clock':
        return fault('clock', 'the time of the request is off');
      default:
        return undefined;
    }
  }

  #do<T>(trouble: Trouble | undefined, name: string, act: (treatment: Treatment) => T): Answer<T> {
    if (trouble === 'fill-first') this.#held.set(name, this.#wall.now() + this.schedule.size(100, 800));
    if (trouble === 'twice') this.#wall.after(1, () => perform(() => act({})));
    const rejectedAfter = trouble === 'rejected-later' ? this.schedule.size(20, 500) : undefined;
    return perform(() => act({ rejectedAfter, halved: trouble === 'halved' }));
  }

  /** What of the answer is left. */
  #after<T>(trouble: Trouble | undefined, answer: Answer<T>): Answer<T> | 'never' {
    switch (trouble) {
      case 'hung-after':
        return 'never';
      case 'unanswered':
        return { kind: 'dropped' };
      case 'broken-after':
        return { kind: 'fault', fault: new VenueFault('unknown', 'answered 504') };
      case 'lie':
        return { kind: 'value', value: undefined as T };
      default:
        return answer;
    }
  }

  /** The streams say something, each listener in their own time. */
  #tell(news: VenueNews): void {
    for (const ear of this.#ears) this.#send(ear, news);
  }

  #send(ear: Ear, news: VenueNews): void {
    const now = this.#wall.now();
    const { mishap, delay } = this.schedule.message(nameOf(news), now);
    if (mishap === 'dropped') return;
    const held = news.kind === 'order' ? (this.#held.get(news.order.clientId) ?? 0) : 0;
    const due = Math.max(now + delay, held);
    const keepsPlace = mishap !== 'delayed' && held <= now;
    const at = keepsPlace ? Math.max(due, ear.last) : due;
    if (keepsPlace) ear.last = at;
    const deliver = (): void => void (ear.state === 'open' && ear.hear(news));
    this.#wall.after(at - now, deliver);
    if (mishap === 'doubled') this.#wall.after(at - now + this.schedule.size(1, 1_500), deliver);
  }

  /** The venue does something of its own. */
  take(turn: Turn): void {
    const now = this.#wall.now();
    const say = (text: string): void => this.schedule.note(now, text);
    switch (turn.kind) {
      case 'skews':
        say(`the clock of the venue is off by ${turn.by} ms for ${turn.ms} ms`);
        this.#skew(turn.by);
        this.pending.push(this.#wall.after(turn.ms, () => this.#skew(-turn.by)));
        return;
      case 'falls-silent':
        say('the streams fall silent');
        for (const ear of this.#ears) ear.state = 'silent';
        return;
      case 'forgets':
        say('the streams are closed');
        for (const ear of this.#ears) this.hangUp(ear, 'the session has expired');
        return;
      case 'restarts':
        say(`the venue restarts, for ${turn.ms} ms, ${turn.keeps ? 'with' : 'without'} its orders`);
        this.#downUntil = Math.max(this.#downUntil, now + turn.ms);
        for (const ear of this.#ears) this.hangUp(ear, 'the server restarts');
        if (!turn.keeps) this.exchange.clear();
        if (!this.#isFallen) this.onDown(true);
        this.#isFallen = true;
        this.pending.push(this.#wall.after(turn.ms, () => this.#comeBack()));
    }
  }

  /** A restart is over, if no other one goes on. */
  #comeBack(): void {
    if (this.isDown || !this.#isFallen) return;
    this.#isFallen = false;
    this.onDown(false);
  }

  #skew(by: number): void {
    this.exchange.skew += by;
  }
}

/** What an exchange makes of a request. */
function perform<T>(act: () => T): Answer<T> {
  try {
    return { kind: 'value', value: act() };
  } catch (error) {
    if (error instanceof VenueFault) return { kind: 'fault', fault: error };
    throw error;
  }
}

function nameOf(news: VenueNews): string {
  if (news.kind === 'order') return `${news.order.clientId} ${news.order.status} ${news.order.filledQty}`;
  return news.kind === 'fill' ? `${news.fill.clientId} fill ${news.fill.execId}` : news.kind;
}
