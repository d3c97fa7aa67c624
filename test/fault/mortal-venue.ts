import type { AccountSnapshot, VenueOrder } from '../../engine/broker/broker.ts';
import type { Change, Venue, VenueNews, VenueRequest } from '../../engine/broker/live/venue.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import type { OrderRequest } from '../../engine/model/order.ts';
import type { Millis } from '../../engine/model/time.ts';
import type { Wall } from '../../engine/model/wall.ts';

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
  readonly #wall: Wall;
  readonly #witness: Witness;
  /** When the requests of the last second left. */
  #recent: number[] = [];
  /** The most that left within a second. */
  busiest = 0;
  #isDead = false;

  constructor(venue: Venue, wall: Wall, witness: Witness) {
    this.#venue = venue;
    this.#wall = wall;
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
    return this.#alive(() => this.#venue.open((news) => void (this.#isDead || hear(news)), signal), 0);
  }

  close(): Promise<void> {
    return this.#alive(() => this.#venue.close(), 0);
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

  #alive<T>(ask: () => Promise<T>, counts = 1): Promise<T> {
    if (this.#isDead) return new Promise(() => {});
    const now = this.#wall.now();
    if (counts > 0) this.#recent = [...this.#recent.filter((ts) => ts > now - 1_000), now];
    this.busiest = Math.max(this.busiest, this.#recent.length);
    return new Promise((resolve, reject) => {
      ask().then(
        (value) => this.#isDead || resolve(value),
        (error: unknown) => this.#isDead || reject(error),
      );
    });
  }
}
