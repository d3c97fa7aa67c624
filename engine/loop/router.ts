import type { Blotter } from '../broker/blotter.ts';
import type { Broker } from '../broker/broker.ts';
import { snapNearest, snapTowardZero } from '../model/grid.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import type { OrderDraft, OrderId, OrderRequest, RejectReason } from '../model/order.ts';
import { snapLimit, snapStop } from '../model/price-level.ts';
import type { Millis } from '../model/time.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { TradingState } from '../risk/breakers.ts';
import { exits, type RiskCheck, type SizedOrder } from '../risk/checks.ts';
import { unitsFor } from '../sizing/fraction-of-equity.ts';
import type { Sizer } from '../sizing/sizer.ts';
import { type Exit, type Target, trailOf } from '../strategy/order-options.ts';

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
  | { readonly kind: 'cancel'; readonly id: OrderId }
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
}

/** Intents in, commands out: sized, snapped to the grid, checked, written down, sent. */
export class Router {
  state: TradingState = 'active';
  /** While true, handlers run and intents are refused: the history before the first decision that counts. */
  warming = false;
  /** How many intents were refused before they left, by reason. */
  readonly refusals = new Map<RejectReason, number>();
  readonly #instruments: readonly Instrument[];
  readonly #portfolio: Portfolio;
  readonly #blotter: Blotter;
  readonly #broker: Broker;
  readonly #policy: Policy;
  /** Stop losses of orders that are sized at their fill. */
  readonly #stops = new Map<OrderId, Exit>();

  constructor(instruments: readonly Instrument[], portfolio: Portfolio, blotter: Blotter, broker: Broker, policy: Policy) {
    this.#instruments = instruments;
    this.#portfolio = portfolio;
    this.#blotter = blotter;
    this.#broker = broker;
    this.#policy = policy;
  }

  /** Sends one intent on its way. Returns a refusal, which the blotter has recorded already. */
  route(intent: Intent, now: Millis): RejectReason | undefined {
    if (intent.kind === 'cancel') {
      if (this.#blotter.isOpen(intent.id)) this.#broker.send({ kind: 'cancel', ts: now, id: intent.id });
      return undefined;
    }
    if (intent.kind === 'replace') return this.#replace(intent, now);
    const { id, stopLoss, targets } = intent;
    const order = this.#complete(intent);
    this.#blotter.submit(id, order, now);
    const levels = (stopLoss === undefined || hasLevel(stopLoss)) && (targets.length === 0 || targets.every(hasLevel));
    const refusal = levels ? this.#refuse(order, this.#expectedPrice(order)) : 'bad-price';
    if (refusal !== undefined) {
      this.refusals.set(refusal, (this.refusals.get(refusal) ?? 0) + 1);
      this.#blotter.apply({ kind: 'rejected', ts: now, id, reason: refusal });
    } else {
      this.#broker.send({ kind: 'submit', ts: now, id, order });
    }
    // Several targets do not take from each other: each has its portion, and all follow the position.
    const group = stopLoss !== undefined && targets.length === 1 ? -id : 0;
    let child = id;
    if (stopLoss !== undefined) this.#exit(++child, id, order, stopLoss, 'stop', group, now, refusal);
    for (let k = 0; k < targets.length; k++) this.#exit(++child, id, order, targets[k]!, 'limit', group, now, refusal);
    return refusal;
  }

  /** The quantity of an order that was sent without one, now that its price is known. */
  sizeAtFill(id: OrderId, order: OrderRequest, price: number, fee: (qty: number) => number): number | RejectReason {
    if (order.reduceOnly) return this.#portion(order);
    const qty = this.#size(order, price, this.#stops.get(id), fee);
    this.#stops.delete(id);
    const instrument = this.#instruments[order.instrument]!;
    const snapped = snapTowardZero(instrument.steps, qty);
    return this.#refuse({ ...order, qty: snapped }, price) ?? snapped;
  }

  /** Gives the order its quantity and puts it on the instrument's grid. */
  #complete({ id, order, sizeAt = this.#policy.sizeAt, stopLoss }: Extract<Intent, { kind: 'submit' }>): OrderRequest {
    const instrument = this.#instruments[order.instrument]!;
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
      const qty = order.reduceOnly ? this.#portion(order) : this.#size(order, this.#expectedPrice(order), stopLoss, NO_FEE);
      order.qty = snapTowardZero(instrument.steps, qty);
    }
    return order;
  }

  #size(order: OrderRequest, price: number, stopLoss: Exit | undefined, fee: (qty: number) => number): number {
    const equity = this.#portfolio.equityOf(order.strategy);
    const instrument = this.#instruments[order.instrument]!;
    const rate = this.#portfolio.rateOf(order.instrument);
    if (order.fraction !== undefined) return unitsFor((equity * order.fraction) / rate, notionalAt(instrument, 1, price), fee);
    return this.#policy.sizer({ side: order.side, instrument, price, stop: stopAt(stopLoss, order.side, price), rate, equity, fee });
  }

  /** A share of the position, to the nearest step and at least one; all of it where nothing else is said. */
  #portion(order: OrderRequest): number {
    const held = Math.abs(this.#portfolio.qtyOf(order.strategy, order.instrument));
    const { steps, stepSize } = this.#instruments[order.instrument]!;
    return held === 0 ? 0 : Math.max(snapNearest(steps, held * (order.fraction ?? 1)), stepSize);
  }

  #expectedPrice(order: OrderRequest): number {
    return order.price ?? order.trigger ?? this.#portfolio.last(order.instrument);
  }

  #refuse(order: OrderRequest, price: number): RejectReason | undefined {
    if (this.warming) return 'warm-up';
    if (this.state !== 'active' && (this.state === 'halted' || !exits(order, this.#portfolio))) return 'trading-halted';
    const { types, tifs } = this.#broker.supports;
    if (!types.has(order.type) || !tifs.has(order.tif)) return 'unsupported';
    if (Number.isNaN(this.#portfolio.rateOf(order.instrument))) return 'no-rate';
    // Sized at the fill: the rest is asked when there is a quantity.
    if (order.qty === undefined) return undefined;
    if (Number.isNaN(order.qty)) return Number.isNaN(price) ? 'no-fresh-price' : 'no-stop-to-size-by';
    if (!(order.qty > 0)) return 'zero-quantity';
    if (this.#policy.checks.length > 0 && Number.isNaN(price)) return 'no-fresh-price';
    for (let k = 0; k < this.#policy.checks.length; k++) {
      const refusal = this.#policy.checks[k]!(order as SizedOrder, price, this.#instruments[order.instrument]!, this.#portfolio);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
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
    const side = entry.side === 'buy' ? 'sell' : 'buy';
    const instrument = this.#instruments[entry.instrument]!;
    const away = (kind === 'stop') === (entry.side === 'buy') ? -1 : 1;
    const level = 'price' in exit ? exit.price : undefined;
    const trail = 'trail' in exit ? trailOf(exit.trail) : undefined;
    const order: OrderRequest = {
      ...entry,
      type: trail === undefined ? kind : trail.offset === undefined ? 'trailing-stop' : 'trailing-stop-limit',
      side,
      qty: undefined,
      fraction: exit.portion,
      price: kind === 'limit' && level !== undefined ? snapLimit(instrument, side, level) : undefined,
      trigger: kind === 'stop' && level !== undefined ? snapStop(instrument, side, level) : undefined,
      trail,
      offset: 'pct' in exit ? away * exit.pct : undefined,
      tif: 'gtc',
      expiresAt: undefined,
      parent,
      group,
      reduceOnly: true,
      postOnly: false,
      display: undefined,
      words: { ...NO_WORDS, ...entry.words, tag: kind === 'stop' ? 'stop-loss' : 'take-profit' },
    };
    this.#blotter.submit(id, order, now);
    if (refusal === undefined) this.#broker.send({ kind: 'submit', ts: now, id, order });
    else this.#blotter.apply({ kind: 'rejected', ts: now, id, reason: refusal });
  }

  /** A changed order is checked like a new one. */
  #replace({ id, qty, price, trigger }: Extract<Intent, { kind: 'replace' }>, now: Millis): RejectReason | undefined {
    const order = this.#blotter.request(id);
    if (order === undefined) return undefined;
    const { status: _, ...terms } = this.#blotter.state(id);
    const instrument = this.#instruments[order.instrument]!;
    const change = {
      qty: qty === undefined ? undefined : snapTowardZero(instrument.steps, qty),
      price: price === undefined ? undefined : snapLimit(instrument, order.side, price),
      trigger: trigger === undefined ? undefined : snapTrigger(instrument, order, trigger),
    };
    const whole = change.qty ?? terms.qty;
    const after = { ...order, qty: Number.isNaN(whole) ? undefined : whole - terms.filledQty };
    const expected = [change.price, change.trigger, terms.price, terms.trigger].find(isKnown) ?? this.#portfolio.last(order.instrument);
    const refusal = this.#refuse(after, expected);
    if (refusal === undefined) this.#broker.send({ kind: 'replace', ts: now, id, ...change });
    else this.#blotter.apply({ kind: 'replace-rejected', ts: now, id, reason: refusal });
    return refusal;
  }
}

const isKnown = (price: number | undefined): boolean => price !== undefined && !Number.isNaN(price);

/** A stop's trigger is moved away from the market, one that waits to be touched to the passive side. */
const snapTrigger = (instrument: Instrument, { type, side }: OrderRequest, trigger: number): number =>
  type.endsWith('-if-touched') ? snapLimit(instrument, side, trigger) : snapStop(instrument, side, trigger);

/** Whether an exit stands at a level: one that is not ready, or no distance, must not leave a position unprotected. */
function hasLevel(exit: Target): boolean {
  if (exit.portion !== undefined && !(exit.portion > 0 && exit.portion <= 1)) return false;
  if ('price' in exit) return Number.isFinite(exit.price);
  const distance = 'pct' in exit ? exit.pct : (exit.trail.amount ?? exit.trail.percent ?? Number.NaN);
  return distance > 0 && Number.isFinite(distance);
}

/** At the signal the fee is not known yet. */
const NO_FEE = (): number => 0;

const NO_WORDS = { ref: undefined, reason: undefined, confidence: Number.NaN };

/** Where a stop loss will stand for an entry at `price`; NaN without one. */
function stopAt(exit: Exit | undefined, side: 'buy' | 'sell', price: number): number {
  if (exit === undefined) return Number.NaN;
  if ('price' in exit) return exit.price;
  const away = 'pct' in exit ? price * exit.pct : (exit.trail.amount ?? price * (exit.trail.percent ?? Number.NaN));
  return side === 'buy' ? price - away : price + away;
}
