import type { OrderId, OrderRequest } from '../model/order.ts';

/** The orders that can still fill, by id: of a closed order nothing is left here. */
export class OpenOrders {
  readonly #requests: (OrderRequest | undefined)[] = [undefined];
  /** Their ids, ascending; the first `#count` count. */
  readonly #ids: OrderId[] = [0];
  #count = 0;

  /** Adds an order; ids ascend. */
  add(id: OrderId, order: OrderRequest): void {
    this.#requests[id] = order;
    this.#ids[this.#count++] = id;
  }

  get(id: OrderId): OrderRequest | undefined {
    return this.#requests[id];
  }

  /** Forgets an order that has ended; a late fill of it may come all the same. */
  remove(id: OrderId): void {
    if (this.#requests[id] === undefined) return;
    this.#requests[id] = undefined;
    let at = this.#count - 1;
    while (this.#ids[at] !== id) at--;
    this.#count--;
    for (; at < this.#count; at++) this.#ids[at] = this.#ids[at + 1]!;
  }

  /** The ids, oldest first. */
  get ids(): readonly OrderId[] {
    return this.#ids.slice(0, this.#count);
  }

  /** The ids of a strategy's, in one instrument or (-1) in all, oldest first. */
  of(strategy: number, instrument: number): OrderId[] {
    const found: OrderId[] = [];
    for (let k = 0; k < this.#count; k++) {
      const id = this.#ids[k]!;
      const order = this.#requests[id]!;
      if (order.strategy === strategy && (instrument === -1 || order.instrument === instrument)) found.push(id);
    }
    return found;
  }

  /** Begins anew after so many orders, of which none is open. */
  resume(length: number): void {
    this.#requests.length = 0;
    for (let id = 0; id <= length; id++) this.#requests.push(undefined);
    this.#count = 0;
  }
}
