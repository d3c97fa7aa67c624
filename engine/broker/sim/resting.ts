import type { OrderId, OrderRequest } from '../../model/order.ts';

/** An order that waits at the simulator, with the terms it has now. */
export class Resting {
  readonly id: OrderId;
  readonly order: OrderRequest;
  readonly buys: boolean;
  /** When it reached the market: it meets nothing that began earlier. */
  arrival: number;
  /** What is open; undefined while it waits for a quantity. */
  leavesQty: number | undefined;
  filledQty = 0;
  /** Sum of price x quantity of its fills. */
  paid = 0;
  price: number | undefined;
  trigger: number | undefined;
  /** A stop-limit that has become a limit. */
  triggered = false;
  /** Has met a market event and stayed: what fills it later comes to it, it no longer takes. */
  rested = false;
  /** The most it may fill in all: an exit never covers more than its parent has filled. */
  cap = Number.POSITIVE_INFINITY;
  /** Waits for its parent's first fill. */
  dormant: boolean;
  /** Filled, cancelled or expired. */
  done = false;
  expiresAt: number | undefined;

  constructor(id: OrderId, order: OrderRequest, arrival: number) {
    this.id = id;
    this.order = order;
    this.buys = order.side === 'buy';
    this.arrival = arrival;
    this.leavesQty = order.qty;
    this.price = order.price;
    this.trigger = order.trigger;
    this.dormant = order.parent !== 0;
    this.expiresAt = order.tif === 'gtd' ? order.expiresAt : undefined;
  }
}
