import type { AccountSnapshot, VenueOrder } from '../../engine/broker/broker.ts';
import type { Change, Venue, VenueNews, VenueRequest } from '../../engine/broker/live/venue.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { OrderRequest } from '../../engine/model/order.ts';
import type { Millis } from '../../engine/model/time.ts';

/** Told of every order as it leaves the process. */
export type Witness = (request: VenueRequest) => void;

/**
 * A venue as a process that may die sees it: what was sent before arrives all the same, but no answer and no news ever come, and
 * nothing is sent after.
 */
export class MortalVenue implements Venue {
  readonly name: string;
  readonly supports: Venue['supports'];
  readonly limits: Venue['limits'];
  readonly #venue: Venue;
  readonly #witness: Witness;
  #isDead = false;

  constructor(venue: Venue, witness: Witness) {
    this.#venue = venue;
    this.#witness = witness;
    this.name = venue.name;
    this.supports = venue.supports;
    this.limits = venue.limits;
  }

  /** The process dies, and its connections with it. */
  die(): void {
    this.#isDead = true;
    void this.#venue.close();
  }

  open(hear: (news: VenueNews) => void, signal: AbortSignal): Promise<void> {
    return this.#alive(() => this.#venue.open((news) => void (this.#isDead || hear(news)), signal));
  }

  close(): Promise<void> {
    return this.#alive(() => this.#venue.close());
  }

  place(request: VenueRequest): Promise<void> {
    if (!this.#isDead) this.#witness(request);
    return this.#alive(() => this.#venue.place(request));
  }

  amend(clientId: string, order: OrderRequest, instrument: Instrument, change: Change): Promise<void> {
    return this.#alive(() => this.#venue.amend(clientId, order, instrument, change));
  }

  cancel(clientId: string, order: OrderRequest, instrument: Instrument): Promise<void> {
    return this.#alive(() => this.#venue.cancel(clientId, order, instrument));
  }

  cancelAll(): Promise<void> {
    return this.#alive(() => this.#venue.cancelAll());
  }

  find(clientId: string, instrument: Instrument): Promise<VenueOrder | undefined> {
    return this.#alive(() => this.#venue.find(clientId, instrument));
  }

  snapshot(since: Millis): Promise<AccountSnapshot> {
    return this.#alive(() => this.#venue.snapshot(since));
  }

  time(): Promise<Millis> {
    return this.#alive(() => this.#venue.time());
  }

  #alive<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#isDead) return new Promise(() => {});
    return new Promise((resolve, reject) => {
      ask().then(
        (value) => this.#isDead || resolve(value),
        (error: unknown) => this.#isDead || reject(error),
      );
    });
  }
}
