import type { Certainty } from '../../model/fill.ts';
import { emptyList } from '../../model/lists.ts';
import { BarSeries, Series, type TradeSeries } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { MarketMoment } from '../broker.ts';
import { noteInside, otherOutcome } from './ambiguity.ts';
import { Dealer } from './dealer.ts';
import { endImmediate, triggerUnfilled, waitForMore } from './ends.ts';
import { Inside } from './inside.ts';
import { KEEPER, reachedFirst } from './keepers.ts';
import { isLate, isLateFor } from './late.ts';
import { marketable, meetsInside, priceAt, triggers } from './matching.ts';
import { Present } from './present.ts';
import { type BarAhead, barAhead, printAt } from './print.ts';
import { Queue } from './queue.ts';
import type { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';
import { closesSession, endOfSession, opensSession } from './sessions.ts';
import { Ticks } from './ticks.ts';
import { activate, showTrail } from './trail.ts';
import type { Venue } from './venue.ts';
import type { Room } from './volume.ts';
import { comesBefore, Walk } from './walk.ts';

const NOTHING: readonly Series[] = [];

/** Where waiting orders meet the market: each moment, one order after another, each fill booked before the next is judged. */
export class Matcher {
  readonly #venue: Venue;
  /** The execution series of each instrument. */
  readonly #markets: readonly Series[];
  readonly #rules: SimRules;
  readonly #dealer: Dealer;
  /** Orders that are to meet the present moment. */
  readonly #queue: Queue;
  #moment: MarketMoment = 'open';
  readonly present: Present;
  /** Bars that the price is still to walk through, and the one in which it is. */
  readonly #ahead: BarSeries[] = [];
  #walk: Walk | undefined;
  /** What meets the close of a bar that was walked through: judged together once all walks of the moment are over. */
  readonly #atClose: Resting[] = [];
  /** Children released on the walk, which stand at its place first. */
  readonly #landed: Resting[] = emptyList();
  readonly #inside: Inside;
  readonly #ticks: Ticks;
  /** Trades that come to resting orders before anything else of the moment, which is kept back meanwhile. */
  readonly #tapes: TradeSeries[] = [];
  #held: { readonly moved: readonly Series[]; readonly count: number } | undefined;
  /** What moves at this moment, where the venue has stops of its own. */
  #shown: readonly Series[] = NOTHING;
  /** Whether what waits in the queue is to meet a trade. */
  #printing = false;
  /** Whether nothing was left to be judged, and nothing has come since. */
  #isIdle = false;

  constructor(venue: Venue, markets: readonly Series[], rules: SimRules) {
    this.#venue = venue;
    this.#markets = markets;
    this.#rules = rules;
    this.#queue = new Queue(venue.account);
    this.#dealer = new Dealer(venue, markets, rules);
    this.#inside = new Inside(venue, markets, rules, this.#dealer, this.#queue);
    this.#ticks = new Ticks(venue, markets, rules, this.#dealer);
    this.present = new Present(venue, markets, rules);
  }

  /** Lines up what a moment means something to; `step` then judges it. */
  onMarket(moved: readonly Series[], count: number, moment: MarketMoment): void {
    this.#moment = moment;
    this.#isIdle = false;
    if (this.#venue.waiting.keepers !== undefined) this.#shown = moved.slice(0, count).filter(({ executes }) => executes);
    this.#queue.clear();
    this.#inside.begin();
    this.#printing = false;
    if (this.#rules.queue !== 'none')
      for (let k = 0; k < count; k++) if (moved[k]!.queues && !moved[k]!.executes) this.#tapes.push(moved[k] as TradeSeries);
    if (this.#tapes.length === 0) this.#lineUp(moved, count);
    else this.#held = { moved, count };
    if (this.#tapes.length > 1) this.#tapes.sort((a, b) => this.#oldest(a) - this.#oldest(b));
  }

  /** Lines up what the moment means something to. */
  #lineUp(moved: readonly Series[], count: number): void {
    for (let k = 0; k < count; k++) {
      const series = moved[k]!;
      if (!series.executes) continue;
      if (!(series instanceof BarSeries)) this.#ticks.show(series);
      const list = this.#venue.waiting.list(series.instrument);
      if (list.length === 0) continue;
      if (this.#moment === 'open') this.present.openAt[series.instrument] = this.#venue.now;
      if (this.#moment === 'open' || !(series instanceof BarSeries)) for (let j = 0; j < list.length; j++) this.#queue.add(list[j]!);
      else if (this.#rules.path === 'pessimistic') this.#enqueueInside(list, series);
      else this.#ahead.push(series);
    }
    // Which instrument comes first must not depend on the source: the one whose oldest order has waited longest.
    if (this.#ahead.length > 1) this.#ahead.sort((a, b) => this.#oldest(a) - this.#oldest(b));
  }

  /** A trade comes to the orders in whose queues it goes. */
  #print(tape: TradeSeries): void {
    this.#printing = true;
    const orders = this.#ticks.reachedBy(tape);
    for (let k = 0; k < orders.length; k++) this.#queue.add(orders[k]!, k);
  }

  /** All trades of the moment are over: the rest of it begins. */
  #letGo({ moved, count }: { readonly moved: readonly Series[]; readonly count: number }): void {
    this.#printing = false;
    this.#held = undefined;
    this.#lineUp(moved, count);
  }

  #oldest({ instrument }: Series): number {
    return this.#venue.waiting.list(instrument).reduce((least, { id }) => Math.min(least, id), Number.POSITIVE_INFINITY);
  }

  /** Judges the next order; false when none is left. */
  step(): boolean {
    if (this.#isIdle === true) return false;
    if (this.#dealer.followsUp() || this.#ticks.goOn()) return true;
    if (this.#landed.length > 0) this.#meetLanded(this.#walk!);
    else if (this.#queue.waits) this.#meet(this.#queue.take());
    else if (this.#tapes.length > 0) this.#print(this.#tapes.shift()!);
    else if (this.#held !== undefined) this.#letGo(this.#held);
    else if (this.#walk !== undefined) this.#goOn(this.#walk);
    else if (this.#ahead.length > 0) this.#setOut(this.#ahead.shift()!);
    else if (this.#atClose.length > 0) for (const order of this.#atClose.splice(0)) this.#queue.add(order);
    else if (this.#shown.length === 0 || !this.#callsAgain()) {
      this.#isIdle = true;
      return false;
    }
    return true;
  }

  /** An order that arrives at the very moment of a bar's open, on the walk through it, or is to fill at this close, need not wait. */
  #meetNow(order: Resting, isNew: boolean): void {
    if (this.#printing) return;
    const { instrument } = order.order;
    if (this.#walks(instrument)) this.#landed.push(order);
    else if (this.present.opens(instrument) || (isNew && this.present.fillsNow(order.order)))
      this.#queue.add(order, this.#queue.rank(order));
    else return;
    this.#isIdle = false;
  }

  /** A level that moves while orders meet an open is held against that open again: inside the bar it might fill where the market never was. */
  meetAgain(order: Resting): void {
    const { instrument } = order.order;
    if (this.#moment !== 'open' || !this.present.opens(instrument) || !(this.#markets[instrument] instanceof BarSeries)) return;
    this.#queue.add(order, this.#queue.rank(order));
    this.#isIdle = false;
  }

  #walks(instrument: number): boolean {
    return this.#walk !== undefined && this.#walk.series.instrument === instrument;
  }

  /** Begins the walk of the price through a bar. */
  #setOut(series: BarSeries): void {
    this.#walk = new Walk(series, this.#rules.path);
    if (this.#venue.links.any)
      for (const order of this.#venue.waiting.list(series.instrument)) noteInside(order, this.#walk.bar, this.#rules);
  }

  /** Takes an order that has just arrived. On quotes and trades a limit that the market does not reach yet rests from now on. */
  arrive(order: Resting, isNew = true): void {
    const series = this.#markets[order.order.instrument]!;
    if (order.manner === 'limit' && !(series instanceof BarSeries)) this.#ticks.arrive(order, series);
    this.#meetNow(order, isNew);
  }

  /** Puts a resting order that has lost its place in a queue at the back. */
  stand(order: Resting): void {
    this.#ticks.stand(order);
  }

  /** From when on a child that is released now is there: from its parent's fill, or from the end of that bar. */
  arrivalOf(instrument: number): number {
    if (this.#rules.exitsFrom === 'next-bar') return this.present.endOfBar(instrument);
    return this.#walks(instrument) ? this.#walk!.bar.openTs : this.#venue.now;
  }

  /** A `day` order lives to the end of the session in which it first meets the market: in a bar `[openTs, ts)`, or at that very time. */
  #startDay(order: Resting, openTs: number, ts: number): void {
    if (order.order.tif === 'day' && order.expiresAt === undefined)
      this.#venue.waiting.expireAt(order, endOfSession(openTs, ts, this.present.calendarOf(order.order.instrument)));
  }

  /** Inside a bar only what was there when it began can fill, or a market order that would have been but for its latency. */
  #enqueueInside(list: readonly Resting[], series: BarSeries): void {
    const bar = barAhead(series);
    if (this.#venue.links.any) for (let j = 0; j < list.length; j++) noteInside(list[j]!, bar, this.#rules);
    for (let j = 0; j < list.length; j++) {
      const order = list[j]!;
      // A level that follows its parent's average may be moved by what fills before it.
      const there = order.arrival <= bar.openTs;
      if (there ? order.offset !== undefined || meetsInside(order, bar, this.#rules.touch) : isLate(order, bar)) this.#queue.add(order);
    }
  }

  #meet(order: Resting): void {
    if (order.done) return;
    const { instrument } = order.order;
    const series = this.#markets[instrument]!;
    if (order.id === KEEPER) this.#call(order, series, true);
    else if (this.#printing) this.#meetPrint(order);
    else if (this.present.onClose(order.order) && !this.present.opens(instrument) && !isLateFor(order, series))
      this.#meetThisClose(order, series);
    else if (!(series instanceof BarSeries)) this.#meetTick(order, series);
    else if (this.#moment === 'open') this.#meetOpen(order, series);
    else this.#meetNearest(order, series);
  }

  /** Where the venue has a stop of its own in the bar, the nearest one goes first. */
  #meetNearest(order: Resting, series: BarSeries): void {
    const { waiting } = this.#venue;
    const first =
      waiting.keepers === undefined ? order : reachedFirst(order, waiting.list(series.instrument), barAhead(series), this.#rules.touch);
    if (first !== order) this.#queue.add(order);
    if (first.id === KEEPER) this.#call(first, series, true);
    else this.#meetInside(first, series);
  }

  /** Once all else of the moment is judged: a stop of the venue's that what was filled has brought within reach. */
  #callsAgain(): boolean {
    for (const series of this.#shown) {
      const keeper = this.#venue.waiting.keepers?.of(series.instrument);
      if (keeper !== undefined && this.#call(keeper, series, false)) return true;
    }
    this.#shown = NOTHING;
    return false;
  }

  /** Whether the market has reached a stop of the venue's own, which is called then. */
  #call(keeper: Resting, series: Series, whole: boolean): boolean {
    const price = this.#venue.waiting.keepers!.reached(keeper, series, this.#moment, whole);
    if (Number.isNaN(price)) return false;
    const inside = series instanceof BarSeries && this.#moment === 'close';
    const barTs = series instanceof BarSeries ? series.closesAt : millis(this.#venue.now);
    this.#dealer.fill(keeper, price, series.row + 1, 'taker', inside ? 'assumed' : 'exact', undefined, barTs);
    return true;
  }

  /** From when on a stop of the venue's own is there: from the bar after the one inside which its position was opened, or the place of a walk. */
  bornAt(instrument: number): number {
    const isInside = this.#moment === 'close' && this.#markets[instrument] instanceof BarSeries && !this.#walks(instrument);
    return isInside ? this.#venue.now : Number.NEGATIVE_INFINITY;
  }

  /** Decided on the row just shown; a child released inside a bar takes that bar's close, if it is over now. */
  #meetThisClose(order: Resting, series: Series): void {
    const row = this.present.isFresh(order.order.instrument) ? series.row : series.row + 1;
    if (Series.timeAt(series, row) !== this.#venue.now) {
      this.#venue.cancel(order, 'no-fresh-price');
      return;
    }
    this.#startDay(order, series instanceof BarSeries ? BarSeries.openTimeAt(series, row) : this.#venue.now, this.#venue.now);
    const price = printAt(series, row, order.buys);
    if (!(series instanceof BarSeries)) this.#ticks.fill(order, row, price, false, 'assumed');
    else if (!this.#dealer.fill(order, price, row, 'taker', 'assumed', undefined, millis(this.#venue.now))) waitForMore(this.#venue, order);
    // The end of the day has come before the commands of its last close: what that leaves of an order of the day is over with it.
    if (order.order.tif === 'day' && order.expiresAt! <= this.#venue.now) this.#venue.expire(order);
  }

  #meetPrint(order: Resting): void {
    if (!this.#ticks.isThere(order)) return;
    this.#startDay(order, this.#venue.now, this.#venue.now);
    this.#ticks.meetTrade(order);
  }

  /** A quote without the side from which an order would take is nothing to it. */
  #meetTick(order: Resting, series: Series): void {
    const price = printAt(series, series.row + 1, order.buys);
    if (!Number.isNaN(price)) this.#meetPrice(order, price, 'exact', millis(this.#venue.now));
  }

  #meetOpen(order: Resting, series: BarSeries): void {
    if (
      order.traits.auction === 'close' ||
      (order.traits.auction === 'open' && !opensSession(series, series.row + 1, this.present.calendarOf(order.order.instrument)))
    )
      return;
    this.#meetPrice(order, series.openAhead, 'exact', series.closesAt);
  }

  #meetInside(order: Resting, series: BarSeries): void {
    const bar = barAhead(series);
    if (isLate(order, bar)) {
      const worse = order.buys ? Math.max(bar.open, bar.close) : Math.min(bar.open, bar.close);
      this.#meetPrice(order, worse, 'assumed', bar.ts);
    } else if (order.traits.auction === 'close') {
      if (closesSession(series, series.row + 1, this.present.calendarOf(order.order.instrument)))
        this.#meetPrice(order, bar.close, 'exact', bar.ts);
    } else this.#inside.meet(order, bar);
  }

  /** What is released on a walk stands at its place first, among what waits there; section 7 decides, as things stand now. */
  #meetLanded(walk: Walk): void {
    const { rank } = this.#queue;
    const order = this.#landed.reduce((best, one) => (comesBefore(one, best, rank) ? one : best));
    const there = walk.here(this.#others(walk), this.#rules.touch, rank);
    if (there !== undefined && comesBefore(there, order, rank)) {
      this.#goOn(walk, this.#others(walk));
      return;
    }
    this.#landed.splice(this.#landed.indexOf(order), 1);
    if (order.done || order.traits.auction !== undefined) return;
    if (order.trail !== undefined && this.#rules.trailBy === 'close')
      activate(order, walk.at, this.#venue.instruments[order.order.instrument]!);
    this.#meetPrice(order, walk.at, 'assumed', walk.bar.ts, walk.bar);
  }

  /** The orders of a walk's instrument that have not just been released. */
  #others(walk: Walk): readonly Resting[] {
    return this.#venue.waiting.list(walk.series.instrument).filter((order) => !this.#landed.includes(order));
  }

  /** Walks on through a bar to the next order in its way; at its end what is for the close meets that. */
  #goOn(walk: Walk, list: readonly Resting[] = this.#venue.waiting.list(walk.series.instrument)): void {
    const { series, bar } = walk;
    const instrument = this.#venue.instruments[series.instrument]!;
    const trailing = { by: this.#rules.trailBy, instrument };
    const order = walk.next(list, this.#rules.touch, this.#queue.rank, trailing);
    if (order === undefined) {
      this.#walk = undefined;
      for (const one of list) {
        if (isLate(one, bar) || (one.traits.auction === 'close' && one.arrival <= bar.openTs)) this.#atClose.push(one);
        else if (one.trail !== undefined && this.#rules.trailBy === 'close' && one.arrival <= bar.openTs)
          showTrail(one, bar.close, instrument);
      }
    } else if (order.id === KEEPER) this.#dealer.fill(order, walk.at, series.row + 1, 'taker', 'assumed', undefined, bar.ts);
    else if (order.manner === 'limit') this.#inside.fill(order, bar, order.price!);
    else if (order.manner === 'stop' || order.manner === 'market-if-touched' || marketable(order, order.trigger!))
      this.#inside.fill(order, bar, order.trigger!);
    else triggerUnfilled(this.#venue, order);
  }

  /** The market stands at one price: a bar's open, the quote's near side, a print. */
  #meetPrice(order: Resting, market: number, certainty: Certainty, barTs: Millis, inside?: BarAhead): void {
    const series = this.#markets[order.order.instrument]!;
    const openTs = this.#moment === 'open' || !(series instanceof BarSeries) ? this.#venue.now : barAhead(series).openTs;
    this.#startDay(order, openTs, barTs);
    const price = priceAt(order, market, series.queues ? 'fill' : this.#rules.touch);
    if (!Number.isNaN(price)) {
      const comes = order.rested && order.manner === 'limit' && order.traits.auction === undefined;
      if (order.order.postOnly && !comes) {
        this.#venue.cancel(order, 'would-take');
        return;
      }
      if (series instanceof BarSeries) {
        const other = inside === undefined ? undefined : otherOutcome(order, price, inside, this.#venue, this.#rules);
        const sure = other === undefined ? certainty : 'ambiguous';
        if (!this.#dealer.fill(order, price, series.row + 1, comes ? 'maker' : 'taker', sure, other, barTs))
          waitForMore(this.#venue, order);
      } else this.#ticks.fill(order, series.row + 1, market, comes, certainty);
    } else if (order.traits.auction !== undefined) this.#venue.cancel(order, 'auction-missed');
    else if (triggers(order, market)) triggerUnfilled(this.#venue, order);
    else if (order.manner === 'limit') endImmediate(this.#venue, order);
    if (order.trail !== undefined && (this.#rules.trailBy === 'extreme' || !(series instanceof BarSeries)))
      showTrail(order, market, this.#venue.instruments[order.order.instrument]!);
    order.rested = true;
    this.#ticks.stand(order);
  }

  /** What outlives a moment; see saved-venue.ts. */
  get memory(): { readonly openAt: Float64Array; readonly room: Room; readonly ticks: Ticks } {
    return { openAt: this.present.openAt, room: this.#dealer.room, ticks: this.#ticks };
  }
}
