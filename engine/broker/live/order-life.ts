import type { Fill, Liquidity } from '../../model/fill.ts';
import { remainder } from '../../model/grid.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { CancelReason, OrderId, OrderRequest, OrderStatus, RejectReason } from '../../model/order.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { BrokerEvent, VenueFill, VenueOrder } from '../broker.ts';
import { BARE_FILL } from './bare.ts';
import { Executions } from './executions.ts';

/** The terms of an order as the session knows them; NaN or undefined where there is none. */
export interface Terms {
  readonly qty: number;
  readonly price: number | undefined;
  readonly trigger: number | undefined;
}

/** Where an order stands when we begin to follow it. */
export interface Standing extends Terms {
  readonly status: OrderStatus;
  readonly filledQty: number;
  readonly avgPrice: number;
  /** What of it was filled by the order's word alone, though no execution was told. */
  readonly gaps?: number;
  /** Units that fees took of what it has filled. */
  readonly feeQty?: number;
}

/** How an order ends. */
export type Ending =
  | { readonly kind: 'filled'; readonly ts: Millis }
  | { readonly kind: 'expired'; readonly ts: Millis }
  | { readonly kind: 'rejected'; readonly ts: Millis; readonly reason: RejectReason }
  | { readonly kind: 'canceled'; readonly ts: Millis; readonly reason: CancelReason };

/**
 * What the session is told of one order: every event is one that the blotter's table allows, whatever order the venue says
 * things in. A fill before its acceptance is accepted first; an end waits for fills that the order says have happened.
 */
export class OrderLife {
  readonly id: OrderId;
  readonly order: OrderRequest;
  readonly instrument: Instrument;
  /** No event is earlier than its command. */
  readonly since: number;
  readonly executions: Executions;
  status: OrderStatus;
  terms: Terms;
  /** Whether the venue has ever had it. */
  isKnown: boolean;
  ending: Ending | undefined;
  #isTriggered = false;
  /** When what the venue said last was so. */
  asOf = Number.NEGATIVE_INFINITY;
  /** The time of its latest fill: what it was before that is no news. */
  filledAt = Number.NEGATIVE_INFINITY;
  readonly #emit: (event: BrokerEvent) => void;

  constructor(id: OrderId, order: OrderRequest, instrument: Instrument, since: number, emit: (event: BrokerEvent) => void, at?: Standing) {
    this.id = id;
    this.order = order;
    this.instrument = instrument;
    this.since = since;
    this.#emit = emit;
    this.status = at?.status ?? 'submitted';
    this.terms = at ?? { qty: order.qty ?? Number.NaN, price: order.price, trigger: order.trigger };
    this.isKnown = !(this.status === 'submitted' || this.status === 'unknown') || (at?.filledQty ?? 0) > 0;
    this.executions = new Executions(instrument.steps, at?.filledQty ?? 0, at?.avgPrice ?? 0, at?.gaps, at?.feeQty);
  }

  /** Whether it can still fill, as the session knows it. */
  get isOver(): boolean {
    return this.status === 'filled' || this.status === 'canceled' || this.status === 'rejected' || this.status === 'expired';
  }

  get leavesQty(): number {
    return remainder(this.instrument.steps, this.terms.qty, this.executions.booked);
  }

  accept(ts: number): void {
    this.isKnown = true;
    if (this.status !== 'submitted' && this.status !== 'unknown') return;
    if (this.status === 'unknown' && this.#isTriggered) this.#tell('triggered', ts);
    else this.#tell('accepted', ts);
  }

  /** What became of a request is not known. */
  doubt(ts: number): void {
    if (this.isOver || this.status === 'unknown') return;
    this.#emit({ kind: 'unknown-outcome', ts: this.#time(ts), id: this.id });
    this.status = 'unknown';
  }

  /**
   * The order as the venue has it: older news than those we have are left aside, but for what they say is filled. With `inDoubt`
   * its terms may be others by now, and that it is there is no answer yet.
   */
  hear(news: VenueOrder, reason: CancelReason, inDoubt = false): void {
    this.executions.hear(news.filledQty, news.avgPrice);
    if (!(news.ts >= this.asOf)) return;
    this.asOf = news.ts;
    if (news.status !== 'rejected' && !inDoubt) this.accept(news.ts);
    if (news.status === 'open') {
      if (news.type !== this.order.type && this.order.trigger !== undefined) this.#trigger(news.ts);
    } else this.ending ??= endingOf(news, this.isKnown, reason);
  }

  /**
   * It is placed once more, as another order to the venue, `base` of it filled before. That order's words may bear earlier times than those of
   * the one before: the venue's clock may have been set back meanwhile.
   */
  renew(base?: number): void {
    this.executions.renew(base);
    this.asOf = Number.NEGATIVE_INFINITY;
  }

  /** The order stands at other terms than the session knows. */
  restate(terms: Terms, ts: number, kind: 'replaced' | 'released' = 'replaced'): void {
    this.accept(ts);
    this.terms = terms;
    this.#emit({ kind, ts: this.#time(ts), id: this.id, ...terms });
  }

  /** An execution that is to be booked, `qty` of it; told after the order was given up, it only moves the account. */
  fill(execId: string, qty: number, { price, ts, liquidity }: Priced, fee: (fill: Fill) => number): void {
    if (!this.isOver) this.accept(ts);
    this.filledAt = Math.max(this.filledAt, ts);
    const { order, id } = this;
    const at = this.#time(ts);
    const bare: Fill = {
      ...BARE_FILL,
      ts: at,
      orderId: id,
      instrument: order.instrument,
      strategy: order.strategy,
      side: order.side,
      qty,
      price,
      liquidity,
      tag: order.words?.tag,
      barTs: at,
    };
    const fill = { ...bare, fee: fee(bare) };
    if (this.status === 'rejected' || this.status === 'filled') {
      const why = this.status === 'filled' ? `order ${id} has filled more than it was for` : `order ${id} was filled after it was given up`;
      this.#emit({ kind: 'adjusted', ts: at, id: 0, fill, execId, why });
      return;
    }
    const leavesQty = Number.isNaN(this.terms.qty) ? 0 : this.leavesQty;
    this.#emit({ kind: 'filled', ts: at, id, fill, leavesQty, execId });
    if (leavesQty <= 0) this.status = 'filled';
    else if (!this.isOver) this.status = 'partially-filled';
  }

  /** Tells the end, once all that was filled before it is told. */
  settle(): void {
    const { ending } = this;
    if (ending === undefined || this.isOver || this.executions.owed > 0) return;
    if (ending.kind === 'filled') {
      // It was made smaller until nothing was left.
      this.end({ kind: 'canceled', ts: ending.ts, reason: 'venue' });
    } else this.end(ending);
  }

  /** It is over. One that the venue has had is never rejected, but cancelled. */
  end(ending: Exclude<Ending, { kind: 'filled' }>): void {
    if (this.isOver) return;
    const ts = this.#time(ending.ts);
    const { id } = this;
    if (ending.kind === 'expired') {
      this.#emit({ kind: 'expired', ts, id });
      this.status = 'expired';
    } else if (ending.kind === 'rejected' && !this.isKnown) {
      this.#emit({ kind: 'rejected', ts, id, reason: ending.reason });
      this.status = 'rejected';
    } else {
      this.#emit({ kind: 'canceled', ts, id, reason: ending.reason });
      this.status = 'canceled';
    }
  }

  refuseCancel(ts: number): void {
    this.#emit({ kind: 'cancel-rejected', ts: this.#time(ts), id: this.id });
  }

  refuseReplace(ts: number, reason: RejectReason): void {
    this.#emit({ kind: 'replace-rejected', ts: this.#time(ts), id: this.id, reason });
  }

  #trigger(ts: number): void {
    if (this.#isTriggered) return;
    this.#isTriggered = true;
    if (this.status === 'accepted') this.#tell('triggered', ts);
  }

  #tell(kind: 'accepted' | 'triggered', ts: number): void {
    this.status = kind;
    this.#emit({ kind, ts: this.#time(ts), id: this.id });
  }

  #time(ts: number): Millis {
    return millis(Math.max(ts, this.since));
  }
}

/** What a fill says beside its quantity. */
type Priced = Pick<VenueFill, 'price' | 'ts'> & { readonly liquidity: Liquidity };

function endingOf({ status, ts }: VenueOrder, isKnown: boolean, reason: CancelReason): Ending {
  if (status === 'filled' || status === 'expired') return { kind: status, ts };
  if (status === 'rejected' && !isKnown) return { kind: 'rejected', ts, reason: 'venue' };
  return { kind: 'canceled', ts, reason };
}

/** The terms of an order of the venue, counted over all that was placed of it; those that differ by rounding alone stay as they are. */
export function termsOf(news: VenueOrder, at: Terms, base: number, trails: boolean): Terms {
  const qty = base === 0 ? news.qty : base + news.qty;
  const { price, trigger } = at;
  return {
    qty: isSame(at.qty, qty) ? at.qty : qty,
    // Of a market order a venue may state a price, and a trail moves by itself.
    price: price === undefined || isSame(price, news.price) ? price : (news.price ?? price),
    trigger: trigger === undefined || trails || isSame(trigger, news.trigger) ? trigger : (news.trigger ?? trigger),
  };
}

export const areSame = (a: Terms, b: Terms): boolean => isSame(a.qty, b.qty) && isSame(a.price, b.price) && isSame(a.trigger, b.trigger);

/** Whether two numbers are one but for the rounding of their last bits; those that are not there are one, too. */
export const isSame = (a: number | undefined, b: number | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && (Math.abs(a - b) <= Math.abs(a) * 1e-12 || (Number.isNaN(a) && Number.isNaN(b))));

/** Why a venue ended an order of which it says no more than that. */
export function whyEnded({ tif, postOnly }: OrderRequest, filledQty: number, isKnown: boolean): CancelReason {
  if (tif === 'ioc') return 'ioc-remainder';
  if (tif === 'fok') return 'fok-unfilled';
  return postOnly && filledQty === 0 && !isKnown ? 'would-take' : 'venue';
}
