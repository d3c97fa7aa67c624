import type { Certainty } from '../../model/fill.ts';
import { millis } from '../../model/time.ts';
import type { Dealer } from './dealer.ts';
import type { Depth } from './depth.ts';
import { waitForMore } from './ends.ts';
import type { Resting } from './resting.ts';
import type { Venue } from './venue.ts';

/** An order that takes from a quote, level by level: each fill is booked before the next. */
export class Taking {
  readonly #venue: Venue;
  readonly #dealer: Dealer;
  readonly #depth: Depth;
  #order: Resting | undefined;
  /** What is so of the whole of it: the quote, what its price proves, the limit, whether it slips (once triggered, an order would not say). */
  #row = 0;
  #certainty: Certainty = 'exact';
  #limit: number | undefined;
  #slips = false;

  constructor(venue: Venue, dealer: Dealer, depth: Depth) {
    this.#venue = venue;
    this.#dealer = dealer;
    this.#depth = depth;
  }

  /** Takes the best level there is for an order; `goOn` takes the next. */
  begin(order: Resting, row: number, certainty: Certainty): void {
    const { manner, price } = order;
    this.#row = row;
    this.#certainty = certainty;
    this.#limit = manner === 'market' || manner === 'stop' || manner === 'market-if-touched' ? undefined : price;
    this.#slips = manner !== 'limit';
    if (!this.#take(order)) waitForMore(this.#venue, order);
  }

  /** Takes the next level, if an order is not done with the quote; false if none is. */
  goOn(): boolean {
    const order = this.#order;
    if (order === undefined) return false;
    this.#order = undefined;
    // What it has just filled may have ended it: its group, its position.
    if (!order.done && !this.#take(order)) waitForMore(this.#venue, order);
    return true;
  }

  #take(order: Resting): boolean {
    const { buys } = order;
    const { instrument } = order.order;
    const offer = this.#depth.offer(instrument, this.#row, buys, this.#limit, this.#slips);
    if (!this.#dealer.fill(order, offer.price, this.#row, 'taker', this.#certainty, undefined, millis(this.#venue.now), offer))
      return false;
    this.#depth.take(instrument, this.#row, buys, offer.price, this.#dealer.filled);
    if (!order.done && offer.total > offer.qty && order.leavesQty! > 0) this.#order = order;
    return true;
  }
}
