import type { Blotter } from '../broker/blotter.ts';
import type { AccountView } from '../model/account.ts';
import type { OrderId, OrderRequest } from '../model/order.ts';
import type { WorkingOrders } from '../risk/check.ts';
import { closesParent } from '../risk/exits.ts';

/**
 * What may still fill of the open orders of an account; counted when it is first asked for. Exits that wait for a price are
 * left out, for they only shrink what is held, as are orders whose cancel is on its way.
 */
export class Working implements WorkingOrders {
  readonly #blotter: Blotter;
  readonly #account: AccountView;
  readonly #instruments: number;
  /** Units by slot: strategy x instruments + instrument. */
  readonly #buys: Float64Array;
  readonly #sells: Float64Array;
  /** Orders whose cancel is on its way. */
  readonly #leaving = new Set<OrderId>();
  /** The order that is asked for, of which so many units are counted elsewhere. */
  #except: OrderId = 0;
  #asked: OrderRequest | undefined;
  #qty = 0;
  #isCounted = false;

  constructor(blotter: Blotter, account: AccountView, instruments: number) {
    this.#blotter = blotter;
    this.#account = account;
    this.#instruments = instruments;
    this.#buys = new Float64Array(account.strategies * instruments);
    this.#sells = new Float64Array(account.strategies * instruments);
  }

  /** A cancel has been sent, or has come to nothing. */
  leaves(id: OrderId): void {
    this.#leaving.add(id);
  }

  stays(id: OrderId): void {
    this.#leaving.delete(id);
  }

  /** The orders as they are now beside one of them, of which `qty` may fill: of its group only what is more than that. */
  besides(id: OrderId, order: OrderRequest, qty: number): this {
    this.#except = id;
    this.#asked = order;
    this.#qty = qty;
    this.#isCounted = false;
    return this;
  }

  buys(strategy: number, instrument: number): number {
    if (!this.#isCounted) this.#count();
    return this.#buys[strategy * this.#instruments + instrument]!;
  }

  sells(strategy: number, instrument: number): number {
    if (!this.#isCounted) this.#count();
    return this.#sells[strategy * this.#instruments + instrument]!;
  }

  /** Units of a position that market orders on their way will close, on the side of an order and without it. */
  closing(id: OrderId, { strategy, instrument, side }: OrderRequest): number {
    let units = 0;
    for (const other of this.#blotter.openOrders(strategy, instrument)) {
      const order = this.#blotter.request(other)!;
      if (other === id || order.side !== side || !isUnderWay(order) || this.#leaving.has(other)) continue;
      const leaves = leavesOf(this.#blotter, other);
      if (leaves > 0) units += leaves;
    }
    return units;
  }

  #count(): void {
    this.#isCounted = true;
    this.#buys.fill(0);
    this.#sells.fill(0);
    for (const id of this.#leaving) if (!this.#blotter.isOpen(id)) this.#leaving.delete(id);
    for (let s = 0; s < this.#account.strategies; s++) {
      const shared = new Map<string, number>();
      const asked = this.#asked!;
      if (asked.strategy === s && asked.group !== 0) shared.set(keyOf(asked), this.#qty);
      for (const id of this.#blotter.openOrders(s, -1))
        if (id !== this.#except && !this.#leaving.has(id)) this.#add(id, this.#blotter.request(id)!, shared);
    }
  }

  #add(id: OrderId, order: OrderRequest, shared: Map<string, number>): void {
    const { strategy, instrument, side, group, reduceOnly } = order;
    if (reduceOnly ? !isUnderWay(order) : closesParent(order, this.#blotter.request(order.parent))) return;
    const held = this.#account.qtyOf(strategy, instrument);
    const most = reduceOnly ? Math.max(side === 'buy' ? -held : held, 0) : Number.POSITIVE_INFINITY;
    const units = Math.min(leavesOf(this.#blotter, id), most);
    // Orders of one group share a quantity.
    const key = keyOf(order);
    const counted = group === 0 ? 0 : (shared.get(key) ?? 0);
    if (group !== 0 && units > counted) shared.set(key, units);
    // One whose quantity nobody knows is asked for when it has one.
    if (units > counted) (side === 'buy' ? this.#buys : this.#sells)[strategy * this.#instruments + instrument]! += units - counted;
  }

  /** Orders whose cancel is on its way. */
  save(): readonly OrderId[] {
    return [...this.#leaving];
  }

  restore(leaving: readonly OrderId[]): void {
    this.#leaving.clear();
    for (const id of leaving) this.#leaving.add(id);
  }
}

/** Whether an order fills as soon as its market trades. */
const isUnderWay = ({ type, parent }: OrderRequest): boolean => type === 'market' && parent === 0;

const keyOf = ({ instrument, side, group }: OrderRequest): string => `${instrument} ${side} ${group}`;

/** What is open of an order: that of its parent where it covers it, NaN while it has no quantity. */
export function leavesOf(blotter: Blotter, id: OrderId): number {
  const { qty, filledQty } = blotter.state(id);
  const { parent, fraction } = blotter.request(id)!;
  const covers = Number.isNaN(qty) && parent !== 0 && fraction === undefined && blotter.isOpen(parent);
  return (covers ? blotter.state(parent).qty : qty) - filledQty;
}
