import type { AccountView, LiquidationSpec } from '../../model/account.ts';
import { type Instrument, notionalAt } from '../../model/instrument.ts';
import { marginOf } from '../../model/margin.ts';
import type { OrderRequest } from '../../model/order.ts';
import { BarSeries, type Series } from '../../model/series.ts';
import type { MarketMoment } from '../broker.ts';
import type { Book } from './book.ts';
import { liquidationPrice } from './liquidation-price.ts';
import { meetsInside, type TouchRule, triggers, worstOf } from './matching.ts';
import { type BarAhead, barAhead, printAt } from './print.ts';
import { Resting } from './resting.ts';
import { restoreResting, type SavedResting, saveResting } from './saved-order.ts';

/** Behind every order of the account's own: what they close need not be liquidated. */
export const KEEPER = Number.MAX_SAFE_INTEGER;

/**
 * The order that a bar reaches before this one, where the venue's own stop is reached in it: of the stops on its side the nearest
 * goes first, for a position that was closed on the way need not be liquidated, and one that was liquidated has no stop any more.
 */
export function reachedFirst(order: Resting, list: readonly Resting[], bar: BarAhead, touch: TouchRule): Resting {
  const keeper = list.find(({ id }) => id === KEEPER);
  if (keeper === undefined || keeper.arrival > bar.openTs) return order;
  if (order.manner !== 'stop' || order.buys !== keeper.buys) return order;
  // One that the bar does not reach has its turn only because what fills before may move it.
  if (!meetsInside(order, bar, touch) || !meetsInside(keeper, bar, touch)) return order;
  const there = list.filter((one) => one.manner === 'stop' && one.buys === keeper.buys && one.arrival <= bar.openTs);
  return there.reduce((nearest, one) => {
    if (!meetsInside(one, bar, touch) || one.trigger === nearest.trigger) return nearest;
    return one.trigger! < nearest.trigger! === keeper.buys ? one : nearest;
  }, order);
}

/** The venue's own stops by instrument, and what was dealt and called last. */
export interface SavedKeepers {
  readonly orders: readonly (SavedResting | null)[];
  readonly dealt: readonly number[];
  readonly dealtIn: readonly number[];
  readonly calledIn: readonly number[];
  readonly calledShort: readonly number[];
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
  /** By instrument: the newest price in a bar at which something was dealt, and the end of that bar. */
  readonly #dealt: Float64Array;
  readonly #dealtIn: Float64Array;
  /** The end of the bar in which a position was closed in part; NaN where it was not. */
  readonly #calledIn: Float64Array;
  /** Whether what was called was short. */
  readonly #calledShort: Uint8Array;

  constructor(account: AccountView, instruments: readonly Instrument[], book: Book, spec: LiquidationSpec) {
    this.#account = account;
    this.#instruments = instruments;
    this.#book = book;
    this.#spec = spec;
    this.#orders = instruments.map(() => undefined);
    this.#dealt = new Float64Array(instruments.length);
    this.#dealtIn = new Float64Array(instruments.length).fill(Number.NaN);
    this.#calledIn = new Float64Array(instruments.length).fill(Number.NaN);
    this.#calledShort = new Uint8Array(instruments.length);
    book.keepers = this;
  }

  /**
   * Puts the stops where the account's positions, prices and money have them now; one that no price would reach is nowhere (NaN), until
   * something else is lost. `bornAt` says from when on a new one is there.
   */
  follow(bornAt: (instrument: number) => number): void {
    for (let i = 0; i < this.#orders.length; i++) {
      const held = this.#account.qty(i);
      const level = held === 0 ? Number.NaN : this.#levelOf(i, held);
      const order = this.#orders[i];
      if (order !== undefined && (held === 0 || order.buys !== held < 0)) {
        this.#book.leave(order);
        this.#orders[i] = undefined;
      }
      // Another position begins anew.
      if (held === 0 || held < 0 !== (this.#calledShort[i] === 1)) this.#calledIn[i] = Number.NaN;
      if (held === 0) continue;
      if (this.#orders[i] === undefined) this.#orders[i] = this.#rest(i, held, bornAt(i));
      this.#orders[i]!.trigger = level;
    }
  }

  /** Where no price would do, what else has been lost is too much: the market is beyond the level wherever it is. */
  #levelOf(i: number, held: number): number {
    const [account, instrument, { maintenance }] = [this.#account, this.#instruments[i]!, this.#spec];
    const level = liquidationPrice(account, i, instrument, maintenance);
    if (!Number.isNaN(level)) return level;
    const needs = marginOf(instrument, notionalAt(instrument, held, account.last(i)), 'maintenance', maintenance) * account.rateOf(i);
    if (account.backingOf(i) > account.maintenanceBeside(i) + needs) return Number.NaN;
    return held > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  /** The stop of an instrument. */
  of(instrument: number): Resting | undefined {
    return this.#orders[instrument];
  }

  /** Something was dealt at a price in the bar that ends at `barTs`: the market was there. */
  note(instrument: number, price: number, barTs: number): void {
    this.#dealt[instrument] = price;
    this.#dealtIn[instrument] = barTs;
  }

  /** The share of a position that is closed at a call: what is agreed at the first, all the rest when that was not enough. */
  call(instrument: number, barTs: number): number {
    const part = Number.isNaN(this.#calledIn[instrument]!) ? (this.#spec.part ?? 1) : 1;
    this.#calledIn[instrument] = barTs;
    this.#calledShort[instrument] = this.#account.qty(instrument) < 0 ? 1 : 0;
    return part;
  }

  /**
   * The price at which a stop is dealt at this moment; NaN where the market does not reach it. Of a bar all counts for what stood
   * within its reach when it opened (`whole`), and for what was called in it already; else only its close, which comes after all.
   * A level that the market had passed before it stood there is dealt at the newest price that is known.
   */
  reached(keeper: Resting, series: Series, moment: MarketMoment, whole: boolean): number {
    if (!(series instanceof BarSeries) || moment === 'open') {
      const market = series instanceof BarSeries ? series.openAhead : printAt(series, series.row + 1, keeper.buys);
      return triggers(keeper, market) ? market : Number.NaN;
    }
    const bar = barAhead(series);
    const i = series.instrument;
    if (!triggers(keeper, whole || this.#calledIn[i] === bar.ts ? worstOf(keeper, bar) : bar.close)) return Number.NaN;
    const newest = this.#dealtIn[i] === bar.ts ? this.#dealt[i]! : bar.open;
    return triggers(keeper, newest) ? newest : keeper.trigger!;
  }

  #rest(instrument: number, held: number, now: number): Resting {
    const order = new Resting(KEEPER, { ...STOP, instrument, side: held > 0 ? 'sell' : 'buy' }, now, now);
    order.rested = true;
    this.#book.join(order);
    return order;
  }

  save(markets: readonly Series[]): SavedKeepers {
    return {
      orders: this.#orders.map((order, i) => (order === undefined ? null : saveResting(order, markets[i]!))),
      dealt: [...this.#dealt],
      dealtIn: [...this.#dealtIn],
      calledIn: [...this.#calledIn],
      calledShort: [...this.#calledShort],
    };
  }

  /** Before the book is restored, in which these stops rest. */
  restore({ orders, dealt, dealtIn, calledIn, calledShort }: SavedKeepers, markets: readonly Series[]): void {
    orders.forEach((saved, i) => {
      this.#orders[i] = saved === null ? undefined : restoreResting(saved, markets[i]!);
    });
    this.#dealt.set(dealt);
    this.#dealtIn.set(dealtIn);
    this.#calledIn.set(calledIn);
    this.#calledShort.set(calledShort);
  }
}

const STOP: OrderRequest = {
  ...{ type: 'stop', instrument: 0, strategy: 0, side: 'sell', qty: undefined, fraction: undefined, price: undefined, trigger: 0 },
  ...{ trail: undefined, offset: undefined, tif: 'gtc', expiresAt: undefined, parent: 0, group: 0, reduceOnly: true, postOnly: false },
  ...{ display: undefined, words: undefined },
};
