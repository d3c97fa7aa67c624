import type { OrderId, OrderRequest } from '../../model/order.ts';
import type { KnownOrders } from '../broker.ts';
import { BARE_ORDER } from './bare.ts';
import type { ClientIds } from './client-ids.ts';
import { gapsOf } from './executions.ts';
import { feesIn } from './fees.ts';
import type { Standing } from './order-life.ts';

/** An order of before this process. */
interface Before {
  readonly order: OrderRequest;
  readonly at: Standing;
  /** Whether it waits for its parent. */
  readonly isAsleep: boolean;
}

/** What the session knew when this process came to the venue. */
export class Recalled {
  readonly #known: KnownOrders;
  readonly #length: number;
  /** What of orders was filled by their word alone. */
  readonly #gaps = new Map<OrderId, number>();
  /** What fees took of orders, in units. */
  readonly #fees: ReadonlyMap<OrderId, number>;

  constructor(known: KnownOrders, ids: ClientIds) {
    this.#known = known;
    this.#length = known.length;
    this.#fees = feesIn(known.execIds.keys());
    for (const [clientId, qty] of gapsOf(known.execIds.keys())) {
      const { id } = ids.read(clientId);
      this.#gaps.set(id, (this.#gaps.get(id) ?? 0) + qty);
    }
  }

  /** The orders that can still fill. */
  get open(): OrderId[] {
    const open: OrderId[] = [];
    for (let id = 1; id <= this.#length; id++) if (this.#known.request(id) !== undefined) open.push(id);
    return open;
  }

  /** An order, also one that is over; undefined where there was none of this number. */
  find(id: OrderId): Before | undefined {
    if (id === 0 || id > this.#length) return undefined;
    const state = this.#known.state(id);
    const price = Number.isNaN(state.price) ? undefined : state.price;
    const trigger = Number.isNaN(state.trigger) ? undefined : state.trigger;
    const request = this.#known.request(id);
    return {
      order: request ?? { ...BARE_ORDER, ...state, price, trigger },
      at: { ...state, price, trigger, gaps: this.#gaps.get(id) ?? 0, feeQty: this.#fees.get(id) ?? 0 },
      isAsleep: request !== undefined && request.parent !== 0 && Number.isNaN(state.qty),
    };
  }
}
