import type { AccountView } from '../../model/account.ts';
import { room } from '../../model/lists.ts';
import type { Resting } from './resting.ts';

/**
 * The orders that meet one moment, in turn: exits before entries (they free what entries need), stops before limits
 * (the pessimistic end of a bar), then as they were sent.
 */
export class Queue {
  readonly #account: AccountView;
  readonly #orders: Resting[] = room();
  /** The rank of each when it came. */
  readonly #ranks: number[] = [Number.NaN];
  #next = 0;
  #end = 0;
  /** Where the present round ends: what comes while it is judged has a round of its own after it. */
  #round = 0;

  constructor(account: AccountView) {
    this.#account = account;
  }

  get waits(): boolean {
    return this.#next < this.#end;
  }

  take(): Resting {
    if (this.#next >= this.#round) this.#round = this.#end;
    return this.#orders[this.#next++]!;
  }

  clear(): void {
    this.#next = this.#end = this.#round = 0;
  }

  /** Lines up an order, in the order of section 7 of docs/fills.md or by a rank of its own. */
  add(order: Resting, own?: number): void {
    // Alone at the beginning of a moment, an order needs no rank until another comes.
    const alone = this.#end === 0 && own === undefined;
    if (this.#end === 1 && this.#next === 0 && Number.isNaN(this.#ranks[0]!)) this.#ranks[0] = this.rank(this.#orders[0]!);
    const rank = alone ? Number.NaN : (own ?? this.rank(order));
    let at = this.#end++;
    for (const first = Math.max(this.#round, this.#next); at > first; at--) {
      const before = this.#orders[at - 1]!;
      const theirs = this.#ranks[at - 1]!;
      if (theirs < rank || (theirs === rank && before.id <= order.id)) break;
      this.#orders[at] = before;
      this.#ranks[at] = theirs;
    }
    this.#orders[at] = order;
    this.#ranks[at] = rank;
  }

  /** Lower goes first. */
  readonly rank = (order: Resting): number => {
    const { reduceOnly, strategy, instrument } = order.order;
    const held = this.#account.qtyOf(strategy, instrument);
    const leaves = order.leavesQty ?? Number.POSITIVE_INFINITY;
    const exits = reduceOnly || leaves <= (order.buys ? -held : held);
    return (exits ? 0 : 2) + (order.traits.favourable ? 1 : 0);
  };
}
