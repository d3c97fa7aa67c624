import type { AccountSnapshot, VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import { type Change, VenueFault, type VenueNews, type VenueRequest } from '../../../engine/broker/live/venue.ts';
import { type Instrument, notionalAt } from '../../../engine/model/instrument.ts';
import type { OrderRequest } from '../../../engine/model/order.ts';
import { millis } from '../../../engine/model/time.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { Book } from './book.ts';
import type { Chance } from './chance.ts';
import { Links } from './links.ts';
import type { Market } from './market.ts';
import { fromGrid, RestingOrder, toGrid } from './resting-order.ts';
import { VenueAccount } from './venue-account.ts';

/** The rules of a venue. */
export interface ExchangeTerms {
  readonly cash: number;
  readonly leverage: number;
  /** Fees, as fractions of the notional. */
  readonly maker: number;
  readonly taker: number;
  readonly uniqueIds: 'always' | 'while-open' | 'never';
  readonly amend: 'in-place' | 'new-id' | 'cancel-and-place' | 'none';
  /** Whether it holds exits with their entry, or (if nothing is said) knows of no links between orders. */
  readonly contingent?: 'native' | 'emulated';
  /** Whether it sees to it itself that a reduce-only order opens nothing. */
  readonly reduceOnly: boolean;
  /** Whether an order can be asked for by its client id; it can if nothing is said. */
  readonly findsById?: boolean;
  /** How many requests it takes in a second; 50 if nothing is said. */
  readonly rate?: number;
  /** Whether it says "not found" to a change or a cancel of an order that has ended; else it refuses it. */
  readonly forgetful: boolean;
}

/** How one order is treated badly. */
export interface Treatment {
  /** Accepted, and rejected so many milliseconds later. */
  readonly rejectedAfter?: number | undefined;
  /** No more than half of it is filled when it comes, whatever stands there. */
  readonly halved?: boolean;
}

/** A request as it came, whatever became of it. */
export interface Arrived {
  readonly what: 'place' | 'amend' | 'cancel' | 'cancel-all';
  /** Our time. */
  readonly ts: number;
  readonly clientId: string;
  readonly order: OrderRequest | undefined;
  readonly taken: boolean;
}

/** A venue with a book and an account. What it says is the truth, when it says it. */
export class Exchange {
  readonly instruments: readonly Instrument[];
  readonly account: VenueAccount;
  readonly terms: ExchangeTerms;
  /** Oldest first, those that have ended among them. */
  readonly orders: RestingOrder[] = [];
  readonly fills: VenueFill[] = [];
  readonly arrived: Arrived[] = [];
  /** The venue's clock less ours. */
  skew = 0;
  tell: (news: VenueNews) => void = () => {};
  readonly #book: Book;
  readonly #links: Links;
  readonly #wall: Wall;
  readonly #chance: Chance;
  readonly #byClient = new Map<string, RestingOrder>();
  #made = 0;

  constructor(market: Market, wall: Wall, terms: ExchangeTerms, chance: Chance) {
    this.instruments = market.instruments;
    this.terms = terms;
    this.account = new VenueAccount(market.instruments, terms.cash);
    this.#book = new Book(market.instruments.length, this.account, this, terms.reduceOnly);
    this.#links = new Links(this.#book);
    this.#wall = wall;
    this.#chance = chance;
    market.follow((move) => this.#book.show(move));
  }

  get now(): number {
    return this.#wall.now() + this.skew;
  }

  /** The orders that lie open. */
  get open(): readonly RestingOrder[] {
    return this.#book.open;
  }

  /** Takes an order. Throws a VenueFault where it does not. */
  place(clientId: string, request: OrderRequest, treatment: Treatment = {}, exits: VenueRequest['exits'] = []): void {
    const { rejectedAfter, halved = false } = treatment;
    const before = this.#byClient.get(clientId);
    const { uniqueIds } = this.terms;
    const known = before !== undefined && (uniqueIds === 'always' || (uniqueIds === 'while-open' && before.isOpen));
    const why = known ? 'duplicate' : this.#objection(request);
    this.#note('place', clientId, request, why === undefined);
    if (why === 'duplicate') throw new VenueFault('duplicate', `an order "${clientId}" exists`);
    if (why !== undefined) throw new VenueFault('refused', why);
    const order = this.#make(clientId, request);
    this.#book.open.push(order);
    const linked = exits.map((exit) => this.#make(exit.clientId, exit.order));
    this.#links.add(order, linked);
    for (const one of [order, ...linked]) this.say(one);
    if (rejectedAfter === undefined) this.#book.enter(order, halved ? Math.ceil(order.qty / 2) : order.qty);
    // Until then it is in no book, whatever is said of it.
    else this.#wall.after(rejectedAfter, () => order.isOpen && order.filled === 0 && this.#book.end(order, 'rejected', 'venue'));
  }

  #make(clientId: string, request: OrderRequest): RestingOrder {
    const order = new RestingOrder(clientId, this.#name(), request, this.instruments[request.instrument]!, this.now);
    this.orders.push(order);
    this.#byClient.set(clientId, order);
    return order;
  }

  /** Changes an order where it lies; it goes to the end of the queue. */
  amend(clientId: string, { qty, price, trigger }: Change): void {
    const order = this.#mustBeOpen('amend', clientId);
    const { steps, ticks } = order.instrument;
    const whole = qty === undefined ? order.qty : toGrid(steps, qty);
    const why = whole <= order.filled ? 'the quantity is filled already' : this.#objection(order.request, whole - order.qty);
    if (why !== undefined) throw new VenueFault('refused', why);
    order.qty = whole;
    if (price !== undefined) order.price = toGrid(ticks, price);
    if (trigger !== undefined) order.trigger = toGrid(ticks, trigger);
    if (this.terms.amend === 'new-id') order.venueId = this.#name();
    this.say(order, 'amended');
    // An exit whose entry has not filled is in no book yet.
    if (Number.isFinite(order.arrival)) this.#book.enter(order, order.qty);
  }

  cancel(clientId: string): void {
    this.#book.end(this.#mustBeOpen('cancel', clientId), 'canceled', 'user');
  }

  cancelAll(): void {
    this.#note('cancel-all', '', undefined, true);
    for (const order of this.open.slice()) this.#book.end(order, 'canceled', 'user');
  }

  /** The venue begins anew: what lay in its book is gone. */
  clear(): void {
    for (const order of this.open.slice()) this.#book.end(order, 'canceled', 'venue');
  }

  find(clientId: string): VenueOrder | undefined {
    return this.#byClient.get(clientId)?.told();
  }

  snapshot(since: number): AccountSnapshot {
    return {
      ts: millis(this.now),
      account: 'HOSTILE-1',
      ...this.account.told(),
      orders: this.orders.filter((order) => order.isOpen || order.ts >= since).map((order) => order.told()),
      fills: this.fills.filter(({ ts }) => ts >= since),
    };
  }

  deal(order: RestingOrder, steps: number, ticks: number, liquidity: 'maker' | 'taker'): void {
    const { instrument, clientId, venueId, request } = order;
    const [qty, price] = [fromGrid(instrument.steps, steps), fromGrid(instrument.ticks, ticks)];
    const fee = notionalAt(instrument, qty, price) * this.terms[liquidity];
    this.account.book(order.index, order.buys ? steps : -steps, price, fee);
    order.fill(steps, ticks, this.now);
    const fill: VenueFill = {
      ...{ execId: `X${this.fills.length + 1}`, id: 0, clientId, venueId, instrument: instrument.id, side: request.side },
      ...{ qty, price, fee, feeCurrency: instrument.settle, liquidity, ts: millis(order.ts) },
    };
    this.fills.push(fill);
    const news: VenueNews[] = [
      { kind: 'order', order: order.told() },
      { kind: 'fill', fill },
    ];
    for (const one of this.#chance.happens(0.5) ? news : news.reverse()) this.tell(one);
    this.#links.filled(order, steps);
    if (!order.isOpen) this.#links.ended(order);
  }

  say(order: RestingOrder, reason?: string): void {
    order.stamp(this.now);
    this.tell(reason === undefined ? { kind: 'order', order: order.told() } : { kind: 'order', order: order.told(), reason });
    if (!order.isOpen) this.#links.ended(order);
  }

  #name = (): string => `V${this.#chance.whole(100, 999)}${String(++this.#made).padStart(5, '0')}`;

  #note(what: Arrived['what'], clientId: string, order: OrderRequest | undefined, taken: boolean): void {
    this.arrived.push({ what, ts: this.#wall.now(), clientId, order, taken });
  }

  #mustBeOpen(what: 'amend' | 'cancel', clientId: string): RestingOrder {
    const order = this.#byClient.get(clientId);
    this.#note(what, clientId, order?.request, order?.isOpen === true);
    if (order === undefined) throw new VenueFault('not-found', `no order "${clientId}"`);
    if (order.isOpen) return order;
    throw new VenueFault(this.terms.forgetful ? 'not-found' : 'refused', `order "${clientId}" is ${order.status}`);
  }

  /** Why an order is not taken, or why it may not grow by so many steps. */
  #objection(request: OrderRequest, grows?: number): string | undefined {
    const instrument = this.instruments[request.instrument]!;
    const steps = grows ?? toGrid(instrument.steps, request.qty ?? 0);
    if (grows === undefined && !(steps > 0)) return 'the quantity is not above zero';
    if (grows !== undefined && grows <= 0) return undefined;
    const held = this.account.held[request.instrument]! * (request.side === 'buy' ? -1 : 1);
    if (request.reduceOnly && this.terms.reduceOnly) return held > 0 ? undefined : 'there is nothing to reduce';
    if (steps <= held) return undefined;
    const mids = this.#book.depths.map(({ mid }, i) => fromGrid(this.instruments[i]!.ticks, mid));
    const price = request.price ?? request.trigger ?? mids[request.instrument]!;
    const notional = notionalAt(instrument, fromGrid(instrument.steps, steps), price);
    if (mids.some(Number.isNaN)) return 'there is no market';
    if (grows === undefined && notional < instrument.minNotional) return 'the order is too small';
    const room = this.account.equity(mids) * this.terms.leverage - this.account.exposure(mids);
    return notional > room ? 'the margin is insufficient' : undefined;
  }
}
