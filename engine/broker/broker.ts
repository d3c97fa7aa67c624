import type { Certainty, Fill, Liquidity } from '../model/fill.ts';
import type { CancelReason, OrderId, OrderRequest, OrderStatus, OrderType, RejectReason, Side, TimeInForce } from '../model/order.ts';
import type { Payment } from '../model/payment.ts';
import type { Series } from '../model/series.ts';
import type { Millis } from '../model/time.ts';

/** What the engine tells a broker. */
export type Command =
  | { readonly kind: 'submit'; readonly ts: Millis; readonly id: OrderId; readonly order: OrderRequest }
  | {
      readonly kind: 'replace';
      readonly ts: Millis;
      readonly id: OrderId;
      readonly qty: number | undefined;
      readonly price: number | undefined;
      readonly trigger: number | undefined;
    }
  | { readonly kind: 'cancel'; readonly ts: Millis; readonly id: OrderId };

/** What a broker tells the engine of an order. A field of `replaced` and `released` holds the order's terms as they now are. */
export type OrderEvent =
  | { readonly kind: 'accepted'; readonly ts: Millis; readonly id: OrderId }
  | { readonly kind: 'rejected'; readonly ts: Millis; readonly id: OrderId; readonly reason: RejectReason }
  | {
      readonly kind: 'released';
      readonly ts: Millis;
      readonly id: OrderId;
      readonly qty: number;
      readonly price: number | undefined;
      readonly trigger: number | undefined;
    }
  | { readonly kind: 'triggered'; readonly ts: Millis; readonly id: OrderId }
  | {
      readonly kind: 'replaced';
      readonly ts: Millis;
      readonly id: OrderId;
      readonly qty: number;
      readonly price: number | undefined;
      readonly trigger: number | undefined;
    }
  | { readonly kind: 'replace-rejected'; readonly ts: Millis; readonly id: OrderId; readonly reason: RejectReason }
  | {
      readonly kind: 'filled';
      readonly ts: Millis;
      readonly id: OrderId;
      readonly fill: Fill;
      readonly leavesQty: number;
      /** The venue's own name of it, by which it is known when it is told again; a simulator's have none. */
      readonly execId?: string;
    }
  | { readonly kind: 'canceled'; readonly ts: Millis; readonly id: OrderId; readonly reason: CancelReason }
  | { readonly kind: 'cancel-rejected'; readonly ts: Millis; readonly id: OrderId }
  | { readonly kind: 'expired'; readonly ts: Millis; readonly id: OrderId }
  | { readonly kind: 'unknown-outcome'; readonly ts: Millis; readonly id: OrderId };

/** Where a venue closes a position by itself. */
export interface Call {
  readonly price: number;
  readonly certainty: Certainty;
  /** The close of the bar in which it happened. */
  readonly barTs: Millis;
}

/** What a broker tells the engine of the account, though nothing was traded. */
export type AccountEvent =
  | {
      readonly kind: 'paid';
      readonly ts: Millis;
      readonly id: 0;
      readonly payment: Payment;
      /** The venue's own name of it, by which it is known when it is told again. */
      readonly execId?: string;
    }
  /** Units of an instrument have become `ratio` times as many, each worth so much less. */
  | { readonly kind: 'split'; readonly ts: Millis; readonly id: 0; readonly instrument: number; readonly ratio: number }
  /** An instrument has ended: what is held of it is dealt at `price`. */
  | {
      readonly kind: 'ended';
      readonly ts: Millis;
      readonly id: 0;
      readonly instrument: number;
      readonly price: number;
      readonly why: 'expiry' | 'delisting';
    }
  /**
   * Units came or went otherwise than by an order that could still fill: a fee taken in kind, another's order, a difference found
   * by reconciling. It is booked as a fill; `fill.orderId` is 0 where no order of ours is behind it.
   */
  | {
      readonly kind: 'adjusted';
      readonly ts: Millis;
      readonly id: 0;
      readonly fill: Fill;
      readonly execId: string;
      readonly why: string;
    }
  /** The market has reached the price at which a position can no longer be carried: the venue closes this share of it there. */
  | ({ readonly kind: 'called'; readonly ts: Millis; readonly id: 0; readonly instrument: number; readonly part: number } & Call);

/** What a broker tells the engine. */
export type BrokerEvent =
  | OrderEvent
  | AccountEvent
  | { readonly kind: 'connection'; readonly ts: Millis; readonly id: 0; readonly up: boolean };

/** What a broker can do; the engine refuses the rest before it is sent. */
export interface Capabilities {
  readonly types: ReadonlySet<OrderType>;
  readonly tifs: ReadonlySet<TimeInForce>;
  /** Whether exits attached to an order live at the venue (`native`) or with us (`emulated`: they die with us). */
  readonly contingent: 'native' | 'emulated';
}

/** Where orders go. Commands in, events out; nothing awaits. */
export interface Broker {
  readonly name: string;
  readonly supports: Capabilities;
  /** Takes a command. Never throws for a market reason: a refusal comes back as an event. */
  send(command: Command): void;
  /** What happened, oldest first; undefined when there is nothing new. */
  poll(): BrokerEvent | undefined;
}

/** The moment of a series that orders meet: a bar's open (only its open price is known), or a finished row. */
export type MarketMoment = 'open' | 'close';

/** The orders that wait; the merge raises a bar's open only where it means something to one of them. */
export interface Waiting {
  /** Instruments on which an order waits; only the first `count` count. */
  readonly instruments: Int32Array;
  readonly count: number;
  stirs(instrument: number, open: number): boolean;
}

/** Fills against market data it is shown: backtest, and paper trading on a live feed. */
export interface SimulatedBroker extends Broker {
  readonly waiting: Waiting;
  /** The run begins at `ts`. */
  start(ts: Millis): void;
  /** The next moment at which an order expires; Infinity when none does. */
  readonly nextExpiry: number;
  /**
   * Shows `count` series that reached the same moment, in the order of events. Orders meet them one by one as `poll` is
   * called, so that each fill is booked before the next order is sized or checked.
   */
  onMarket(moved: readonly Series[], count: number, moment: MarketMoment, ts: Millis): void;
  /**
   * Does what is due at `ts`: orders expire, payments are made. What changes the terms on which an instrument trades waits
   * until nothing else happens at that moment (`quiet`), so that it comes after commands and before opens.
   */
  onTime(ts: Millis, quiet: boolean): void;
  /**
   * Fills orders that close what can no longer be carried, at the newest prices or where the market called it. The account's own
   * orders end first: all of them, or those of an isolated instrument.
   */
  liquidate(closing: readonly (readonly [id: OrderId, order: OrderRequest])[], ts: Millis, at?: Call): void;
  /** Prices were shown: the venue's own stops stand where they put them, as if they had been there before what comes next. */
  follow(): void;
  /** Fills orders that close what is held of an instrument that has ended, at its last price and without costs. */
  settle(closing: readonly (readonly [id: OrderId, order: OrderRequest])[], price: number, ts: Millis): void;
  /** Orders of which something is on its way to it, or from it to us. */
  underWay(): Iterable<OrderId>;
  /** All it knows, as a plain value, once it is polled out. */
  save(): unknown;
  /** Goes on where another one of the same terms was, shown the same rows. */
  restore(saved: unknown): void;
}

/** On the other side of a network. Async only at its edges: what happens there comes out of `poll`. */
export interface LiveBroker extends Broker {
  /**
   * Opens the streams, then takes a snapshot of the account; fills are those since `since`. `wake` is called whenever `poll` has
   * something new. Rejects with a VenueError.
   */
  connect(wake: () => void, signal: AbortSignal, since: Millis): Promise<AccountSnapshot>;
  /** The account as the venue has it now, asked for anew: what is reconciled against now and then. */
  snapshot(since: Millis): Promise<AccountSnapshot>;
  /** Asks what became of commands whose answer is not known, by client id: the answers come as events, never a second order. */
  inquire(commands: readonly Command[]): void;
  /**
   * Says what the session knows before it goes on: its orders, what each strategy holds, and the execIds it has booked. What
   * streams said of them since `connect` comes out of `poll` from here on.
   */
  recall(known: KnownOrders): void;
  /**
   * From now on nothing leaves but cancels, and with `letExits` reduce-only orders: the rest is refused, also what waits to be
   * sent. At once, and until `release`.
   */
  halt(why: string, letExits?: boolean): void;
  release(): void;
  /** Cancels every order of the account, whoever sent it: the last means of a person. Resolves when none is open. */
  cancelAll(): Promise<void>;
  close(): Promise<void>;
  health(): Health;
}

/** What a session knows of its orders when it connects: what its blotter and its account say. */
export interface KnownOrders {
  /** Orders are numbered from 1 to this. */
  readonly length: number;
  /** The request of an order that can still fill; undefined once it is closed. */
  request(id: OrderId): OrderRequest | undefined;
  state(id: OrderId): {
    readonly instrument: number;
    readonly strategy: number;
    readonly side: Side;
    readonly type: OrderType;
    readonly tif: TimeInForce;
    readonly status: OrderStatus;
    readonly qty: number;
    readonly price: number;
    readonly trigger: number;
    readonly filledQty: number;
    readonly avgPrice: number;
  };
  /** Signed units one strategy holds of an instrument. */
  qtyOf(strategy: number, instrument: number): number;
  readonly execIds: ExecIds;
}

/** The names of executions that were booked. */
export interface ExecIds {
  has(execId: string): boolean;
  keys(): Iterable<string>;
}

/** An order as a venue has it. */
export interface VenueOrder {
  /** The engine's number of it; 0 for an order that is not of this session. */
  readonly id: OrderId;
  readonly clientId: string;
  readonly venueId: string;
  /** The instrument's id. */
  readonly instrument: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly qty: number;
  readonly filledQty: number;
  /** NaN where nothing is filled. */
  readonly avgPrice: number;
  readonly price: number | undefined;
  readonly trigger: number | undefined;
  readonly reduceOnly: boolean;
  readonly status: 'open' | 'filled' | 'canceled' | 'rejected' | 'expired';
  /** When it last changed. */
  readonly ts: Millis;
}

/** One execution as a venue has it. */
export interface VenueFill {
  /** The venue's own name of it, by which one that is told twice is known: unique over all instruments of the venue. */
  readonly execId: string;
  /** The engine's number of the order; 0 for an order that is not of this session. */
  readonly id: OrderId;
  readonly clientId: string;
  readonly venueId: string;
  readonly instrument: string;
  readonly side: Side;
  readonly qty: number;
  readonly price: number;
  /** Positive is paid; NaN where the venue does not say. */
  readonly fee: number;
  /** The instrument's id where it was taken in units of what was traded. */
  readonly feeCurrency: string;
  readonly liquidity: Liquidity;
  readonly ts: Millis;
}

/** Money that a venue gave or took for what is held, as it has it. */
export interface VenuePayment {
  /** The venue's own name of it: unique over all payments and executions. */
  readonly execId: string;
  readonly kind: 'funding';
  readonly instrument: string;
  /** Positive is income. */
  readonly amount: number;
  readonly currency: string;
  readonly ts: Millis;
}

/** What a venue says an account holds, to reconcile with. */
export interface AccountSnapshot {
  readonly ts: Millis;
  /** The account's id at the venue. */
  readonly account: string;
  readonly balances: readonly { readonly currency: string; readonly total: number }[];
  /** Signed quantities; instruments that are not held may be absent. */
  readonly positions: readonly { readonly instrument: string; readonly qty: number; readonly avgPrice: number }[];
  /** All that are open, and those of this session that ended not long ago. */
  readonly orders: readonly VenueOrder[];
  readonly fills: readonly VenueFill[];
  /** Those since the same time, of venues that say so; where they do not, they show as differences of money. */
  readonly payments?: readonly VenuePayment[];
}

/** Whether a connection is up, and when each stream last spoke. */
export interface Health {
  readonly up: boolean;
  /** Why it is not up, or what is the matter though it is; empty when all is well. */
  readonly why: string;
  readonly lastSeen: Readonly<Record<string, Millis>>;
  /** The venue's clock less ours, milliseconds; NaN until it was asked. */
  readonly skew: number;
  /** Commands whose outcome is not known. */
  readonly unknown: number;
}
