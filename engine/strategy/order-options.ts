import { ConfigError } from '../model/errors.ts';
import type { OrderId, OrderType, TimeInForce, Trail } from '../model/order.ts';
import type { Millis } from '../model/time.ts';

/** Where an attached exit stands: a share of the entry's average fill price away from it, or at a price; a stop may also trail. */
export type Exit = { readonly pct: number } | { readonly price: number } | { readonly trail: TrailOptions };

/** One of several profit targets: `portion` of what the entry has filled, all of it where none is given. */
export type Target = Exit & { readonly portion?: number };

/** How a stop follows the market: by an amount of price, or by a fraction of it. */
export interface TrailOptions {
  readonly amount?: number;
  readonly percent?: number;
  /** The trail begins once the market has reached this price. */
  readonly activation?: number;
  /** Makes it a trailing stop-limit, whose limit lies that far beyond the level. */
  readonly offset?: number;
}

/** How big an order is when no quantity is given: a share of the strategy's equity, or of its position. */
export type Size =
  | { readonly fraction: number; readonly at?: 'signal' | 'fill' }
  | { readonly portion: number; readonly at?: 'signal' | 'fill' };

/** The terms of an order. Without `limit`, `trigger`, `touched`, `trail` and `at` it is a market order; without `qty` and `size` the run's sizer decides. */
export interface OrderOptions {
  /** Units, positive; snapped toward zero to the instrument's step. */
  readonly qty?: number;
  readonly size?: Size;
  /** The limit price. */
  readonly limit?: number;
  /** The stop price: waits until the market stands there or beyond. */
  readonly trigger?: number;
  /** The price on the favourable side that must be touched first. */
  readonly touched?: number;
  readonly trail?: TrailOptions;
  /** Fills only in the opening or the closing auction of a session. */
  readonly at?: 'open' | 'close';
  /** A limit that would take when it arrives is cancelled instead. */
  readonly postOnly?: boolean;
  /** How much of a limit order a book may show at a time, above 0: so much of it stands in a queue. */
  readonly display?: number;
  /** Exits that begin with this order's first fill, cover what it has filled, and cancel each other. */
  readonly stopLoss?: Exit;
  readonly takeProfit?: Target | readonly Target[];
  readonly tif?: TimeInForce;
  /** The last moment of a `gtd` order; giving it makes the order `gtd`. */
  readonly expiresAt?: Millis | number;
  readonly reduceOnly?: boolean;
  /** Releases this order in proportion as that one fills, which is of the same instrument. */
  readonly parent?: OrderId;
  /** Orders that share a group share a quantity: what one fills, the others lose. */
  readonly oco?: number;
  /** The author's own name for the order. */
  readonly ref?: string;
  readonly tag?: string;
  /** Why, and how sure (0 to 1): kept with the order and shown in reports. */
  readonly reason?: string;
  readonly confidence?: number;
}

/** What may be said of an order that closes a position. */
export interface CloseOptions {
  /** How much of the position: 1 is all of it. */
  readonly portion?: number;
  readonly ref?: string;
  readonly tag?: string;
  readonly reason?: string;
  readonly confidence?: number;
}

/** The type that an order's terms make it. Throws a ConfigError for terms that exclude each other. */
export function typeOf({ limit, trigger, touched, trail, at, postOnly, display }: OrderOptions): OrderType {
  const given = Object.entries({ trigger, touched, trail, at }).filter(([, value]) => value !== undefined);
  if (given.length > 1)
    throw new ConfigError(`Expected one of trigger, touched, trail and at, but it was "${given.map(([name]) => name).join(', ')}"`);
  if (postOnly === true && (limit === undefined || given.length > 0))
    throw new ConfigError('Expected "postOnly" on a plain limit order, but it was on another');
  if (display !== undefined && !(display > 0))
    throw new ConfigError(`Expected "display" to be a quantity above 0, but it was "${display}"`);
  if (trail !== undefined) {
    if (limit !== undefined) throw new ConfigError('Expected the limit of a trailing stop as its offset, but it was "limit"');
    return trail.offset === undefined ? 'trailing-stop' : 'trailing-stop-limit';
  }
  if (trigger !== undefined) return limit === undefined ? 'stop' : 'stop-limit';
  if (touched !== undefined) return limit === undefined ? 'market-if-touched' : 'limit-if-touched';
  if (at !== undefined) return `${limit === undefined ? 'market' : 'limit'}-on-${at}`;
  return limit === undefined ? 'market' : 'limit';
}

/** A trail with every field named. */
export const trailOf = ({ amount, percent, activation, offset }: TrailOptions): Trail => ({ amount, percent, activation, offset });
