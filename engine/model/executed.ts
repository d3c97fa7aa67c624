import type { Liquidity } from './fill.ts';
import type { OrderId, OrderStatus, OrderType, Side } from './order.ts';

/** One fill of an order, by whoever filled it. */
export interface Execution {
  /** When it happened, by the clock of who filled it. */
  readonly ts: number;
  readonly qty: number;
  readonly price: number;
  /** In settlement currency. */
  readonly fee: number;
  /** Price given away against the undisturbed price, per unit; NaN where only the venue could say. */
  readonly slippage: number;
  readonly liquidity: Liquidity;
}

/** What an order came to. */
export interface Executed {
  readonly status: OrderStatus;
  /** Why it ended without all of its fills; undefined where it did not. */
  readonly reason: string | undefined;
  readonly fills: readonly Execution[];
}

/** An order as it was sent. */
export interface SentOrder {
  readonly id: OrderId;
  readonly strategyId: string;
  /** Its number. */
  readonly instrument: number;
  readonly side: Side;
  readonly type: OrderType;
  readonly tag: string | null;
  /** Market time, milliseconds UTC. */
  readonly sentTs: number;
  /** Whether its level is counted from the fill of its parent: it stands elsewhere where that was filled at another price. */
  readonly follows: boolean;
}
