import type { AccountView } from '../../model/account.ts';
import type { Resting } from './resting.ts';

/**
 * The orders that meet one moment, in turn: exits before entries (they free what entries need), stops before limits
 * (the pessimistic end of a bar), then as they were sent.
 */
export class Queue {
  readonly #account: AccountView;
  readonly #orders: Resting[] = [];
  #next = 0;
  #end = 0;

  constructor(account: AccountView) {
    this.#account = account;
  }

  get waits(): boolean {
    return this.#next < this.#end;
  }

  take(): Resting {
    return this.#orders[this.#next++]!;
  }

  clear(): void {
    this.#next = this.#end = 0;
  }

  add(order: Resting): void {
    let at = this.#end++;
    if (at > this.#next) {
      const rank = this.#rank(order);
      for (; at > this.#next; at--) {
        const before = this.#orders[at - 1]!;
        const theirs = this.#rank(before);
        if (theirs < rank || (theirs === rank && before.id < order.id)) break;
        this.#orders[at] = before;
      }
    }
    this.#orders[at] = order;
  }

  #rank(order: Resting): number {
    const { type, reduceOnly, strategy, instrument } = order.order;
    const held = this.#account.qtyOf(strategy, instrument);
    const leaves = order.leavesQty ?? Number.POSITIVE_INFINITY;
    const exits = reduceOnly || leaves <= (order.buys ? -held : held);
    return (exits ? 0 : 2) + (type === 'limit' ? 1 : 0);
  }
}
