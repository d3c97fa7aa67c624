import type { Blotter } from '../broker/blotter.ts';
import type { RoundTrips } from '../portfolio/round-trips.ts';

/** The round trips of an account as they come to an end; one whose exit order goes on has not. */
export class FinishedTrips {
  readonly #trips: RoundTrips;
  readonly #blotter: Blotter;
  #seen = 0;

  constructor(trips: RoundTrips, blotter: Blotter) {
    this.#trips = trips;
    this.#blotter = blotter;
  }

  /** Calls `visit` with what each made that has ended since the last call, net of fees. */
  each(visit: (pnl: number) => void): void {
    for (; this.#seen < this.#trips.length; this.#seen++) {
      const { exitOrder, pnl } = this.#trips.read(this.#seen);
      if (this.#blotter.isOpen(exitOrder)) return;
      visit(pnl);
    }
  }

  /** The first that has not been told of. */
  get first(): number {
    return this.#seen;
  }

  restore(first: number): void {
    this.#seen = first;
  }
}
