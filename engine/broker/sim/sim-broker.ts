import type { AccountView } from '../../model/account.ts';
import { must } from '../../model/errors.ts';
import type { Certainty } from '../../model/fill.ts';
import { remainder } from '../../model/grid.ts';
import type { Instrument } from '../../model/instrument.ts';
import { room } from '../../model/lists.ts';
import type { CancelReason, OrderId, OrderRequest, OrderType, RejectReason } from '../../model/order.ts';
import type { Payment } from '../../model/payment.ts';
import type { Series } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { BrokerEvent, Call, Command, MarketMoment, SimulatedBroker } from '../broker.ts';
import { Book } from './book.ts';
import { closeOut, costOfCall, settlementOf } from './close-out.ts';
import { orphan, release } from './exits.ts';
import { type Counter, Financing, type FinancingSpec } from './financing/financing.ts';
import { lowerOrder, splitOrder } from './financing/terms.ts';
import { Keepers } from './keepers.ts';
import { Links } from './links.ts';
import { Matcher } from './matcher.ts';
import { isPrice, refusalOf } from './refusal.ts';
import { Resting } from './resting.ts';
import type { SimRules } from './rules.ts';
import { type LateChange, restoreVenue, type SavedVenue, saveVenue, type VenueInside } from './saved-venue.ts';
import { startTrail } from './trail.ts';
import { TRAITS } from './traits.ts';
import type { Venue } from './venue.ts';

/** The simulated venue: orders wait here and meet bars, quotes and trades by the rules of docs/fills.md. */
export class SimBroker implements SimulatedBroker, Venue, Counter {
  readonly name = 'simulator';
  readonly supports = SUPPORTS;
  readonly waiting: Book;
  readonly links = new Links();
  readonly account: AccountView;
  readonly instruments: readonly Instrument[];
  now = 0;
  /** The execution series of each instrument. */
  readonly #markets: readonly Series[];
  readonly #rules: SimRules;
  readonly #matcher: Matcher;
  readonly #financing: Financing;
  /** Instruments that trade no more. */
  readonly #ended = new Set<number>();
  /** Changes that wait for the close of the bar in which they came, in the order in which they came. */
  #late: readonly LateChange[] = [];
  readonly #bornAt = (instrument: number): number => this.#matcher.bornAt(instrument);
  /** Events not yet polled. */
  readonly #events: BrokerEvent[] = room();
  #head = 0;
  #tail = 0;

  constructor(
    instruments: readonly Instrument[],
    markets: readonly Series[],
    account: AccountView,
    rules: SimRules,
    financing: FinancingSpec = {},
  ) {
    this.instruments = instruments;
    this.account = account;
    this.#markets = markets;
    this.#rules = rules;
    this.waiting = new Book(instruments.length, rules.touch);
    this.#matcher = new Matcher(this, markets, rules);
    this.#financing = new Financing(financing, instruments);
    const { liquidation } = account;
    if (liquidation?.judged === 'intrabar') new Keepers(account, instruments, this.waiting, liquidation);
  }

  /** The next moment at which an order expires, a change of one takes effect, or something is paid. */
  get nextExpiry(): number {
    const next = Math.min(this.waiting.nextExpiry, this.#financing.next);
    return this.#late.length === 0 ? next : Math.min(next, ...this.#late.map(({ due }) => due));
  }

  send(command: Command): void {
    this.receive(command, command.ts);
  }

  /**
   * Takes a command that was sent at its `ts` and has arrived at `arrival`. A cancel or a replacement that arrives inside a
   * bar waits for its close: the order was exposed to all of it.
   */
  receive(command: Command, arrival: Millis): void {
    this.now = arrival;
    if (command.kind === 'submit') this.#submit(command, arrival);
    else {
      const order = this.waiting.get(command.id);
      const close = order === undefined ? undefined : this.#matcher.present.closeAhead(order.order.instrument);
      if (close === undefined) this.#change(command, arrival);
      else this.#late = [...this.#late, { command, due: close }];
    }
  }

  #change(command: Exclude<Command, { kind: 'submit' }>, ts: Millis): void {
    const order = this.waiting.get(command.id);
    if (command.kind === 'replace') this.#replace(command, ts);
    else if (order === undefined) this.emit({ kind: 'cancel-rejected', ts, id: command.id });
    else this.cancel(order, 'user');
  }

  poll(): BrokerEvent | undefined {
    while (this.#head === this.#tail) {
      this.#head = this.#tail = 0;
      this.waiting.keepers?.follow(this.#bornAt);
      if (!this.#matcher.step()) return undefined;
    }
    return this.#events[this.#head++];
  }

  onMarket(moved: readonly Series[], count: number, moment: MarketMoment, ts: Millis): void {
    this.now = ts;
    this.#matcher.onMarket(moved, count, moment);
  }

  follow(): void {
    this.waiting.keepers?.follow(ALWAYS);
  }

  /** The run begins at `ts`: what is paid by time counts from there. */
  start(ts: Millis): void {
    this.#financing.start(ts, this);
  }

  onTime(ts: Millis, quiet: boolean): void {
    this.now = ts;
    for (const order of this.waiting.due(ts)) this.expire(order);
    if (this.#financing.next <= ts) this.#financing.run(ts, quiet, this);
    for (const { command } of this.#late.filter(({ due }) => due <= ts)) this.#change(command, ts);
    if (this.#late.length > 0) this.#late = this.#late.filter(({ due }) => due > ts);
  }

  liquidate(closing: readonly (readonly [id: OrderId, order: OrderRequest])[], ts: Millis, at?: Call): void {
    this.now = ts;
    const isolated =
      at === undefined ? undefined : closing.find(([, { instrument }]) => this.instruments[instrument]!.marginMode === 'isolated');
    for (const order of isolated === undefined ? this.waiting.all() : this.#ordersOf(isolated[1].instrument))
      this.cancel(order, 'liquidated');
    for (const [id, order] of closing) {
      const fill = closeOut(this, this.#markets[order.instrument]!, this.#rules, id, order, at);
      this.#rules.filled?.(fill, this.instruments[order.instrument]!, true);
      const cost = costOfCall(this.account, this.instruments[order.instrument]!, fill);
      this.emit({ kind: 'accepted', ts, id });
      // Of an isolated position the margin that it closes is to pay for it.
      if (cost !== undefined) this.pay(cost);
      this.emit({ kind: 'filled', ts, id, fill, leavesQty: 0 });
    }
  }

  call(order: Resting, price: number, certainty: Certainty, barTs: Millis): void {
    const { instrument } = order.order;
    const part = must(this.waiting.keepers, 'stops of the venue').call(instrument, barTs);
    this.emit({ kind: 'called', ts: millis(this.now), id: 0, instrument, part, price, certainty, barTs });
  }

  settle(closing: readonly (readonly [id: OrderId, order: OrderRequest])[], price: number, ts: Millis): void {
    this.now = ts;
    for (const [id, order] of closing) {
      this.emit({ kind: 'accepted', ts, id });
      this.emit({ kind: 'filled', ts, id, fill: settlementOf(id, order, price, ts), leavesQty: 0 });
    }
  }

  pay(payment: Payment): void {
    this.emit({ kind: 'paid', ts: payment.ts, id: 0, payment });
  }

  split(instrument: number, ratio: number): void {
    this.emit({ kind: 'split', ts: millis(this.now), id: 0, instrument, ratio });
    this.#restate(instrument, (order) => splitOrder(order, ratio, this.instruments[instrument]!));
  }

  lower(instrument: number, amount: number): void {
    this.#restate(instrument, (order) => {
      lowerOrder(order, amount, this.instruments[instrument]!);
      return true;
    });
  }

  end(instrument: number, price: number, why: 'expiry' | 'delisting'): void {
    this.#ended.add(instrument);
    for (const order of this.#ordersOf(instrument)) this.cancel(order, 'instrument-ended');
    this.emit({ kind: 'ended', ts: millis(this.now), id: 0, instrument, price, why });
  }

  /** Puts the orders of an instrument on new terms; those of which nothing is left end. */
  #restate(instrument: number, restated: (order: Resting) => boolean): void {
    for (const order of this.#ordersOf(instrument)) {
      order.place = undefined;
      if (restated(order)) {
        this.#tellTerms(order);
        this.#matcher.stand(order);
      } else this.cancel(order, 'zero-quantity');
    }
  }

  #tellTerms({ id, filledQty, leavesQty, dormant, price, trigger }: Resting): void {
    if (dormant || leavesQty === undefined) return;
    this.emit({ kind: 'replaced', ts: millis(this.now), id, qty: filledQty + leavesQty, price, trigger });
  }

  #ordersOf(instrument: number): readonly Resting[] {
    return this.waiting.all().filter(({ order }) => order.instrument === instrument);
  }

  #submit({ id, order, ts: sent }: Extract<Command, { kind: 'submit' }>, ts: Millis): void {
    const refusal = this.#refusalOf(order, ts);
    if (refusal !== undefined) {
      this.emit({ kind: 'rejected', ts, id, reason: refusal });
      return;
    }
    this.emit({ kind: 'accepted', ts, id });
    const resting = new Resting(id, order, sent, ts);
    if (order.trail !== undefined && !resting.dormant)
      startTrail(resting, this.#matcher.present.newest(order.instrument), this.instruments[order.instrument]!);
    this.waiting.add(resting);
    if (order.parent !== 0 || order.group !== 0) this.links.add(resting);
    if (!resting.dormant) this.#matcher.arrive(resting);
    const parent = order.parent === 0 ? undefined : this.waiting.get(order.parent)!;
    // It comes late: its parent has begun to fill.
    if (parent !== undefined && parent.filledQty > 0) release(this, parent, resting, this.#matcher.present.newest(order.instrument));
  }

  #refusalOf(order: OrderRequest, now: Millis): RejectReason | undefined {
    const refusal = refusalOf(order, now, this.#markets[order.instrument]!);
    if (refusal !== undefined) return refusal;
    if (this.#ended.size > 0 && this.#ended.has(order.instrument)) return 'instrument-ended';
    if (order.parent !== 0 && this.waiting.get(order.parent)?.order.instrument !== order.instrument) return 'unknown-parent';
    return this.#matcher.present.isStale(order) ? 'no-fresh-price' : undefined;
  }

  #replace(command: Extract<Command, { kind: 'replace' }>, ts: Millis): void {
    const { id } = command;
    const order = this.waiting.get(id);
    const stands = order?.dormant === true ? order.whole : (order?.filledQty ?? 0) + (order?.leavesQty ?? Number.NaN);
    const asked = command.qty ?? stands ?? Number.NaN;
    const qty = order === undefined || order.dormant ? asked : Math.min(asked, order.cap ?? asked);
    const unpriced =
      (command.price !== undefined && !isPrice(command.price)) || (command.trigger !== undefined && !isPrice(command.trigger));
    if (order === undefined || qty <= order.filledQty || unpriced) {
      this.emit({ kind: 'replace-rejected', ts, id, reason: order === undefined ? 'venue' : unpriced ? 'bad-price' : 'zero-quantity' });
      return;
    }
    if (command.qty !== undefined) {
      order.leavesQty = remainder(this.instruments[order.order.instrument]!.steps, qty, order.filledQty);
      order.spare = undefined;
      order.total = qty;
      order.taken = 0;
    }
    if (command.qty !== undefined && order.dormant) order.whole = qty;
    const { price } = order;
    this.#move(order, command);
    if (order.price !== price || qty > stands!) order.place = undefined;
    order.arrival = ts;
    order.rested = false;
    this.emit({ kind: 'replaced', ts, id, qty, price: order.price, trigger: order.trigger });
    if (!order.dormant) this.#matcher.arrive(order, false);
  }

  /** Puts an order at the levels that its type has; where it stands is its own from now on. */
  #move(order: Resting, { price, trigger }: Extract<Command, { kind: 'replace' }>): void {
    if (order.trail !== undefined) return;
    const { limited, triggered, trails } = order.traits;
    if (price !== undefined && (limited || trails)) order.price = price;
    if (trigger !== undefined && triggered) order.trigger = trigger;
    if ((price !== undefined && limited) || (trigger !== undefined && triggered)) order.offset = undefined;
  }

  expire(order: Resting): void {
    if (order.done) return;
    this.drop(order);
    this.emit({ kind: 'expired', ts: millis(this.now), id: order.id });
    orphan(this, order);
  }

  cancel(order: Resting, reason: CancelReason): void {
    if (order.done) return;
    this.drop(order);
    this.emit({ kind: 'canceled', ts: millis(this.now), id: order.id, reason });
    orphan(this, order);
  }

  changed(order: Resting, kind: 'released' | 'replaced'): void {
    const { id, price, trigger, leavesQty, filledQty } = order;
    const qty = kind === 'released' ? order.cap! : filledQty + leavesQty!;
    this.emit({ kind, ts: millis(this.now), id, qty, price, trigger });
    this.#matcher.stand(order);
  }

  moved(child: Resting): void {
    this.#matcher.meetAgain(child);
  }

  wake(child: Resting): void {
    child.arrival = this.#matcher.arrivalOf(child.order.instrument);
    this.waiting.wake(child);
    this.changed(child, 'released');
    if (child.arrival <= this.now) this.#matcher.arrive(child);
  }

  drop(order: Resting): void {
    this.waiting.remove(order);
    if (order.order.parent !== 0 || order.order.group !== 0) this.links.remove(order);
  }

  emit(event: BrokerEvent): void {
    this.#events[this.#tail++] = event;
  }

  underWay(): readonly OrderId[] {
    return this.#late.map(({ command }) => command.id);
  }

  save(): SavedVenue {
    return saveVenue(this.#inside, this.now, this.#late);
  }

  /** Goes on where another venue was, between two moments. */
  restore(state: unknown): void {
    const saved = state as SavedVenue;
    restoreVenue(this.#inside, saved);
    this.now = saved.now;
    this.#late = saved.late;
    this.#head = this.#tail = 0;
  }

  get #inside(): VenueInside {
    const { waiting, links } = this;
    return {
      waiting,
      links,
      markets: this.#markets,
      rules: this.#rules,
      matcher: this.#matcher,
      financing: this.#financing,
      ended: this.#ended,
    };
  }
}

/** What is born between two rows stood there before what the next one shows. */
const ALWAYS = (): number => Number.NEGATIVE_INFINITY;

const SUPPORTS = {
  types: new Set(Object.keys(TRAITS) as OrderType[]),
  tifs: new Set(['gtc', 'day', 'gtd', 'ioc', 'fok'] as const),
  contingent: 'native',
} as const;
