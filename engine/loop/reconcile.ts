import type { BrokerEvent, VenueFill, VenueOrder } from '../broker/broker.ts';
import { BARE_ORDER } from '../broker/live/bare.ts';
import { absorbedIn, gapsOf } from '../broker/live/executions.ts';
import { absorbFill, bookFee } from '../broker/live/fees.ts';
import { areSame, OrderLife, termsOf, whyEnded } from '../broker/live/order-life.ts';
import { bookPayment } from '../broker/live/payments.ts';
import { sumOf } from '../model/grid.ts';
import { valueAt } from '../model/instrument.ts';
import type { OrderId, OrderRequest } from '../model/order.ts';
import type { Millis } from '../model/time.ts';
import { adoptCash, adoptFill, adoptPosition, type Difference, type Explained, type Sides } from './adoption.ts';
import { ShadowBooks } from './shadow-books.ts';

export type { Difference, Explained, Sides } from './adoption.ts';

/** What is done about what is not of this session. */
export interface ReconcileOptions {
  /** Fills and positions of others: `adopt` books them for a strategy, `refuse` only tells of them. */
  readonly foreign: 'adopt' | 'refuse';
  /** The number of the strategy that adopts them. */
  readonly adoptedBy: number;
  /** Money that came or went without us: `adopt` books it, `refuse` only tells of it. */
  readonly cash: 'adopt' | 'refuse';
  /** Whether the snapshot has every order since the session began: then one that is not there was never seen. */
  readonly fullHistory: boolean;
}

/** What a comparison came to. */
export interface Reconciliation {
  /** To be taken in this order. */
  readonly events: readonly Explained[];
  /** Open orders at the venue that are not of this session. */
  readonly foreignOrders: readonly VenueOrder[];
  /** Fills of others that were not booked. */
  readonly foreignFills: readonly VenueFill[];
  /** What of positions and money is still different once the events are taken. */
  readonly drifts: readonly Difference[];
  readonly cash: readonly Difference[];
}

/**
 * Compares what we know with what the venue says, which wins. The same sides give the same events, and once they are taken
 * nothing is left to be said; events of an order are lawful in its state. Orders whose outcome is not known are left to be asked
 * for, unless the history is complete.
 */
export function reconcile(sides: Sides, options: ReconcileOptions): Reconciliation {
  const { snapshot, instruments, blotter } = sides;
  const shadow = new ShadowBooks(sides.books, instruments);
  const isOurs = (id: OrderId): boolean => id > 0 && id <= blotter.length;
  const known = new Set(instruments.map(({ id }) => id));
  const absorbed = absorbedIn(sides.execIds.keys());
  const isNew = (execId: string): boolean => !sides.execIds.has(execId) && !absorbed.has(execId);
  const fresh = distinct(snapshot.fills).filter(({ execId, instrument }) => isNew(execId) && known.has(instrument));
  const strange = fresh.filter(({ id }) => !isOurs(id));
  const lives = livesOf(
    sides,
    options,
    fresh.filter(({ id }) => isOurs(id)),
  );
  const foreign = options.foreign === 'adopt' ? strange.map((fill) => adoptFill(fill, sides, options.adoptedBy)) : [];
  const events = inTime([...lives, ...foreign, paymentsOf(sides)]);
  for (const { event } of events) shadow.take(event);
  const drifts: Difference[] = [];
  for (const drift of driftsOf(sides, shadow)) {
    const adopted = options.foreign === 'adopt' ? adoptPosition(drift, sides, shadow, options.adoptedBy) : undefined;
    if (adopted === undefined) drifts.push(drift);
    else {
      events.push(adopted);
      shadow.take(adopted.event);
    }
  }
  const cash = cashOf(sides, shadow);
  if (options.cash === 'adopt') for (const difference of cash.splice(0)) events.push(adoptCash(difference, sides));
  return {
    events,
    foreignOrders: snapshot.orders.filter(({ id, status }) => status === 'open' && !isOurs(id)),
    foreignFills: options.foreign === 'adopt' ? [] : strange,
    drifts,
    cash,
  };
}

/** What was paid for what is held while we did not hear it, oldest first. */
function paymentsOf({ snapshot, execIds, instruments, currencies }: Sides): Explained[] {
  const fresh = (snapshot.payments ?? []).filter(({ execId }) => !execIds.has(execId)).sort(byTime);
  return fresh.flatMap((payment) => {
    const event = bookPayment(payment, instruments, currencies);
    const why = `${payment.kind} of ${payment.instrument} was paid (${payment.execId}) while we did not hear it`;
    return event === undefined ? [] : [{ event, why }];
  });
}

/** What each order of ours has lived through that we have not heard of, one list for each. */
function livesOf(sides: Sides, { fullHistory }: ReconcileOptions, fills: readonly VenueFill[]): Explained[][] {
  const { blotter, snapshot } = sides;
  const gaps = gapsOf(sides.execIds.keys());
  const orders = byOrder(snapshot.orders);
  const fillsOf = byOrder(fills);
  const lists: Explained[][] = [];
  for (let id = 1; id <= blotter.length; id++) {
    const own = fillsOf.get(id)?.sort(byTime) ?? [];
    const isOpen = blotter.request(id) !== undefined;
    if (own.length === 0 && !isOpen) continue;
    const placed = orders.get(id) ?? [];
    const names = new Set([...placed, ...own].map(({ clientId }) => clientId));
    const list: Explained[] = [];
    let why = '';
    const gap = [...names].reduce((sum, name) => sum + (gaps.get(name) ?? 0), 0);
    const life = lifeOf(id, sides, gap, (event) => list.push({ event, why }));
    for (const fill of own) {
      why = `order ${id} was filled (${fill.execId}) while we did not hear it`;
      const lose = (lost: string): void => {
        why += `; ${lost}`;
      };
      takeFill(life, fill, sides, (event) => list.push({ event, why }), lose);
    }
    // One that was placed anew is left to the broker, which knows how often.
    if (isOpen && placed.length === 1) {
      why = `order ${id} is ${placed[0]!.status} at the venue, ${placed[0]!.filledQty} of it filled`;
      takeOrder(life, placed[0]!);
    } else if (isOpen && placed.length === 0 && fullHistory && !isAsleep(life)) {
      why = `order ${id} is not in the venue's complete history`;
      life.end({ kind: 'rejected', ts: snapshot.ts, reason: 'venue' });
    }
    if (list.length > 0) lists.push(list);
  }
  return lists;
}

/** A child that waits for its parent with us, or with it. */
const isAsleep = ({ order, terms }: OrderLife): boolean => order.parent !== 0 && Number.isNaN(terms.qty);

function lifeOf(id: OrderId, { blotter, instruments }: Sides, gaps: number, emit: (event: BrokerEvent) => void): OrderLife {
  const state = blotter.state(id);
  const [price, trigger] = [numberOr(state.price), numberOr(state.trigger)];
  const order: OrderRequest = blotter.request(id) ?? { ...BARE_ORDER, ...state, price, trigger };
  return new OrderLife(id, order, instruments[state.instrument]!, 0, emit, { ...state, price, trigger, gaps });
}

/** `lose` is told why a fee could not be booked, before its fill is. */
function takeFill(
  life: OrderLife,
  news: VenueFill,
  { currencies }: Sides,
  emit: (event: BrokerEvent) => void,
  lose: (why: string) => void,
): void {
  const { gapPrice } = life.executions;
  const qty = life.executions.add(news.execId, news.qty, news.price);
  const beside: BrokerEvent[] = [];
  if (qty < news.qty)
    beside.push(...absorbFill({ ...news, qty: news.qty - qty }, qty === 0, gapPrice, life.order, life.instrument, currencies).beside);
  if (qty === 0) {
    beside.forEach(emit);
    return;
  }
  life.fill(news.execId, qty, news, (fill) => {
    const booked = bookFee(fill, news, life.instrument, currencies);
    beside.push(...booked.beside);
    if (booked.lost !== '') lose(booked.lost);
    return booked.fee;
  });
  beside.forEach(emit);
}

function takeOrder(life: OrderLife, order: VenueOrder): void {
  const { executions, terms, isKnown } = life;
  const { parent, group, trail } = life.order;
  life.hear(order, whyEnded(life.order, order.filledQty, isKnown));
  const now = termsOf(order, terms, 0, trail !== undefined);
  // The terms of linked orders are the broker's affair.
  if (parent === 0 && group === 0 && order.status !== 'rejected' && !life.isOver && !areSame(now, terms)) life.restate(now, order.ts);
  if (executions.owed > 0 && executions.canClose) {
    const { qty, price, execId } = executions.close(order.clientId);
    life.fill(execId, qty, { price, ts: order.ts, liquidity: 'taker' }, () => 0);
  }
  life.settle();
}

function driftsOf({ instruments, snapshot }: Sides, shadow: ShadowBooks): Difference[] {
  return instruments.flatMap(({ id, steps, stepSize }, i) => {
    const ours = shadow.qty(i);
    const venue = snapshot.positions.filter(({ instrument }) => instrument === id).reduce((sum, { qty }) => sumOf(steps, sum, qty), 0);
    const noise = stepSize === 0 ? 1e-9 * Math.max(1, Math.abs(ours), Math.abs(venue)) : stepSize / 2;
    if (Math.abs(ours - venue) <= noise) return [];
    return [{ of: id, ours, venue, why: `we hold ${ours} ${id}, the venue says ${venue}, and no order explains it` }];
  });
}

function cashOf(sides: Sides, shadow: ShadowBooks): Difference[] {
  const { currencies, snapshot } = sides;
  return currencies.flatMap((of, c) => {
    const balance = snapshot.balances.find(({ currency }) => currency === of);
    if (balance === undefined) return [];
    const [ours, venue] = [shadow.balance(c) + regrouped(c, sides, shadow), balance.total];
    if (Math.abs(ours - venue) <= CENT) return [];
    const word = venue > ours ? 'more' : 'less';
    return [{ of, ours, venue, why: `the venue has ${Math.abs(venue - ours).toFixed(2)} ${of} ${word} than what we booked` }];
  });
}

/**
 * What of contracts is won already and what is still open depends on the order in which fills were booked; both together do not.
 * What there would be more in the balance if what is held had been entered at the venue's average price.
 */
function regrouped(currency: number, { instruments, books, snapshot }: Sides, shadow: ShadowBooks): number {
  let sum = 0;
  for (const { instrument: id, qty, avgPrice } of snapshot.positions) {
    const i = instruments.findIndex((one) => one.id === id);
    const instrument = instruments[i];
    if (instrument === undefined || instrument.contract === 'spot' || books.balanceFor(i) !== currency) continue;
    const more = valueAt(instrument, qty, avgPrice) - valueAt(instrument, qty, shadow.avgPrice(i));
    if (Number.isFinite(more)) sum += more;
  }
  return sum;
}

/** Merges lists, each in its own order, by the time of what comes next. */
function inTime(lists: readonly (readonly Explained[])[]): Explained[] {
  const heads = lists.map(() => 0);
  const merged: Explained[] = [];
  for (;;) {
    let next = -1;
    lists.forEach((list, k) => {
      const head = list[heads[k]!];
      if (head !== undefined && (next === -1 || head.event.ts < lists[next]![heads[next]!]!.event.ts)) next = k;
    });
    if (next === -1) return merged;
    merged.push(lists[next]![heads[next]!++]!);
  }
}

function byOrder<T extends { readonly id: OrderId }>(all: readonly T[]): Map<OrderId, T[]> {
  const groups = new Map<OrderId, T[]>();
  for (const one of all) groups.set(one.id, [...(groups.get(one.id) ?? []), one]);
  return groups;
}

const byTime = (a: { readonly ts: Millis }, b: { readonly ts: Millis }): number => a.ts - b.ts;
const distinct = (fills: readonly VenueFill[]): VenueFill[] => [...new Map(fills.map((fill) => [fill.execId, fill])).values()];
const numberOr = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

/** Money is compared to the cent: the last bits of sums differ. */
const CENT = 0.01;
