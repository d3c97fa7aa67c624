import { DAY } from '../../../engine/model/time.ts';
import { Depth } from './depth.ts';
import type { Move } from './market.ts';
import type { RestingOrder } from './resting-order.ts';
import type { VenueAccount } from './venue-account.ts';

/** What a book tells its venue. */
export interface BookKeeper {
  readonly now: number;
  /** So many steps of an order are filled, at a price in ticks. */
  deal(order: RestingOrder, steps: number, price: number, liquidity: 'maker' | 'taker'): void;
  /** An order has changed, or has ended. */
  say(order: RestingOrder, reason?: string): void;
}

/** Our orders at a venue, matched with its market by price and time. */
export class Book {
  readonly depths: readonly Depth[];
  open: RestingOrder[] = [];
  readonly #account: VenueAccount;
  readonly #keeper: BookKeeper;
  /** Whether a reduce-only order opens nothing. */
  readonly #reduceOnly: boolean;
  #arrivals = 0;

  constructor(instruments: number, account: VenueAccount, keeper: BookKeeper, reduceOnly: boolean) {
    this.depths = Array.from({ length: instruments }, () => new Depth());
    this.#account = account;
    this.#keeper = keeper;
    this.#reduceOnly = reduceOnly;
  }

  /** An order meets what stands there, at most so many steps of it, and rests if it may. */
  enter(order: RestingOrder, most: number): void {
    order.arrival = ++this.#arrivals;
    if (order.sleeps) this.#wake(order);
    else this.#meet(order, most);
  }

  end(order: RestingOrder, status: RestingOrder['status'], reason?: string): void {
    order.status = status;
    this.#forget(order);
    this.#keeper.say(order, reason);
  }

  /** An order has another quantity, where it lies. */
  resize(order: RestingOrder, qty: number): void {
    order.qty = qty;
    this.#keeper.say(order, 'amended');
  }

  /** The market has moved: what it reaches is filled, what it wakes enters it. */
  show(move: Move): void {
    this.depths[move.instrument]!.show(move);
    if (this.open.length === 0) return;
    for (const order of this.open.slice()) if (this.#isOver(order)) this.end(order, 'expired');
    const here = this.open.filter(({ index, arrival }) => index === move.instrument && Number.isFinite(arrival));
    if (move.kind === 'trade') for (const order of here) if (order.isOpen && order.sleeps) this.#wake(order);
    here.sort(byPriority);
    if (move.kind === 'trade') this.#print(here, move);
    else this.#cross(here);
  }

  /** How much of an order may be filled. */
  most(order: RestingOrder): number {
    if (!order.request.reduceOnly || !this.#reduceOnly) return order.leaves;
    const held = this.#account.held[order.index]! * (order.buys ? -1 : 1);
    return Math.max(0, Math.min(order.leaves, held));
  }

  #cross(orders: readonly RestingOrder[]): void {
    for (const order of orders) {
      const depth = this.depths[order.index]!;
      if (!order.isOpen || order.sleeps || !depth.crosses(order)) continue;
      depth.take(order, this.most(order), (steps) => this.#deal(order, steps, order.price, 'maker'));
    }
  }

  /** Whoever sells at a price meets the bids first that pay the most, and of one price the oldest. */
  #print(orders: readonly RestingOrder[], { price, size, side }: Extract<Move, { kind: 'trade' }>): void {
    let left = size;
    for (const order of orders) {
      const reached = order.buys ? side < 0 && order.price >= price : side > 0 && order.price <= price;
      if (!order.isOpen || order.sleeps || !reached) continue;
      const steps = Math.min(left, this.most(order));
      left -= steps;
      this.#deal(order, steps, order.price, 'maker');
    }
  }

  #meet(order: RestingOrder, most: number): void {
    const depth = this.depths[order.index]!;
    const { tif, postOnly } = order.request;
    if (postOnly && depth.crosses(order)) this.end(order, 'canceled', 'would-take');
    else if (tif === 'fok' && depth.available(order) < this.most(order)) this.end(order, 'canceled', 'fok-unfilled');
    else depth.take(order, Math.min(most, this.most(order)), (steps, price) => this.#deal(order, steps, price, 'taker'));
    if (order.isOpen && (order.type === 'market' || tif === 'ioc' || tif === 'fok')) this.end(order, 'canceled', 'ioc-remainder');
  }

  /** A stop whose price is reached goes into the market; of those that wait for a better price it is reached from the other side. */
  #wake(order: RestingOrder): void {
    const { last } = this.depths[order.index]!;
    const waitsForRise = order.buys !== order.type.endsWith('if-touched');
    if (!(waitsForRise ? last >= order.trigger : last <= order.trigger)) return;
    order.type = order.type === 'stop' || order.type === 'market-if-touched' ? 'market' : 'limit';
    order.arrival = ++this.#arrivals;
    this.#keeper.say(order, 'triggered');
    this.#meet(order, order.qty);
  }

  #deal(order: RestingOrder, steps: number, price: number, liquidity: 'maker' | 'taker'): void {
    if (steps === 0) return;
    this.#keeper.deal(order, steps, price, liquidity);
    if (!order.isOpen) this.#forget(order);
    if (!this.#reduceOnly) return;
    for (const other of this.open.slice()) {
      const idle = other.index === order.index && other.request.reduceOnly && this.most(other) === 0;
      if (idle) this.end(other, 'canceled', 'position-closed');
    }
  }

  #isOver({ request, ts }: RestingOrder): boolean {
    const { now } = this.#keeper;
    if (request.tif === 'gtd') return request.expiresAt !== undefined && now >= request.expiresAt;
    return request.tif === 'day' && Math.floor(ts / DAY) < Math.floor(now / DAY);
  }

  #forget(order: RestingOrder): void {
    this.open = this.open.filter((one) => one !== order);
  }
}

/** Bids before offers; of each the better price first, of one price the older order. */
function byPriority(a: RestingOrder, b: RestingOrder): number {
  if (a.buys !== b.buys) return a.buys ? -1 : 1;
  return (a.buys ? b.price - a.price : a.price - b.price) || a.arrival - b.arrival;
}
