import type { AccountView } from '../../model/account.ts';
import type { Certainty, Liquidity } from '../../model/fill.ts';
import { snapTowardZero } from '../../model/grid.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { CancelReason, OrderRequest, RejectReason } from '../../model/order.ts';
import { BarSeries, Series } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { BrokerEvent, Command, MarketMoment, SimulatedBroker } from '../broker.ts';
import { otherOutcome } from './ambiguity.ts';
import { Book } from './book.ts';
import { dealOf } from './deal.ts';
import { Links } from './links.ts';
import { meetsInside, priceAt, priceInside, reached, reachedInside } from './matching.ts';
import { barAhead, levelOf, printAt } from './print.ts';
import { Queue } from './queue.ts';
import { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';

/** The simulated venue: orders wait here and meet bars, quotes and trades by the rules of `matching.ts`. */
export class SimBroker implements SimulatedBroker {
  readonly name = 'simulator';
  readonly supports = {
    types: new Set(['market', 'limit', 'stop', 'stop-limit'] as const),
    tifs: new Set(['gtc', 'day', 'gtd', 'ioc', 'fok'] as const),
    contingent: 'native',
  } as const;
  readonly waiting: Book;
  readonly #instruments: readonly Instrument[];
  /** The execution series of each instrument. */
  readonly #markets: readonly Series[];
  readonly #account: AccountView;
  readonly #rules: SimRules;
  readonly #links = new Links();
  /** Events not yet polled. */
  readonly #events: BrokerEvent[] = [];
  #head = 0;
  #tail = 0;
  /** Orders that are to meet the present moment. */
  readonly #queue: Queue;
  #moment: MarketMoment = 'open';
  #now = 0;
  /** The bar whose open stands at this very moment, per instrument: its open time. */
  readonly #openAt: Float64Array;
  /** A fill that shrank a position whose exits must follow, once it is booked. */
  #shrunk: OrderRequest | undefined;

  constructor(instruments: readonly Instrument[], markets: readonly Series[], account: AccountView, rules: SimRules) {
    this.#instruments = instruments;
    this.#markets = markets;
    this.#account = account;
    this.#rules = rules;
    this.#queue = new Queue(account);
    this.waiting = new Book(instruments.length, rules.touch);
    this.#openAt = new Float64Array(instruments.length).fill(Number.NaN);
  }

  get nextExpiry(): number {
    return this.waiting.nextExpiry;
  }

  send(command: Command): void {
    this.#now = command.ts;
    if (command.kind === 'submit') this.#submit(command.id, command.order, command.ts);
    else if (command.kind === 'cancel') this.#cancelById(command.id, command.ts);
    else this.#replace(command);
  }

  poll(): BrokerEvent | undefined {
    while (this.#head === this.#tail) {
      this.#head = this.#tail = 0;
      if (this.#shrunk !== undefined) this.#followPosition();
      else if (this.#queue.waits) this.#meet(this.#queue.take());
      else return undefined;
    }
    return this.#events[this.#head++];
  }

  onMarket(moved: readonly Series[], count: number, moment: MarketMoment, ts: Millis): void {
    this.#now = ts;
    this.#moment = moment;
    this.#queue.clear();
    for (let k = 0; k < count; k++) {
      const series = moved[k]!;
      if (!series.executes) continue;
      const list = this.waiting.list(series.instrument);
      if (list.length === 0) continue;
      if (moment === 'open') this.#openAt[series.instrument] = ts;
      if (moment === 'close' && series instanceof BarSeries) this.#enqueueInside(list, series);
      else for (let j = 0; j < list.length; j++) this.#queue.add(list[j]!);
    }
  }

  /** Inside a bar only what was there when it began can fill. */
  #enqueueInside(list: readonly Resting[], series: BarSeries): void {
    const bar = barAhead(series);
    for (let j = 0; j < list.length; j++) {
      const order = list[j]!;
      if (order.arrival <= bar.openTs && meetsInside(order, bar, this.#rules.touch)) this.#queue.add(order);
    }
  }

  onTime(ts: Millis): void {
    this.#now = ts;
    for (const order of this.waiting.due(ts)) {
      if (order.done) continue;
      this.#drop(order);
      this.#emit({ kind: 'expired', ts, id: order.id });
      this.#childless(order);
    }
  }

  #submit(id: number, order: OrderRequest, ts: Millis): void {
    const refusal = this.#refuse(order);
    if (refusal !== undefined) {
      this.#emit({ kind: 'rejected', ts, id, reason: refusal });
      return;
    }
    this.#emit({ kind: 'accepted', ts, id });
    const resting = new Resting(id, order, ts);
    this.waiting.add(resting);
    if (order.parent !== 0 || order.group !== 0) this.#links.add(resting);
    if (!resting.dormant) this.#meetNow(resting);
  }

  #refuse(order: OrderRequest): RejectReason | undefined {
    const { type, price, trigger, offset, parent } = order;
    const limited = type === 'limit' || type === 'stop-limit';
    const stopped = type === 'stop' || type === 'stop-limit';
    if (parent !== 0 && this.waiting.get(parent) === undefined) return 'unknown-parent';
    if (offset === undefined && ((limited && !isPrice(price)) || (stopped && !isPrice(trigger)))) return 'bad-price';
    if (order.tif === 'gtd' && !(order.expiresAt! > this.#now)) return 'bad-expiry';
    if (this.#onClose(order) && parent === 0 && this.#openAt[order.instrument] !== this.#now && !this.#isFresh(order.instrument))
      return 'no-fresh-price';
    return undefined;
  }

  #onClose(order: OrderRequest): boolean {
    return order.type === 'market' && this.#rules.fillOn === 'on-close';
  }

  /** Whether the newest price of an instrument is one of this very moment. */
  #isFresh(instrument: number): boolean {
    return this.#markets[instrument]!.ts === this.#now;
  }

  /** An order that arrives at the very moment of a bar's open, or is to fill at this close, need not wait. */
  #meetNow(order: Resting): void {
    if (this.#openAt[order.order.instrument] === this.#now || this.#onClose(order.order)) this.#queue.add(order);
  }

  #replace(command: Extract<Command, { kind: 'replace' }>): void {
    const { ts, id } = command;
    const order = this.waiting.get(id);
    const asked = command.qty ?? (order === undefined ? Number.NaN : order.filledQty + (order.leavesQty ?? Number.NaN));
    const qty = order === undefined ? asked : Math.min(asked, order.cap);
    const unpriced =
      (command.price !== undefined && !isPrice(command.price)) || (command.trigger !== undefined && !isPrice(command.trigger));
    if (order === undefined || qty <= order.filledQty || unpriced) {
      this.#emit({ kind: 'replace-rejected', ts, id, reason: order === undefined ? 'venue' : unpriced ? 'bad-price' : 'zero-quantity' });
      return;
    }
    if (command.qty !== undefined) order.leavesQty = qty - order.filledQty;
    if (command.price !== undefined) order.price = command.price;
    if (command.trigger !== undefined) order.trigger = command.trigger;
    order.arrival = ts;
    order.rested = false;
    this.#emit({ kind: 'replaced', ts, id, qty, price: order.price, trigger: order.trigger });
    if (!order.dormant) this.#meetNow(order);
  }

  #cancelById(id: number, ts: Millis): void {
    const order = this.waiting.get(id);
    if (order === undefined) this.#emit({ kind: 'cancel-rejected', ts, id });
    else this.#cancel(order, 'user');
  }

  #cancel(order: Resting, reason: CancelReason): void {
    if (order.done) return;
    this.#drop(order);
    this.#emit({ kind: 'canceled', ts: millis(this.#now), id: order.id, reason });
    this.#childless(order);
  }

  /** Children that an order has not released when it ends have nothing to protect. */
  #childless(parent: Resting): void {
    if (this.#links.attached === 0) return;
    for (const child of [...this.#links.childrenOf(parent.id)])
      if (parent.filledQty === 0 || child.dormant) this.#cancel(child, 'parent-closed');
  }

  #drop(order: Resting): void {
    this.waiting.remove(order);
    if (order.order.parent !== 0 || order.order.group !== 0) this.#links.remove(order);
  }

  #meet(order: Resting): void {
    if (order.done) return;
    const { instrument } = order.order;
    const series = this.#markets[instrument]!;
    if (this.#onClose(order.order) && this.#openAt[instrument] !== this.#now) {
      // Decided on the row just shown; a child released inside a bar takes that bar's close, if it is over now.
      const row = this.#isFresh(instrument) ? series.row : series.row + 1;
      if (Series.timesOf(series)[row] === this.#now) {
        this.#fill(order, printAt(series, row, order.buys), 'taker', 'assumed', undefined, millis(this.#now));
      } else {
        this.#cancel(order, 'no-fresh-price');
      }
    } else if (series instanceof BarSeries) {
      this.#meetBar(order, series);
    } else {
      this.#meetPrice(order, printAt(series, series.row + 1, order.buys), 'exact', millis(this.#now));
    }
  }

  #meetBar(order: Resting, series: BarSeries): void {
    if (this.#moment === 'open') {
      this.#meetPrice(order, series.openAhead, 'exact', series.closesAt);
      return;
    }
    const bar = barAhead(series);
    const barTs = bar.ts;
    const price = priceInside(order, bar, this.#rules.touch);
    if (!Number.isNaN(price)) {
      const takes = order.order.type === 'stop' || (order.order.type === 'stop-limit' && !order.triggered && price === order.trigger);
      const other =
        order.order.group !== 0 || this.#links.attached > 0
          ? otherOutcome(order, bar, this.#links, this.#rules.touch, this.#instruments[order.order.instrument]!)
          : undefined;
      const certainty: Certainty =
        other !== undefined ? 'ambiguous' : order.order.type === 'limit' && this.#rules.touch === 'through' ? 'exact' : 'assumed';
      this.#fill(order, price, takes ? 'taker' : 'maker', certainty, other?.price, barTs);
    } else if (order.order.type === 'stop-limit' && !order.triggered && reachedInside(order, bar)) {
      this.#trigger(order);
    }
  }

  /** The market stands at one price: a bar's open, the quote's near side, a print. */
  #meetPrice(order: Resting, market: number, certainty: Certainty, barTs: Millis): void {
    this.waiting.startDay(order, this.#now);
    const price = priceAt(order, market, this.#rules.touch);
    if (!Number.isNaN(price)) {
      const comes = order.rested && (order.order.type === 'limit' || order.triggered);
      // Only a bar's open is an auction in which a resting limit gets the better price.
      const bars = this.#markets[order.order.instrument] instanceof BarSeries;
      this.#fill(order, comes && !bars ? order.price! : price, comes ? 'maker' : 'taker', certainty, undefined, barTs);
      return;
    }
    if (order.order.type === 'stop-limit' && !order.triggered && reached(order, market)) this.#trigger(order);
    else if (order.order.type === 'limit') this.#endImmediate(order);
    order.rested = true;
  }

  #trigger(order: Resting): void {
    order.triggered = true;
    this.#emit({ kind: 'triggered', ts: millis(this.#now), id: order.id });
    this.#endImmediate(order);
  }

  /** What was to fill at once and did not is over. */
  #endImmediate(order: Resting): void {
    const { tif } = order.order;
    if (tif === 'ioc') this.#cancel(order, 'ioc-remainder');
    else if (tif === 'fok') this.#cancel(order, 'fok-unfilled');
  }

  #fill(order: Resting, market: number, liquidity: Liquidity, certainty: Certainty, otherPrice: number | undefined, barTs: Millis): void {
    const request = order.order;
    const deal = dealOf(order, market, liquidity, this.#instruments[request.instrument]!, this.#account, this.#rules);
    if (typeof deal === 'string') {
      this.#cancel(order, deal);
      return;
    }
    const { qty, price, fee, rest } = deal;
    const leaves = order.leavesQty ?? qty;
    order.leavesQty = leaves - qty;
    order.filledQty += qty;
    order.paid += price * qty;
    const ts = millis(this.#now);
    const { strategy, side } = request;
    const tag = request.words?.tag;
    const slippage = order.buys ? price - market : market - price;
    this.#emit({
      kind: 'filled',
      ts,
      id: order.id,
      fill: {
        ts,
        orderId: order.id,
        instrument: request.instrument,
        strategy,
        side,
        qty,
        price,
        fee,
        slippage,
        liquidity,
        certainty,
        otherPrice,
        tag,
        barTs,
      },
      leavesQty: order.leavesQty,
    });
    if (order.leavesQty <= 0) this.#drop(order);
    else if (rest !== undefined) this.#cancel(order, rest);
    if (request.group !== 0) this.#shrinkSiblings(order, qty);
    if (this.#links.attached > 0) {
      this.#releaseChildren(order);
      if (deal.closes) this.#shrunk = request;
    }
  }

  /** What one member of a group fills, the others lose. */
  #shrinkSiblings(order: Resting, qty: number): void {
    for (const sibling of this.#links.siblingsOf(order)) this.#resize(sibling, (sibling.leavesQty ?? 0) - qty, 'linked-order-filled');
  }

  /** Sets what is left of an order; nothing left cancels it. */
  #resize(order: Resting, leavesQty: number, reason: CancelReason): void {
    if (leavesQty === order.leavesQty || order.dormant) return;
    if (!(leavesQty > 0)) {
      this.#cancel(order, reason);
      return;
    }
    order.leavesQty = leavesQty;
    this.#emit({
      kind: 'replaced',
      ts: millis(this.#now),
      id: order.id,
      qty: order.filledQty + leavesQty,
      price: order.price,
      trigger: order.trigger,
    });
  }

  /** Exits arrive with their parent's fill and always cover exactly what it has filled. */
  #releaseChildren(parent: Resting): void {
    for (const child of [...this.#links.childrenOf(parent.id)]) {
      const whole = child.order.qty;
      const share = whole === undefined ? 1 : whole / (parent.filledQty + parent.leavesQty!);
      const level = levelOf(child, parent.paid / parent.filledQty, this.#instruments[parent.order.instrument]!);
      if (child.order.type === 'stop') child.trigger = level;
      else if (child.order.type === 'limit') child.price = level;
      child.cap =
        share === 1 ? parent.filledQty : snapTowardZero(this.#instruments[child.order.instrument]!.steps, share * parent.filledQty);
      if (child.cap === 0) {
        // Less than a step so far: it waits for more, if more can come.
        if (parent.done) this.#cancel(child, 'zero-quantity');
        continue;
      }
      child.leavesQty = child.cap - child.filledQty;
      const fresh = child.dormant;
      if (fresh) {
        child.arrival = this.#rules.exitsFrom === 'fill' ? this.#now : this.#endOfBar(child.order.instrument);
        this.waiting.wake(child);
      }
      this.#emit({
        kind: 'released',
        ts: millis(this.#now),
        id: child.id,
        qty: child.cap,
        price: child.price,
        trigger: child.trigger,
      });
      if (fresh && child.arrival <= this.#now) this.#meetNow(child);
    }
  }

  /** When the bar that fills now is over: now itself, but for a fill at its open. */
  #endOfBar(instrument: number): number {
    const series = this.#markets[instrument]!;
    return this.#openAt[instrument] === this.#now && series instanceof BarSeries ? series.closesAt : this.#now;
  }

  /** Exits never cover more than is held: what was closed otherwise takes its exits with it, oldest first. */
  #followPosition(): void {
    const { strategy, instrument } = this.#shrunk!;
    this.#shrunk = undefined;
    const held = this.#account.qtyOf(strategy, instrument);
    let left = Math.abs(held);
    for (const exits of this.#links.protected(strategy, instrument)) {
      const covers = exits[0]!.buys ? held < 0 : held > 0;
      const widest = exits.reduce((most, exit) => Math.max(most, exit.leavesQty!), 0);
      const keep = covers ? Math.min(left, widest) : 0;
      for (const exit of [...exits]) this.#resize(exit, Math.min(exit.leavesQty!, keep), 'position-closed');
      left -= keep;
    }
  }

  #emit(event: BrokerEvent): void {
    this.#events[this.#tail++] = event;
  }
}

const isPrice = (price: number | undefined): boolean => price !== undefined && Number.isFinite(price);
