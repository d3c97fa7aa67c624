import type { VenueOrder } from '../../broker.ts';

/** What is known of an order by our id. */
export interface Known {
  /** The exchange's id of it, once it is an order there. */
  readonly venueId: string | undefined;
  /** Whether it was placed with a trigger; undefined where that was before this process. */
  readonly waits: boolean | undefined;
}

/** How many orders are remembered. */
const MEMORY = 20_000;

/** Orders by our ids: what the exchange calls them, for those exchanges that are asked by their own ids alone. */
export class Placed {
  readonly #known = new Map<string, Known>();

  of(clientId: string): Known {
    return this.#known.get(clientId) ?? { venueId: undefined, waits: undefined };
  }

  begin(clientId: string, waits: boolean): void {
    this.#set(clientId, { venueId: undefined, waits });
  }

  note(clientId: string, venueId: string): void {
    this.#set(clientId, { ...this.of(clientId), venueId });
  }

  /** What an order says of itself; one that waits has no order's id yet. */
  learn({ clientId, venueId, type }: VenueOrder): void {
    if (clientId !== '' && (type === 'market' || type === 'limit')) this.note(clientId, venueId);
  }

  #set(clientId: string, known: Known): void {
    this.#known.set(clientId, known);
    if (this.#known.size > MEMORY) this.#known.delete(this.#known.keys().next().value!);
  }
}
