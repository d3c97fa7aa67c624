import type { AccountSnapshot } from '../broker/broker.ts';
import type { Millis } from '../model/time.ts';
import type { Counterparty } from './counterparty.ts';
import type { HumanOrder } from './order-of-events.ts';

/** Compares positions with the venue's now and then: what differs twice stops new exposure until it does no more. */
export class Comparison {
  /** When the venue is asked next; Infinity before it was met. */
  next = Number.POSITIVE_INFINITY;
  readonly #venue: Counterparty;
  readonly #wake: () => void;
  #snapshot: AccountSnapshot | undefined;
  #isDrifting = false;

  /** `wake` is called once the venue has answered. */
  constructor(venue: Counterparty, wake: () => void) {
    this.#venue = venue;
    this.#wake = wake;
  }

  /** The venue was met at `now`. */
  begin(now: Millis): void {
    this.next = now + this.#venue.every;
  }

  /** Judges what the venue has answered and asks again in time. Gives what is to be done about it; `tell` is told of each difference. */
  look(now: Millis, tell: (why: string) => void): HumanOrder | undefined {
    const order = this.#judge(tell);
    if (now >= this.next) this.#ask(now);
    return order;
  }

  #judge(tell: (why: string) => void): HumanOrder | undefined {
    const snapshot = this.#snapshot;
    if (snapshot === undefined) return undefined;
    this.#snapshot = undefined;
    const drifts = this.#venue.driftsIn(snapshot);
    for (const { why } of drifts) tell(why);
    if (drifts.length > 0 === this.#isDrifting) return undefined;
    this.#isDrifting = drifts.length > 0;
    return { kind: this.#isDrifting ? 'hold' : 'lift', who: 'drift', why: drifts[0]?.why ?? 'positions are the same again' };
  }

  #ask(now: Millis): void {
    const { broker, since, every } = this.#venue;
    this.next = now + every;
    const take = (taken: AccountSnapshot): void => {
      this.#snapshot = taken;
      this.#wake();
    };
    // A question that fails says nothing: it is asked again in its time.
    broker.snapshot(since).then(take, () => {});
  }
}
