import type { OrderId } from '../../model/order.ts';
import type { VenueFill, VenueOrder } from '../broker.ts';
import type { ClientIds } from './client-ids.ts';
import type { Conversation } from './conversation.ts';

/** The orders of a session that the venue and we talk about; those that have been over for long are forgotten. */
export class Register {
  /** Those that are not over, or are open at the venue all the same. */
  readonly live = new Set<Conversation>();
  readonly #ids: ClientIds;
  readonly #byId = new Map<OrderId, Conversation>();
  /** Which order a venue's own id belongs to. */
  readonly #byVenueId = new Map<string, OrderId>();
  /** Those that are over, oldest first. */
  readonly #over: Conversation[] = [];

  constructor(ids: ClientIds) {
    this.#ids = ids;
  }

  get(id: OrderId): Conversation | undefined {
    return this.#byId.get(id);
  }

  add(about: Conversation): void {
    this.#byId.set(about.life.id, about);
    this.live.add(about);
  }

  end(about: Conversation): void {
    this.live.delete(about);
    this.#over.push(about);
  }

  /** The order of this session that a fill is of; 0 where it is of none that is known. */
  idOf({ clientId, venueId }: VenueFill): OrderId {
    return this.#ids.read(clientId).id || (this.#byVenueId.get(venueId) ?? 0);
  }

  /** By which id of its own the venue calls an order. */
  learn({ clientId, venueId }: VenueOrder): void {
    const { id } = this.#ids.read(clientId);
    if (id === 0 || venueId === '') return;
    this.#byVenueId.set(venueId, id);
    const about = this.#byId.get(id);
    if (about !== undefined) about.venueIds.add(venueId);
  }

  /** Forgets those that were over before `ts`. */
  forget(ts: number): void {
    while (this.#over[0] !== undefined && this.#over[0].closedAt < ts) {
      const about = this.#over.shift()!;
      if (this.live.has(about)) continue;
      this.#byId.delete(about.life.id);
      for (const venueId of about.venueIds) this.#byVenueId.delete(venueId);
    }
  }

  /** Nothing of them goes on by itself. */
  close(): void {
    for (const about of this.#byId.values()) about.stop();
  }
}
