import type { Certainty } from '../../model/fill.ts';
import type { Millis } from '../../model/time.ts';
import type { BrokerEvent } from '../broker.ts';
import type { Book } from './book.ts';
import type { LinkedOrders } from './exits.ts';
import type { Resting } from './resting.ts';

/** What matching asks of the simulated venue: the orders that wait, the time, and where events go. */
export interface Venue extends LinkedOrders {
  readonly waiting: Book;
  readonly now: number;
  emit(event: BrokerEvent): void;
  /** The market has reached one of the venue's own stops. */
  call(order: Resting, price: number, certainty: Certainty, barTs: Millis): void;
  /** Ends an order whose time is over. */
  expire(order: Resting): void;
  /** Takes an order that is over out of the book. */
  drop(order: Resting): void;
}
