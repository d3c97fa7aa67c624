import type { Certainty } from '../../model/fill.ts';
import type { Series, TradeSeries } from '../../model/series.ts';
import { millis } from '../../model/time.ts';
import type { Dealer } from './dealer.ts';
import { Depth, type SavedDepth } from './depth.ts';
import { waitForMore } from './ends.ts';
import { marketable } from './matching.ts';
import { Places, type SavedPlaces } from './places.ts';
import { printAt } from './print.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';
import { Taking } from './taking.ts';
import type { Venue } from './venue.ts';

/** What has been taken of books, and where their queues stand. */
export interface SavedTicks {
  readonly depth: SavedDepth;
  readonly places: SavedPlaces;
}

/** How quotes and trades fill orders: by the levels of a book, and in the queues of its prices. */
export class Ticks {
  readonly #venue: Venue;
  readonly #markets: readonly Series[];
  readonly #dealer: Dealer;
  readonly #depth: Depth;
  readonly #taking: Taking;
  readonly #places: Places;
  /** The row that stands, per instrument: the newest shown, or the one that is judged. */
  readonly #standing: Int32Array;

  constructor(venue: Venue, markets: readonly Series[], rules: SimRules, dealer: Dealer) {
    this.#venue = venue;
    this.#markets = markets;
    this.#dealer = dealer;
    this.#depth = new Depth(venue, markets, rules);
    this.#taking = new Taking(venue, dealer, this.#depth);
    this.#places = new Places(venue, markets, rules, dealer);
    this.#standing = new Int32Array(markets.length);
  }

  /** The next quote or trade of an instrument stands from now on. */
  show(series: Series): void {
    const { instrument, row, queues } = series;
    this.#standing[instrument] = row + 1;
    this.#depth.show(instrument, row + 1);
    if (queues) this.#places.count(instrument);
  }

  /** The orders to which a trade comes in their queues, in its turn. */
  reachedBy(tape: TradeSeries): readonly Resting[] {
    return this.#places.reachedBy(tape);
  }

  /** Whether an order to which a trade was to come is still in its place; `meetTrade` then lets it come. */
  isThere(order: Resting): boolean {
    return this.#places.isThere(order);
  }

  meetTrade(order: Resting): void {
    this.#places.meet(order);
  }

  /** A limit order that arrives rests, unless the newest quote or trade meets it. */
  arrive(order: Resting, series: Series): void {
    const row = this.#newestRow(series);
    const price = printAt(series, row, order.buys);
    order.rested = !Number.isNaN(price) && !marketable(order, price);
    if (!order.rested) order.place = undefined;
    else if (order.place === undefined) this.#places.stand(order, row);
  }

  /** Puts a resting order that has no place, or has lost it, at the back. */
  stand(order: Resting): void {
    const series = this.#markets[order.order.instrument]!;
    if (series.queues && order.rested && !order.done && order.place === undefined) this.#places.stand(order, this.#newestRow(series));
  }

  /** Fills an order that a row meets: what takes at the market's prices, what rests at its own; only a bar's open gives it a better one. */
  fill(order: Resting, row: number, market: number, comes: boolean, sure: Certainty): void {
    const { instrument } = order.order;
    const hasDepth = this.#depth.isKept(instrument);
    if (hasDepth && !comes) {
      this.#taking.begin(order, row, sure);
      return;
    }
    const price = comes ? order.price! : market;
    // That a market which has only come to the price of a queue has emptied it is taken for granted.
    const certainty = comes && this.#markets[instrument]!.queues && market === price ? 'assumed' : sure;
    const offer = hasDepth ? this.#depth.within(instrument, row, order.buys, price) : undefined;
    if (!this.#dealer.fill(order, price, row, comes ? 'maker' : 'taker', certainty, undefined, millis(this.#venue.now), offer))
      waitForMore(this.#venue, order);
    if (hasDepth) this.#depth.take(instrument, row, order.buys, price, this.#dealer.filled);
    this.#places.filled(order, this.#dealer.filled, row);
  }

  /** Takes the next level of a book for the order that is taking; false if none is. */
  goOn(): boolean {
    return this.#taking.goOn();
  }

  #newestRow({ instrument, row }: Series): number {
    return Math.max(row, this.#standing[instrument]!);
  }

  save(): SavedTicks {
    return { depth: this.#depth.save(), places: this.#places.save() };
  }

  restore({ depth, places }: SavedTicks): void {
    this.#standing.fill(0);
    this.#depth.restore(depth);
    this.#places.restore(places);
  }
}
