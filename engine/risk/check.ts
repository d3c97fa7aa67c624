import type { AccountView } from '../model/account.ts';
import type { Instrument } from '../model/instrument.ts';
import type { OrderId, OrderRequest, RejectReason } from '../model/order.ts';

/** What may still fill of the orders that wait, those aside that only reduce. Units, positive. */
export interface WorkingOrders {
  /** By one strategy. */
  buys(strategy: number, instrument: number): number;
  sells(strategy: number, instrument: number): number;
}

/** An order on its way out, and what it is judged by. */
export interface Asked {
  /** Its own number: it is not counted among those that wait. */
  readonly id: OrderId;
  readonly order: OrderRequest;
  /** Units that may still fill of it; NaN while nobody knows. */
  readonly qty: number;
  /** What it is expected to fill at: its limit, its trigger, or the newest price. */
  readonly price: number;
  readonly now: number;
  /** Whether it is a change of an order that was sent before. */
  readonly replaces: boolean;
  readonly account: AccountView;
  readonly instruments: readonly Instrument[];
  readonly working: WorkingOrders;
}

/** One rule that an order has to pass before it leaves. */
export interface RiskCheck {
  /** Whether it needs to know the quantity: it is then asked once that is known, which may be at the fill. */
  readonly sized: boolean;
  /** Whether it is asked of orders that only shrink a position, too: an exit must never be trapped. */
  readonly asksExits?: boolean;
  /** Whether exits have to be sent reduce-only: one that is left behind must not open a position that nobody was asked for. */
  readonly exitsReduce?: boolean;
  refuse(asked: Asked): RejectReason | undefined;
  /** The order has passed all rules and leaves. */
  leave?(asked: Asked): void;
  /** The account was valued at `ts`. */
  value?(ts: number, account: AccountView): void;
  /** An instrument has `ratio` times the units at so much lower prices. */
  split?(instrument: number, ratio: number): void;
  /** What it remembers, as a plain value, for the same check of the same run; absent where that is nothing. */
  save?(): unknown;
  restore?(saved: unknown): void;
}

/** Rounding of sums of money may not refuse what is exactly allowed. */
const NOISE = 1e-12;

/** Whether a value is beyond its limit, where there is one; a value that is not known is. What is not beyond is at most the limit. */
export const isBeyond = (value: number, limit: number): boolean =>
  limit !== Number.POSITIVE_INFINITY && !(value <= limit + Math.abs(limit) * NOISE);
