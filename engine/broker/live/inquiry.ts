import type { VenueOrder } from '../broker.ts';
import type { Conversation } from './conversation.ts';
import type { Counter } from './counter.ts';

/** Asks what became of an order until nothing about it is in doubt; that a venue knows no such order counts only after a while. */
export class Inquiry {
  readonly #about: Conversation;
  readonly #counter: Counter;
  #stop: (() => void) | undefined;
  #isAsking = false;
  #tries = 0;
  /** How often the venue has answered, how often in a row that it was not there, and since when something is in doubt. */
  #answers = 0;
  #missing = 0;
  #since = Number.NaN;

  constructor(about: Conversation, counter: Counter) {
    this.#about = about;
    this.#counter = counter;
  }

  /** Something is in doubt from now on: asked about after the first wait, or after `ms`. */
  begin(ms?: number): void {
    this.#tries = this.#answers = this.#missing = 0;
    this.#since = this.#counter.wall.now();
    if (!this.#isAsking) this.#wait(ms);
  }

  /** For how long something has been in doubt. */
  get age(): number {
    return this.#counter.wall.now() - this.#since;
  }

  /** Whether the venue has been asked often enough, over a time that is long enough, for its answer to be believed. */
  isEvidence(times = 1): boolean {
    const { notFoundTries, notFoundHorizon } = this.#counter.options;
    return this.#answers >= notFoundTries && this.age >= notFoundHorizon * times;
  }

  end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #wait(ms?: number): void {
    const { inquiries } = this.#counter.options;
    this.#stop?.();
    this.#stop = this.#counter.wall.after(ms ?? inquiries[Math.min(this.#tries, inquiries.length - 1)]!, () => this.#ask());
  }

  #ask(): void {
    this.#stop = undefined;
    if (!this.#about.isInDoubt) return;
    this.#isAsking = true;
    this.#tries++;
    const { venue, lanes, options } = this.#counter;
    const { life, clientId } = this.#about;
    const askedAt = this.#counter.wall.now();
    // Before its absence is believed, a second witness is heard.
    const scans = !venue.supports.findsById || life.executions.owed > 0 || this.#missing >= options.notFoundTries - 1;
    const request = { lane: 'inquire', until: Number.POSITIVE_INFINITY, onFault: () => this.#next() } as const;
    if (scans) {
      lanes.add({
        ...request,
        kind: 'snapshot',
        run: () => venue.snapshot(this.#about.since),
        onAnswer: (account) => {
          this.#counter.hearing.account(account);
          this.#answer(
            account.orders.find((order) => order.clientId === clientId),
            askedAt,
            true,
          );
        },
      });
    } else {
      lanes.add({
        ...request,
        kind: 'find',
        run: () => venue.find(clientId, life.instrument),
        onAnswer: (order) => {
          if (order !== undefined) this.#counter.hearing.order(order);
          this.#answer(order, askedAt, false);
        },
      });
    }
  }

  #answer(found: VenueOrder | undefined, askedAt: number, withFills: boolean): void {
    // What was asked before the doubt arose says nothing of it.
    const counts = askedAt >= this.#since;
    if (counts) this.#answers++;
    if (counts) this.#missing = found === undefined ? this.#missing + 1 : 0;
    if (counts) this.#about.judge(found, withFills);
    this.#next();
  }

  #next(): void {
    this.#isAsking = false;
    if (this.#about.isInDoubt && this.#stop === undefined) this.#wait();
  }
}
