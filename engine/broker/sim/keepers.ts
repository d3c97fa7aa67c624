import type { AccountView, LiquidationSpec } from '../../model/account.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { OrderRequest } from '../../model/order.ts';
import type { Book } from './book.ts';
import { liquidationPrice } from './liquidation-price.ts';
import { meetsInside, type TouchRule } from './matching.ts';
import type { BarAhead } from './print.ts';
import { Resting } from './resting.ts';

/** Behind every order of the account's own: what they close need not be liquidated. */
export const KEEPER = Number.MAX_SAFE_INTEGER;

/**
 * The order that a bar reaches before this one, where the venue's own stop is reached in it: of the stops on its side the nearest
 * goes first, for a position that was closed on the way need not be liquidated, and one that was liquidated has no stop any more.
 */
export function reachedFirst(order: Resting, list: readonly Resting[], bar: BarAhead, touch: TouchRule): Resting {
  const keeper = list.find(({ id }) => id === KEEPER);
  if (keeper === undefined || order.manner !== 'stop' || order.buys !== keeper.buys || !meetsInside(keeper, bar, touch)) return order;
  const there = list.filter((one) => one.manner === 'stop' && one.buys === keeper.buys && one.arrival <= bar.openTs);
  return there.reduce((nearest, one) => {
    if (!meetsInside(one, bar, touch) || one.trigger === nearest.trigger) return nearest;
    return one.trigger! < nearest.trigger! === keeper.buys ? one : nearest;
  }, order);
}

/**
 * The venue's own stops: one for each position, at the price at which what backs it is down to its maintenance margin. They rest
 * in the book like any stop and follow the account.
 */
export class Keepers {
  readonly #account: AccountView;
  readonly #instruments: readonly Instrument[];
  readonly #book: Book;
  readonly #spec: LiquidationSpec;
  readonly #orders: (Resting | undefined)[];

  constructor(account: AccountView, instruments: readonly Instrument[], book: Book, spec: LiquidationSpec) {
    this.#account = account;
    this.#instruments = instruments;
    this.#book = book;
    this.#spec = spec;
    this.#orders = instruments.map(() => undefined);
    book.follow = (now) => this.follow(now);
  }

  /** Puts the stops where the account's positions, prices and money have them now. */
  follow(now: number): void {
    for (let i = 0; i < this.#orders.length; i++) {
      const held = this.#account.qty(i);
      const level = held === 0 ? Number.NaN : liquidationPrice(this.#account, i, this.#instruments[i]!, this.#spec.maintenance);
      const order = this.#orders[i];
      if (order !== undefined && (Number.isNaN(level) || order.buys !== held < 0)) {
        this.#book.leave(order);
        this.#orders[i] = undefined;
      }
      if (Number.isNaN(level)) continue;
      if (this.#orders[i] === undefined) this.#orders[i] = this.#rest(i, held, now);
      this.#orders[i]!.trigger = level;
    }
  }

  #rest(instrument: number, held: number, now: number): Resting {
    const order = new Resting(KEEPER, { ...STOP, instrument, side: held > 0 ? 'sell' : 'buy' }, now, now);
    order.rested = true;
    this.#book.join(order);
    return order;
  }
}

const STOP: OrderRequest = {
  ...{ type: 'stop', instrument: 0, strategy: 0, side: 'sell', qty: undefined, fraction: undefined, price: undefined, trigger: 0 },
  ...{ trail: undefined, offset: undefined, tif: 'gtc', expiresAt: undefined, parent: 0, group: 0, reduceOnly: true, postOnly: false },
  ...{ display: undefined, words: undefined },
};
