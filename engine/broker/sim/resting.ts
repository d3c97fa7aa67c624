import type { OrderId, OrderRequest, Trail } from '../../model/order.ts';
import type { Place } from './place.ts';
import { type Manner, TRAITS, type Traits } from './traits.ts';

/**
 * An order that waits at the simulator, with the terms it has now. Numbers that most orders never have are undefined
 * until they do: a number of its own would be an object more for every order of a run.
 */
export class Resting {
  readonly id: OrderId;
  readonly order: OrderRequest;
  readonly traits: Traits;
  readonly buys: boolean;
  manner: Manner;
  /** When it was sent, and when it reached the market: it meets nothing that began earlier. */
  readonly sent: number;
  arrival: number;
  /** What is open; undefined while it waits for a quantity. */
  leavesQty: number | undefined;
  filledQty: number;
  /** Units of that which its fees took, less those held before that no order could close: its exits do not cover them. */
  feeQty: number;
  /** Sum of price x quantity of its fills. */
  paid: number;
  price: number | undefined;
  trigger: number | undefined;
  /** Distance of its level from the parent's average fill price, as a signed fraction; undefined where its level is its own. */
  offset: number | undefined;
  /** The quantity it was sent with; undefined where it covers its parent. */
  whole: number | undefined;
  /** The whole of it, whatever its group has taken: its children's shares count from it; undefined until it has a quantity. */
  total: number | undefined;
  /** What the other members of its group have filled: it is no longer this order's to fill. */
  taken: number;
  /** What of that left less than a step: of an order whose group trades in smaller steps. */
  spare: number | undefined;
  /** When it was triggered. */
  triggeredAt: number | undefined;
  /** While it follows the market; undefined once triggered. */
  trail: Trail | undefined;
  /** Of a trailing stop: the best price it has followed. */
  best: number | undefined;
  /** The price at which it would have filled inside the bar that ends at `insideTs`, as it stood when that bar opened. */
  inside: number | undefined;
  insideTs: number | undefined;
  /** Where it stands in the queue of its price; undefined where there is none, or it does not rest. */
  place: Place | undefined;
  /** Has met a market event and stayed: what fills it later comes to it, it no longer takes. */
  rested: boolean;
  /** The most a child may fill in all: never more than its share of what its parent has filled. */
  cap: number | undefined;
  /** Waits for its parent's first fill. */
  dormant: boolean;
  /** Filled, cancelled or expired. */
  done: boolean;
  expiresAt: number | undefined;

  constructor(id: OrderId, order: OrderRequest, sent: number, arrival: number) {
    this.id = id;
    this.order = order;
    this.traits = TRAITS[order.type];
    this.buys = order.side === 'buy';
    this.manner = this.traits.manner;
    this.sent = sent;
    this.arrival = arrival;
    this.leavesQty = this.whole = this.total = order.qty;
    this.filledQty = this.feeQty = this.paid = this.taken = 0;
    this.price = order.price;
    this.trigger = order.trigger;
    this.offset = order.offset;
    this.triggeredAt = this.best = this.cap = this.inside = this.insideTs = this.place = this.spare = undefined;
    this.trail = order.trail;
    this.rested = this.done = false;
    this.dormant = order.parent !== 0;
    this.expiresAt = order.tif === 'gtd' ? order.expiresAt : undefined;
  }
}
