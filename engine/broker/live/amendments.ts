import type { RejectReason } from '../../model/order.ts';
import type { VenueOrder } from '../broker.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';
import type { Outgoing } from './lanes.ts';
import { isSame, type Terms } from './order-life.ts';
import type { Change, VenueFault } from './venue.ts';

/** A change of an order's terms, and how far it has come. */
interface Amendment {
  readonly change: Change;
  /** It does not leave later. */
  readonly until: number;
  state: 'waiting' | 'sent' | 'taken' | 'unknown';
  attempts: number;
}

/** The changes of one order: one at a time, each of them answered once. */
export class Amendments {
  readonly #about: Conversation;
  readonly #counter: Counter;
  readonly #queue: Amendment[] = [];
  #request: Outgoing<void> | undefined;
  #stop: (() => void) | undefined;

  constructor(about: Conversation, counter: Counter) {
    this.#about = about;
    this.#counter = counter;
  }

  add(change: Change, until: number): void {
    this.#queue.push({ change, until, state: 'waiting', attempts: 0 });
    this.next();
  }

  /** One that was sent before we came: what it came to is not known. */
  remember(change: Change): void {
    this.#queue.push({ change, until: Number.NEGATIVE_INFINITY, state: 'unknown', attempts: 0 });
  }

  get isInDoubt(): boolean {
    const state = this.#queue[0]?.state;
    return state === 'taken' || state === 'unknown';
  }

  /** Whether the terms at the venue may be others than those we know. */
  get isUnknown(): boolean {
    return this.#queue[0]?.state === 'unknown';
  }

  /** The terms that were asked for and may be the order's; undefined where nothing was. */
  get asked(): Partial<Terms> | undefined {
    const [first] = this.#queue;
    if (first === undefined || first.state === 'waiting') return undefined;
    return Object.fromEntries(Object.entries(first.change).filter(([, value]) => value !== undefined));
  }

  get isBusy(): boolean {
    return this.#queue.length > 0;
  }

  /** Sends the oldest, if it can be sent now. */
  next(): void {
    const [first] = this.#queue;
    if (first?.state !== 'waiting' || this.#request !== undefined || this.#stop !== undefined || !this.#about.isAmendable) return;
    const { venue, lanes } = this.#counter;
    const adds = addsExposure(first.change, this.#about.at);
    this.#request = {
      lane: adds ? 'submit' : 'reduce',
      kind: 'amend',
      until: first.until,
      withhold: () => this.#counter.refusalOf(this.#about, adds),
      run: () => {
        first.state = 'sent';
        return venue.amend(this.#about.clientId, this.#about.request, this.#about.life.instrument, first.change);
      },
      onAnswer: () => this.#take(first),
      onFault: (fault) => this.#fail(first, fault),
      onWithheld: (reason) => this.#refuse(reason),
    };
    lanes.add(this.#request);
  }

  /** The order stands at other terms now: that is the answer. */
  done(): void {
    const [first] = this.#queue;
    if (first !== undefined && first.state !== 'waiting') this.#shift();
  }

  /** The order as it was found some time after the change. */
  judge(found: VenueOrder, isEvidence: boolean): void {
    const [first] = this.#queue;
    if (first === undefined || !this.isInDoubt) return;
    if (matches(first.change, found)) {
      this.#about.changed(this.#about.termsOf(found));
      this.done();
    } else if (isEvidence) this.#refuse('venue');
  }

  /** The order is over: none of them will be. */
  clear(): void {
    this.stop();
    if (this.#request !== undefined) this.#counter.lanes.remove(this.#request);
    while (this.#queue.length > 0) this.#refuse('venue');
  }

  /** None of them is tried again by itself. */
  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #take(amendment: Amendment): void {
    if (this.#queue[0] !== amendment) return;
    this.#request = undefined;
    amendment.state = 'taken';
    this.#about.inquiry.begin(this.#counter.options.silence);
  }

  #fail(amendment: Amendment, fault: VenueFault): void {
    if (this.#queue[0] !== amendment) return;
    this.#request = undefined;
    switch (fault.kind) {
      case 'refused':
        this.#counter.note('refused', `a change of order ${this.#about.life.id}: ${fault.message}`);
        this.#refuse('venue');
        return;
      case 'auth':
        this.#refuse('venue');
        this.#counter.stop(fault.message);
        return;
      case 'busy':
      case 'not-sent':
      case 'clock':
        this.#again(amendment, fault);
        return;
      case 'not-found':
      case 'duplicate':
      case 'unknown':
        amendment.state = 'unknown';
        this.#about.doubt();
    }
  }

  #again(amendment: Amendment, fault: VenueFault): void {
    amendment.state = 'waiting';
    if (fault.kind === 'clock') {
      this.#counter.checkClock();
      if (amendment.attempts > 1) {
        this.#refuse('clock-skew');
        return;
      }
    }
    amendment.attempts++;
    this.#stop = this.#counter.wall.after(RETRY, () => {
      this.#stop = undefined;
      this.next();
    });
  }

  #refuse(reason: RejectReason): void {
    this.#shift();
    this.#about.refuseChange(reason);
  }

  #shift(): void {
    this.#request = undefined;
    this.#queue.shift();
  }
}

/** Milliseconds before a request that never left is tried again. */
const RETRY = 250;

/** Whether a change asks for more than the venue has now, or at another price. */
const addsExposure = (change: Change, at: Terms): boolean =>
  !(change.qty !== undefined && change.qty <= at.qty) || change.price !== undefined || change.trigger !== undefined;

/** Whether an order stands at what a change asked for. */
const matches = (change: Change, { qty, price, trigger }: VenueOrder): boolean =>
  (change.qty === undefined || isSame(change.qty, qty)) &&
  (change.price === undefined || isSame(change.price, price)) &&
  (change.trigger === undefined || isSame(change.trigger, trigger));
