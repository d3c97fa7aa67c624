import { remainder, snapTowardZero } from '../../model/grid.ts';
import { Line } from '../../model/line.ts';
import { QuoteSeries, Series, type TradeSeries } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { Dealer } from './dealer.ts';
import { sizeAt } from './depth.ts';
import { recount } from './place.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';
import type { Venue } from './venue.ts';

/** A public trade that comes to the orders of its instrument. */
interface Print {
  readonly price: number;
  readonly size: number;
  /** Whether it was a sale, which fills bids, and whether it was a purchase; neither where nobody can tell. */
  readonly sold: boolean;
  readonly bought: boolean;
  /** What is left of its size. */
  left: number;
}

/** Turns so far, and by instrument the newest row of its quotes whose time is over, counted from the newest of all, and its prices. */
export interface SavedPlaces {
  readonly turn: number;
  readonly over: readonly number[];
  readonly bid: readonly number[];
  readonly ask: readonly number[];
}

/** The queues in which limit orders rest, on instruments of which both quotes and trades are given. */
export class Places {
  readonly #venue: Venue;
  readonly #markets: readonly Series[];
  readonly #rules: SimRules;
  readonly #dealer: Dealer;
  #print: Print | undefined;
  #turn = 0;
  /** By instrument: the newest row of its quotes whose time is over, and its best prices. */
  readonly #over: Int32Array;
  readonly #bid: Float64Array;
  readonly #ask: Float64Array;

  constructor(venue: Venue, markets: readonly Series[], rules: SimRules, dealer: Dealer) {
    this.#venue = venue;
    this.#markets = markets;
    this.#rules = rules;
    this.#dealer = dealer;
    this.#over = new Int32Array(markets.length);
    this.#bid = new Float64Array(markets.length).fill(Number.NaN);
    this.#ask = new Float64Array(markets.length).fill(Number.NaN);
  }

  /** Puts an order at the back of the queue of its price, as the quote in `row` shows it; what is immediate stands in none. */
  stand(order: Resting, row: number): void {
    const { tif, display, instrument } = order.order;
    const market = this.#markets[instrument]!;
    if (!(market instanceof QuoteSeries) || !market.queues || order.manner !== 'limit' || tif === 'ioc' || tif === 'fok') return;
    const { steps, stepSize } = this.#venue.instruments[instrument]!;
    const price = order.price!;
    const shown = sizeAt(order.buys ? market.bids : market.asks, row, price, order.buys);
    order.place = {
      price,
      ahead: shown,
      shown,
      row,
      traded: 0,
      since: this.#venue.now,
      slice: display === undefined ? Number.POSITIVE_INFINITY : Math.max(snapTowardZero(steps, display), stepSize),
      turn: ++this.#turn,
    };
  }

  /** Counts the newest quote of an instrument whose time is over. */
  count(instrument: number): void {
    const market = this.#markets[instrument] as QuoteSeries;
    const row = this.#rowBefore(market);
    for (const { place, buys } of this.#venue.waiting.list(instrument)) {
      if (place === undefined || place.row >= row) continue;
      recount(place, sizeAt(buys ? market.bids : market.asks, row, place.price, buys), row, this.#rules.queue);
    }
  }

  /** The orders that a trade comes to, in its turn; those whose price lies farthest beyond it first, then by their places. */
  reachedBy(tape: TradeSeries): readonly Resting[] {
    this.count(tape.instrument);
    const print = this.#printOf(tape);
    this.#print = print;
    return this.#venue.waiting
      .list(tape.instrument)
      .filter(({ place, buys }) => {
        if (place === undefined) return false;
        const way = beyond(place.price, buys, print);
        return way > 0 || (way === 0 && (buys ? print.sold : print.bought));
      })
      .sort((a, b) => beyond(b.place!.price, b.buys, print) - beyond(a.place!.price, a.buys, print) || a.place!.turn - b.place!.turn);
  }

  /** Whether an order to which the trade was to come is still in its place. */
  isThere({ done, place }: Resting): boolean {
    return !done && place !== undefined && place.since < this.#venue.now;
  }

  /** Lets the trade come to an order: it goes through what stands ahead, and what is left of it fills. */
  meet(order: Resting): void {
    const place = order.place!;
    const print = this.#print!;
    const { steps } = this.#venue.instruments[order.order.instrument]!;
    const through = beyond(place.price, order.buys, print) > 0;
    const { ahead } = place;
    // Where nobody knows what stands ahead, only a trade through the price proves that nothing does.
    place.ahead = through ? 0 : Math.max(ahead - print.left, 0);
    if (!through) place.traded += print.size;
    const comes = through ? remainder(steps, print.left, 0) : remainder(steps, print.left, ahead, Math.max(print.size, ahead));
    const qty = through ? comes : Math.min(comes, place.slice);
    if (!(qty > 0)) return;
    const offer = { price: place.price, qty, total: qty, last: place.price, shown: qty, slips: false };
    const market = this.#markets[order.order.instrument]!;
    const ts: Millis = millis(this.#venue.now);
    this.#dealer.fill(order, place.price, market.row, 'maker', through ? 'exact' : 'assumed', undefined, ts, offer);
    const { filled } = this.#dealer;
    print.left = Math.max(print.left - filled, 0);
    this.filled(order, filled, market.row);
  }

  /** What an order shows has filled by so much: once that is gone, the next of it goes to the back. */
  filled(order: Resting, qty: number, row: number): void {
    const { place } = order;
    if (place === undefined || order.done) return;
    if (place.slice === Number.POSITIVE_INFINITY) return;
    place.slice = remainder(this.#venue.instruments[order.order.instrument]!.steps, place.slice, qty);
    if (place.slice === 0) this.stand(order, row);
  }

  #printOf(tape: TradeSeries): Print {
    const row = tape.row + 1;
    const price = Line.at(tape.price, row);
    const size = Line.at(tape.size, row);
    const side = Line.at(tape.side, row);
    const known = side === 1 || side === -1;
    const sold = known ? side === -1 : price <= this.#bid[tape.instrument]!;
    const bought = known ? side === 1 : price >= this.#ask[tape.instrument]!;
    return {
      price,
      size: size > 0 ? size : 0,
      left: size > 0 ? size : 0,
      sold: sold && !(bought && !known),
      bought: bought && !(sold && !known),
    };
  }

  /** The newest quote of an earlier time: at one time trades come before quotes. */
  #rowBefore(market: QuoteSeries): number {
    const { instrument, row } = market;
    if (row > this.#over[instrument]! && Series.timeAt(market, row) < this.#venue.now) {
      this.#over[instrument] = row;
      this.#bid[instrument] = Line.at(market.bid, row);
      this.#ask[instrument] = Line.at(market.ask, row);
    }
    return this.#over[instrument]!;
  }

  save(): SavedPlaces {
    const over = this.#markets.map(({ row }, i) => this.#over[i]! - row);
    return { turn: this.#turn, over, bid: [...this.#bid], ask: [...this.#ask] };
  }

  restore({ turn, over, bid, ask }: SavedPlaces): void {
    this.#turn = turn;
    this.#over.set(this.#markets.map(({ row }, i) => Math.max(over[i]! + row, 0)));
    this.#bid.set(bid);
    this.#ask.set(ask);
  }
}

/** How far a trade lies beyond the price of a resting order: 0 at it, negative before it. */
const beyond = (price: number, buys: boolean, print: Print): number => (buys ? price - print.price : print.price - price);
