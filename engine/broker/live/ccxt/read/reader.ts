import type { VenueFill, VenueOrder } from '../../../broker.ts';
import type { VenueNews } from '../../venue.ts';
import type { SaidOrder, SaidTrade } from '../exchange.ts';
import type { Markets } from '../markets.ts';

/** What an account has of each currency. */
export type Balances = readonly { readonly currency: string; readonly total: number }[];

/** What a message of a stream comes to. */
export interface Heard {
  readonly news: readonly VenueNews[];
  /** The streams are subscribed. */
  readonly isConfirmed?: boolean;
  /** Nothing comes any more, and why. */
  readonly over?: string;
}

/** Reads what an exchange says of orders and fills; it remembers which client id stands behind an id of the exchange's. */
export interface Reader {
  /**
   * An order that was asked for; undefined for one that is another order's concern by now. `asOf` is a time before which it was not
   * read, for exchanges that do not say when an order has changed. Throws a DataError.
   */
  order(said: SaidOrder, markets: Markets, asOf: number): VenueOrder | undefined;
  /** The exchange's name of the order that has come of one that waited; undefined where none has. */
  successor(said: SaidOrder): string | undefined;
  /** An execution that was asked for. Throws a DataError. */
  fill(said: SaidTrade, markets: Markets): VenueFill;
  /** What an account has of each currency, where ccxt's total is something else. */
  balances?(info: unknown): Balances | undefined;
  /** A message of a stream. Throws a DataError. */
  hear(message: unknown, markets: Markets): Heard;
}
