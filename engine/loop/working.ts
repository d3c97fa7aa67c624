import type { AccountView } from '../model/account.ts';
import type { OrderId, OrderRequest } from '../model/order.ts';
import type { WorkingOrders } from '../risk/check.ts';
import { closesParent } from '../risk/exits.ts';
import type { Underway } from './underway.ts';

/**
 * What may still fill of the open orders of an account; counted when it is first asked for. Exits that wait for a price are
 * left out, for they only shrink what is held, as are orders whose cancel is on its way.
 */
export class Working implements WorkingOrders {
  readonly #underway: Underway;
  readonly #account: AccountView;
  readonly #instruments: number;
  /** Units by slot: strategy x instruments + instrument. */
  readonly #buys: Float64Array;
  readonly #sells: Float64Array;
  /** The order that is asked for, of which so many units are counted elsewhere. */
  #except: OrderId = 0;
  #asked: OrderRequest | undefined;
  #qty = 0;
  #whole = 0;
  #isCounted = false;

  constructor(underway: Underway, account: AccountView, instruments: number) {
    this.#underway = underway;
    this.#account = account;
    this.#instruments = instruments;
    this.#buys = new Float64Array(account.strategies * instruments);
    this.#sells = new Float64Array(account.strategies * instruments);
  }

  /** The orders as they are now beside one of them, of which `qty` may fill: of its group only what is more than that. */
  besides(id: OrderId, order: OrderRequest, qty: number): this {
    this.#except = id;
    this.#asked = order;
    this.#qty = qty;
    this.#whole = qty + this.#underway.blotter.state(id).filledQty;
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
    const { blotter } = this.#underway;
    let units = 0;
    for (const other of blotter.openOrders(strategy, instrument)) {
      const order = blotter.request(other)!;
      if (other === id || order.side !== side || !isAtMarket(order) || this.#underway.isLeaving(other)) continue;
      const leaves = this.#underway.leavesOf(other);
      if (leaves > 0) units += leaves;
    }
    return units;
  }

  #count(): void {
    this.#isCounted = true;
    this.#buys.fill(0);
    this.#sells.fill(0);
    const { blotter } = this.#underway;
    for (let s = 0; s < this.#account.strategies; s++) {
      const shared = new Map<string, number>();
      const asked = this.#asked!;
      if (asked.strategy === s && asked.group !== 0) shared.set(keyOf(asked), this.#qty);
      for (const id of blotter.openOrders(s, -1))
        if (id !== this.#except && !this.#underway.isLeaving(id)) this.#add(id, blotter.request(id)!, shared);
    }
  }

  #add(id: OrderId, order: OrderRequest, shared: Map<string, number>): void {
    const { strategy, instrument, side, group, reduceOnly } = order;
    if (reduceOnly ? !isAtMarket(order) : closesParent(order, this.#underway.blotter.request(order.parent))) return;
    const held = this.#account.qtyOf(strategy, instrument);
    const most = reduceOnly ? Math.max(side === 'buy' ? -held : held, 0) : Number.POSITIVE_INFINITY;
    const leaves = this.#underway.most(id, this.#except, this.#whole) - this.#underway.blotter.state(id).filledQty;
    const units = Math.min(leaves, most);
    // Orders of one group share a quantity.
    const key = keyOf(order);
    const counted = group === 0 ? 0 : (shared.get(key) ?? 0);
    if (group !== 0 && units > counted) shared.set(key, units);
    // One whose quantity nobody knows is asked for when it has one.
    if (units > counted) (side === 'buy' ? this.#buys : this.#sells)[strategy * this.#instruments + instrument]! += units - counted;
  }
}

/** Whether an order fills as soon as its market trades. */
const isAtMarket = ({ type, parent }: OrderRequest): boolean => type === 'market' && parent === 0;

const keyOf = ({ instrument, side, group }: OrderRequest): string => `${instrument} ${side} ${group}`;
