import type { Millis } from './time.ts';

/** 1, 2, 3 ... in the order in which the engine made them; 0 means none. */
export type OrderId = number;
export type Side = 'buy' | 'sell';
/**
 * `stop` waits until the market stands at its trigger or beyond and then is a market order, `stop-limit` a limit order at
 * its price; the `if-touched` kinds wait on the favourable side. `on-open` and `on-close` meet auctions. docs/fills.md has all rules.
 */
export type OrderType =
  | 'market'
  | 'limit'
  | 'stop'
  | 'stop-limit'
  | 'market-if-touched'
  | 'limit-if-touched'
  | 'trailing-stop'
  | 'trailing-stop-limit'
  | 'market-on-open'
  | 'limit-on-open'
  | 'market-on-close'
  | 'limit-on-close';
/** Until cancelled, for the day, until a time, at once or cancel the rest, at once in full or cancel. */
export type TimeInForce = 'gtc' | 'day' | 'gtd' | 'ioc' | 'fok';

/** What an author says of an order: kept with it and its fills, and shown in reports. */
export interface OrderWords {
  /** The author's own name for it. */
  readonly ref: string | undefined;
  /** What it is for: `stop-loss`, `take-profit`, or the author's word. */
  readonly tag: string | undefined;
  /** Why it was sent. */
  readonly reason: string | undefined;
  /** How sure they were, 0 to 1; NaN if unsaid. */
  readonly confidence: number;
}

/** How a trailing stop follows the market: by an amount, or by a share of the price. One of the two is given. */
export interface Trail {
  /** Price. */
  readonly amount: number | undefined;
  /** Fraction of the price. */
  readonly percent: number | undefined;
  /** The trail begins once the market has reached this price; at once without it. */
  readonly activation: number | undefined;
  /** How far a trailing stop-limit's limit lies beyond its level, price. */
  readonly offset: number | undefined;
}

/** What the engine asks a broker for. A field that does not apply is undefined, never missing: one shape for every order. */
export interface OrderRequest {
  readonly type: OrderType;
  /** Small integer of the instrument. */
  readonly instrument: number;
  /** Small integer of the strategy that asked. */
  readonly strategy: number;
  readonly side: Side;
  /** Units, positive. Undefined: sized at the fill, or taken from the parent's filled quantity. */
  readonly qty: number | undefined;
  /** Share of equity (or, of a reduce-only order, of the position) from which the quantity follows. */
  readonly fraction: number | undefined;
  /** The limit price. */
  readonly price: number | undefined;
  /** The stop price. */
  readonly trigger: number | undefined;
  /** Of the trailing types only. */
  readonly trail: Trail | undefined;
  /** Distance from the parent's average fill price as a signed fraction, for an exit whose level is not yet known. */
  readonly offset: number | undefined;
  readonly tif: TimeInForce;
  /** The last moment of a `gtd` order. */
  readonly expiresAt: Millis | undefined;
  /** The order whose fills release this one, in proportion; 0 for none. */
  readonly parent: OrderId;
  /** Orders of one group share a quantity: what one fills, the others lose; 0 for none. */
  readonly group: number;
  /** May only shrink the position. */
  readonly reduceOnly: boolean;
  /** A limit that would take when it arrives is cancelled. */
  readonly postOnly: boolean;
  /** How much of it a book shows at a time; undefined shows all. */
  readonly display: number | undefined;
  /** What the author said of it; undefined if nothing. */
  readonly words: OrderWords | undefined;
}

/** An order that is still being made. */
export type OrderDraft = { -readonly [K in keyof OrderRequest]: OrderRequest[K] };

/** Where an order stands. */
export type OrderStatus =
  | 'submitted'
  | 'accepted'
  | 'triggered'
  | 'partially-filled'
  | 'filled'
  | 'canceled'
  | 'rejected'
  | 'expired'
  | 'unknown';

/** Why a broker or the engine refused an order. */
export type RejectReason =
  | 'zero-quantity'
  | 'below-min-notional'
  | 'insufficient-cash'
  | 'insufficient-margin'
  | 'no-position'
  | 'no-fresh-price'
  | 'no-stop-to-size-by'
  | 'nothing-to-size-by'
  | 'bad-price'
  | 'bad-trail'
  | 'bad-expiry'
  | 'unsupported'
  | 'warm-up'
  | 'trading-halted'
  | 'strategy-failed'
  | 'max-order-qty'
  | 'max-order-notional'
  | 'max-position-qty'
  | 'max-position-notional'
  | 'max-asset-exposure'
  | 'max-sector-exposure'
  | 'max-strategy-exposure'
  | 'max-gross-exposure'
  | 'max-net-exposure'
  | 'max-correlated-exposure'
  | 'price-collar'
  | 'duplicate'
  | 'order-rate'
  | 'not-allowed'
  | 'side-not-allowed'
  | 'unsettled-cash'
  | 'no-borrow'
  | 'no-rate'
  | 'instrument-ended'
  | 'unknown-parent'
  | 'outcome-unknown'
  | 'too-old'
  | 'clock-skew'
  | 'venue';

/** Why an order that was accepted ended without (all of) its fills. */
export type CancelReason =
  | 'user'
  | 'instrument-ended'
  | 'linked-order-filled'
  | 'exit-filled'
  | 'auction-missed'
  | 'would-take'
  | 'parent-closed'
  | 'position-closed'
  | 'liquidated'
  | 'ioc-remainder'
  | 'fok-unfilled'
  | RejectReason;
