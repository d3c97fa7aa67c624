import type { Blotter } from '../broker/blotter.ts';
import type { Broker, Command } from '../broker/broker.ts';
import type { FeeModel } from '../broker/sim/fees/fee-model.ts';
import { snapNearest, snapTowardZero } from '../model/grid.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import type { OrderDraft, OrderId, OrderRequest, OrderType, RejectReason, TimeInForce } from '../model/order.ts';
import { snapLimit, snapStop } from '../model/price-level.ts';
import type { Millis } from '../model/time.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { RiskCheck } from '../risk/check.ts';
import type { TradingStates } from '../risk/trading-states.ts';
import { unitsFor } from '../sizing/fraction-of-equity.ts';
import type { Sizer } from '../sizing/sizer.ts';
import type { Exit, Target } from '../strategy/order-options.ts';
import { exitOrder, hasLevel, stopAt } from './exit-order.ts';
import { fitted } from './fitted.ts';
import { Gate, type Occasion, type SavedGate } from './gate.ts';
import type { SavedUnderway, Underway } from './underway.ts';

/** What a strategy asks for, before it is sized and checked. */
export type Intent =
  | {
      readonly kind: 'submit';
      readonly id: OrderId;
      readonly order: OrderDraft;
      readonly sizeAt: 'signal' | 'fill' | undefined;
      readonly stopLoss: Exit | undefined;
      readonly targets: readonly Target[];
    }
  /** A position is closed, whatever may be traded. */
  | { readonly kind: 'close'; readonly id: OrderId; readonly order: OrderRequest }
  /** A command of a recording, as it was then: it was sized and checked. `stopLoss` is what an order that is sized at its fill is sized by. */
  | { readonly kind: 'again'; readonly id: OrderId; readonly command: Command; readonly stopLoss: Exit | undefined }
  /** What a strategy asked for before it threw. */
  | { readonly kind: 'discard'; readonly submit: Extract<Intent, { kind: 'submit' }> }
  | { readonly kind: 'cancel'; readonly id: OrderId }
  /** An order is cancelled, whatever its strategy asks for. */
  | { readonly kind: 'withdraw'; readonly id: OrderId }
  | {
      readonly kind: 'replace';
      readonly id: OrderId;
      readonly qty: number | undefined;
      readonly price: number | undefined;
      readonly trigger: number | undefined;
    };

/** How intents become orders: the run's sizer and its checks. */
export interface Policy {
  readonly sizer: Sizer;
  readonly sizeAt: 'signal' | 'fill';
  readonly checks: readonly RiskCheck[];
  /** What a fill is expected to cost, where orders that are sized are made as large as the account can carry. */
  readonly fitBy?: FeeModel | undefined;
  /** Whether fees of spot that is bought are taken off it. */
  readonly inKind?: boolean | undefined;
}

/** Stop losses of orders that are sized at their fill, and what the gate and those who wait for answers remember. */
export interface SavedRouter {
  readonly stops: readonly (readonly [id: OrderId, stop: Exit])[];
  readonly gate: SavedGate;
  readonly underway: SavedUnderway;
}

/** Intents in, commands out: sized, snapped to the grid, checked, written down, sent. */
export class Router {
  /** While true, handlers run and intents are refused: the history before the first decision that counts. */
  warming = false;
  /** How many intents were refused before they left, by reason. */
  readonly refusals = new Map<RejectReason, number>();
  readonly #instruments: readonly Instrument[];
  readonly #portfolio: Portfolio;
  readonly #blotter: Blotter;
  readonly #broker: Broker;
  readonly #policy: Policy;
  readonly #gate: Gate;
  readonly #underway: Underway;
  /** What kind of order was last found to be supported. */
  readonly #taken: { type: OrderType | ''; tif: TimeInForce | '' } = { type: '', tif: '' };
  /** Why the order that was sized last has no quantity. */
  #unsized: RejectReason = 'zero-quantity';
  /** Stop losses of orders that are sized at their fill. */
  readonly #stops = new Map<OrderId, Exit>();

  constructor(
    instruments: readonly Instrument[],
    portfolio: Portfolio,
    underway: Underway,
    broker: Broker,
    policy: Policy,
    states: TradingStates,
  ) {
    this.#instruments = instruments;
    this.#portfolio = portfolio;
    this.#blotter = underway.blotter;
    this.#underway = underway;
    this.#broker = broker;
    this.#policy = policy;
    this.#gate = new Gate(instruments, portfolio, underway, states, policy.checks);
  }

  /** Sends one intent on its way. Returns a refusal, which the blotter has recorded already. */
  route(intent: Intent, now: Millis): RejectReason | undefined {
    if (intent.kind === 'cancel' || intent.kind === 'withdraw') {
      if (this.#blotter.isOpen(intent.id)) this.#cancel(intent.id, now);
      return undefined;
    }
    if (intent.kind === 'replace') return this.#replace(intent, now);
    if (intent.kind === 'submit') return this.#submit(intent, now, undefined);
    if (intent.kind === 'discard') return this.#submit(intent.submit, now, 'strategy-failed');
    if (intent.kind === 'again') {
      this.#sendAgain(intent, now);
      return undefined;
    }
    this.#blotter.submit(intent.id, intent.order, now);
    this.#broker.send({ kind: 'submit', ts: now, id: intent.id, order: intent.order });
    return undefined;
  }

  /** What concerns an order that is over in the meantime comes to nothing. */
  #sendAgain({ command, stopLoss }: Extract<Intent, { kind: 'again' }>, now: Millis): void {
    if (command.kind === 'submit') {
      this.#blotter.submit(command.id, command.order, now);
      if (stopLoss !== undefined) this.#stops.set(command.id, stopLoss);
    } else if (!this.#blotter.isOpen(command.id)) return;
    else if (command.kind === 'cancel') this.#underway.cancels(command.id);
    else this.#underway.changes(command.id, command.qty);
    this.#broker.send(command);
  }

  #submit(intent: Extract<Intent, { kind: 'submit' }>, now: Millis, failure: RejectReason | undefined): RejectReason | undefined {
    const { id, stopLoss, targets } = intent;
    const order = this.#complete(intent, now);
    this.#blotter.submit(id, order, now);
    const levels = (stopLoss === undefined || hasLevel(stopLoss)) && (targets.length === 0 || targets.every(hasLevel));
    const refusal = failure ?? (levels ? this.#refuse(id, order, this.#expectedPrice(order), 'sent', now) : 'bad-price');
    if (refusal !== undefined) {
      this.refusals.set(refusal, (this.refusals.get(refusal) ?? 0) + 1);
      this.#blotter.apply({ kind: 'rejected', ts: now, id, reason: refusal });
    } else {
      if (!this.#gate.isOpen) for (const other of this.#gate.release(order)) this.#cancel(other, now);
      this.#broker.send({ kind: 'submit', ts: now, id, order });
    }
    // Several targets do not take from each other: each has its portion, and all follow the position.
    const group = stopLoss !== undefined && targets.length === 1 ? -id : 0;
    let child = id;
    if (stopLoss !== undefined) this.#exit(++child, id, order, stopLoss, 'stop', group, now, refusal);
    for (let k = 0; k < targets.length; k++) this.#exit(++child, id, order, targets[k]!, 'limit', group, now, refusal);
    return refusal;
  }

  #cancel(id: OrderId, now: Millis): void {
    this.#underway.cancels(id);
    this.#broker.send({ kind: 'cancel', ts: now, id });
  }

  /** The quantity of an order that was sent without one, now that its price is known. */
  sizeAtFill(id: OrderId, order: OrderRequest, price: number, fee: (qty: number) => number): number | RejectReason {
    if (order.reduceOnly) return this.#portion(order);
    const qty = this.#size(order, price, this.#stops.get(id), this.#takesInKind(order) ? NO_FEE : fee, fee);
    this.#stops.delete(id);
    return this.#refuse(id, { ...order, qty }, price, 'filling', Number.NaN) ?? qty;
  }

  /** Gives the order its quantity and puts it on the instrument's grid. */
  #complete({ id, order, sizeAt = this.#policy.sizeAt, stopLoss }: Extract<Intent, { kind: 'submit' }>, now: Millis): OrderDraft {
    const instrument = this.#instruments[order.instrument]!;
    this.#unsized = 'zero-quantity';
    if (order.price !== undefined) order.price = snapLimit(instrument, order.side, order.price);
    if (order.trigger !== undefined) order.trigger = snapTrigger(instrument, order, order.trigger);
    if (order.qty !== undefined) {
      order.qty = snapTowardZero(instrument.steps, order.qty);
    } else if (order.parent !== 0 && order.fraction === undefined) {
      // A child without a quantity covers what its parent has filled.
      return order;
    } else if (sizeAt === 'fill') {
      if (stopLoss !== undefined) this.#stops.set(id, stopLoss);
    } else {
      const price = this.#expectedPrice(order);
      order.qty = order.reduceOnly
        ? snapTowardZero(instrument.steps, this.#portion(order))
        : this.#size(order, price, stopLoss, NO_FEE, this.#costOf(order, price, now));
    }
    return order;
  }

  /** The quantity of an order on the instrument's grid, as far as the account can carry it if that is asked; NaN where it has none. */
  #size(order: OrderRequest, price: number, stopLoss: Exit | undefined, fee: Cost, cost: Cost): number {
    const instrument = this.#instruments[order.instrument]!;
    const units = this.#units(order, instrument, price, stopLoss, fee);
    if (typeof units === 'string' || !Number.isFinite(units))
      return this.#without(typeof units === 'string' ? units : 'nothing-to-size-by');
    // A share of equity that is below zero is nothing, and is refused as that.
    const qty = snapTowardZero(instrument.steps, Math.max(units, 0));
    if (this.#policy.fitBy === undefined || !(qty > 0)) return qty;
    const fits = fitted(this.#portfolio, instrument, order, qty, price, cost, this.#takesInKind(order));
    return typeof fits === 'string' ? this.#without(fits) : fits;
  }

  #units(order: OrderRequest, instrument: Instrument, price: number, stopLoss: Exit | undefined, fee: Cost): ReturnType<Sizer> {
    const { side, strategy, instrument: index } = order;
    const equity = this.#portfolio.equityOf(strategy);
    const rate = this.#portfolio.rateOf(index);
    if (order.fraction !== undefined) return unitsFor((equity * order.fraction) / rate, notionalAt(instrument, 1, price), fee);
    return this.#policy.sizer({ side, instrument, index, strategy, price, stop: stopAt(stopLoss, side, price), rate, equity, fee });
  }

  #without(why: RejectReason): number {
    this.#unsized = why;
    return Number.NaN;
  }

  /** Whether the fee of an order takes some of what it buys: no money is needed for it. */
  #takesInKind({ side, strategy, instrument }: OrderRequest): boolean {
    if (this.#policy.inKind !== true || side === 'sell') return false;
    return this.#instruments[instrument]!.contract === 'spot' && this.#portfolio.qtyOf(strategy, instrument) >= 0;
  }

  /** What a quantity is expected to cost before its fill: the dearer of maker and taker where an order may be either. */
  #costOf({ type, side, instrument: index }: OrderRequest, price: number, now: Millis): Cost {
    const { fitBy } = this.#policy;
    if (fitBy === undefined) return NO_FEE;
    const instrument = this.#instruments[index]!;
    const buys = side === 'buy';
    return (qty) => {
      const taken = fitBy(qty, price, instrument, 'taker', 0, buys, now);
      return type === 'market' ? taken : Math.max(taken, fitBy(qty, price, instrument, 'maker', 0, buys, now));
    };
  }

  /** A share of the position, to the nearest step and at least one; all of it where nothing else is said. */
  #portion(order: OrderRequest): number {
    const held = Math.abs(this.#portfolio.closableOf(order.strategy, order.instrument));
    const { steps, stepSize } = this.#instruments[order.instrument]!;
    if (order.fraction === undefined || held === 0) return held;
    return Math.max(snapNearest(steps, held * order.fraction), Math.min(stepSize, held));
  }

  #expectedPrice(order: OrderRequest): number {
    return order.price ?? order.trigger ?? this.#portfolio.last(order.instrument);
  }

  #refuse(id: OrderId, order: OrderRequest, price: number, occasion: Occasion, now: number): RejectReason | undefined {
    if (this.warming) return 'warm-up';
    const stop = this.#gate.stops(order);
    if (stop !== undefined) return stop;
    if (!this.#isSupported(order)) return 'unsupported';
    if (Number.isNaN(this.#portfolio.rateOf(order.instrument))) return 'no-rate';
    if (order.qty !== undefined) {
      if (Number.isNaN(order.qty)) return Number.isNaN(price) ? 'no-fresh-price' : this.#unsized;
      if (!(order.qty > 0)) return 'zero-quantity';
    }
    return this.#gate.check(id, order, price, occasion, now);
  }

  /** Whether the broker takes such orders; what it took last it takes again. */
  #isSupported({ type, tif }: OrderRequest): boolean {
    if (type === this.#taken.type && tif === this.#taken.tif) return true;
    const { types, tifs } = this.#broker.supports;
    if (!types.has(type) || !tifs.has(tif)) return false;
    this.#taken.type = type;
    this.#taken.tif = tif;
    return true;
  }

  #exit(
    id: OrderId,
    parent: OrderId,
    entry: OrderRequest,
    exit: Target,
    kind: 'stop' | 'limit',
    group: number,
    now: Millis,
    refusal: RejectReason | undefined,
  ): void {
    const order = exitOrder(entry, parent, exit, kind, group, this.#instruments[entry.instrument]!);
    this.#blotter.submit(id, order, now);
    if (refusal === undefined) this.#broker.send({ kind: 'submit', ts: now, id, order });
    else this.#blotter.apply({ kind: 'rejected', ts: now, id, reason: refusal });
  }

  /** A changed order is checked like a new one. */
  #replace(intent: Extract<Intent, { kind: 'replace' }>, now: Millis): RejectReason | undefined {
    const { id } = intent;
    const order = this.#blotter.request(id);
    if (order === undefined) return undefined;
    const { status: _, ...terms } = this.#blotter.state(id);
    const instrument = this.#instruments[order.instrument]!;
    const change = {
      qty: intent.qty === undefined ? undefined : snapTowardZero(instrument.steps, intent.qty),
      price: intent.price === undefined ? undefined : snapLimit(instrument, order.side, intent.price),
      trigger: intent.trigger === undefined ? undefined : snapTrigger(instrument, order, intent.trigger),
    };
    const whole = change.qty ?? terms.qty;
    const [newPrice, newTrigger, price, trigger] = [change.price, change.trigger, terms.price, terms.trigger].map(known);
    const qty = Number.isNaN(whole) ? undefined : whole - terms.filledQty;
    const after = { ...order, qty, price: newPrice ?? price, trigger: newTrigger ?? trigger };
    const expected = newPrice ?? newTrigger ?? price ?? trigger ?? this.#portfolio.last(order.instrument);
    const growth = whole <= terms.qty ? undefined : this.#gate.stopsGrowth(order);
    const refusal = growth ?? this.#refuse(id, after, expected, 'changed', now);
    if (refusal === undefined) {
      this.#gate.leave();
      this.#underway.changes(id, change.qty);
      for (const other of this.#gate.yielding(order.strategy)) this.#cancel(other, now);
      this.#broker.send({ kind: 'replace', ts: now, id, ...change });
    } else this.#blotter.apply({ kind: 'replace-rejected', ts: now, id, reason: refusal });
    return refusal;
  }

  save(): SavedRouter {
    // One that ended before it was sized is sized no more.
    const stops = [...this.#stops].filter(([id]) => this.#blotter.isOpen(id));
    return { stops, gate: this.#gate.save(), underway: this.#underway.save() };
  }

  restore({ stops, gate, underway }: SavedRouter): void {
    this.#stops.clear();
    for (const [id, stop] of stops) this.#stops.set(id, stop);
    this.refusals.clear();
    this.#gate.restore(gate);
    this.#underway.restore(underway);
  }
}

const known = (price: number | undefined): number | undefined => (Number.isNaN(price) ? undefined : price);

/** A stop's trigger is moved away from the market, one that waits to be touched to the passive side. */
const snapTrigger = (instrument: Instrument, { type, side }: OrderRequest, trigger: number): number =>
  type.endsWith('-if-touched') ? snapLimit(instrument, side, trigger) : snapStop(instrument, side, trigger);

/** What a quantity costs. */
type Cost = (qty: number) => number;

/** At the signal the fee is not known yet. */
const NO_FEE: Cost = () => 0;
