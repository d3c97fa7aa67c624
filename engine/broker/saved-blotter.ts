import type { OrderId, OrderRequest, OrderWords } from '../model/order.ts';

/** An order as it is written down: its row, and while it can still fill its request. */
export interface SavedOrder {
  readonly id: OrderId;
  readonly row: readonly number[];
  readonly request: OrderRequest | undefined;
  readonly words: OrderWords | undefined;
  readonly reason: string | undefined;
}

/** How many orders there were, and those that still matter, ascending. */
export interface SavedBlotter {
  readonly length: number;
  readonly orders: readonly SavedOrder[];
}
