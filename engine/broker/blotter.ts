import { InvariantError } from '../model/errors.ts';
import { type Grid, sumOf } from '../model/grid.ts';
import type { OrderId, OrderRequest, OrderStatus, OrderType, OrderWords, Side, TimeInForce } from '../model/order.ts';
import { Table } from '../model/table.ts';
import type { Millis } from '../model/time.ts';
import type { OrderEvent } from './broker.ts';
import { NEVER_LEFT } from './never-left.ts';
import { OpenOrders } from './open-orders.ts';
import { decode, encode } from './order-codes.ts';
import type { SavedBlotter, SavedOrder } from './saved-blotter.ts';
import { EVENTS, type EventKind, eventNumber, NEVER, STATES, STAYS, stateAfter } from './transitions.ts';

// A constant of its own module is not looked up anew at each use, as what others export is.
const NONE = NEVER;
const SAME = STAYS;
const FILLED = STATES.indexOf('filled');
const PARTIAL = STATES.indexOf('partially-filled');
const LAST_OPEN = PARTIAL;
const UNKNOWN = STATES.indexOf('unknown');

const F = {
  status: 0,
  qty: 1,
  price: 2,
  trigger: 3,
  filled: 4,
  avgPrice: 5,
  created: 6,
  closed: 7,
  codes: 8,
} as const;
const WIDTH = 9;

/** One order as the blotter keeps it; numbers that do not apply are NaN. */
export interface OrderState {
  readonly instrument: number;
  readonly strategy: number;
  readonly side: Side;
  readonly type: OrderType;
  readonly tif: TimeInForce;
  readonly status: OrderStatus;
  readonly qty: number;
  readonly price: number;
  readonly trigger: number;
  readonly filledQty: number;
  readonly avgPrice: number;
  readonly createdTs: number;
  readonly closedTs: number;
}

/** Every order of a run and its life, by one transition table. */
export class Blotter {
  readonly #orders = new Table(WIDTH);
  /** The requests of those that can still fill: a closed order is a row and nothing more. */
  readonly #open = new OpenOrders();
  /** What authors said of their orders, where they said anything. */
  readonly #words = new Map<OrderId, OrderWords>();
  readonly #log = new Table(2);
  readonly #reasons = new Map<number, string>();
  /** Orders of a recording of which it says nothing: they were refused before they left, and only their numbers are taken. */
  readonly neverLeft = new Set<OrderId>();
  /** Orders that another blotter wrote down. */
  #recalled: readonly OrderId[] = [];
  readonly #steps: readonly Grid[];

  /** `steps` are the quantities of each instrument: what fills add up to is one of them. */
  constructor(steps: readonly Grid[] = []) {
    this.#steps = steps;
  }

  get length(): number {
    return this.#orders.length;
  }

  /** Writes down a new order; ids are given in turn, so an order's row is its id less one. */
  submit(id: OrderId, order: OrderRequest, ts: Millis): void {
    const row = this.#orders.add();
    if (row !== id - 1) throw new InvariantError(`Expected order ${row + 1} next, but it was ${id}`);
    const { base: at, tail: to } = this.#orders;
    to[at + F.qty] = order.qty ?? Number.NaN;
    to[at + F.price] = order.price ?? Number.NaN;
    to[at + F.trigger] = order.trigger ?? Number.NaN;
    to[at + F.avgPrice] = Number.NaN;
    to[at + F.created] = ts;
    to[at + F.closed] = Number.NaN;
    to[at + F.codes] = encode(order);
    this.#open.add(id, order);
    if (order.words !== undefined) this.#words.set(id, order.words);
    this.#write(id, 0, ts);
  }

  /** Takes the next number for one that never left. */
  skip(ts: Millis): void {
    const id = this.length + 1;
    this.neverLeft.add(id);
    this.submit(id, NEVER_LEFT, ts);
    this.apply({ kind: 'rejected', ts, id, reason: 'strategy-failed' });
  }

  /** Moves an order by what happened to it. Throws an InvariantError on an event its state does not allow. */
  apply(event: OrderEvent): void {
    const row = event.id - 1;
    const at = this.#orders.offset(row);
    const order = this.#orders.chunk(row);
    const kind = eventNumber(event.kind);
    const next = stateAfter(order[at]!, kind);
    if (next === NONE)
      throw new InvariantError(`Expected no "${event.kind}" for order ${event.id}, which was "${STATES[order[at]!] ?? 'forgotten'}"`);
    this.#write(event.id, kind, event.ts);
    if (event.kind === 'filled') this.#fill(event, order, at);
    else if (next !== SAME || event.kind === 'released' || event.kind === 'replaced') this.#change(event, order, at, next);
  }

  #fill(event: Extract<OrderEvent, { kind: 'filled' }>, order: Float64Array, at: number): void {
    const { qty, price } = event.fill;
    const was = order[at + F.filled]!;
    order[at + F.avgPrice] = was === 0 ? price : (order[at + F.avgPrice]! * was + price * qty) / (was + qty);
    const filled = was === 0 ? qty : this.#sum(event.fill.instrument, was, qty);
    order[at + F.filled] = filled;
    // An order sized at its fill learns its quantity from it.
    if (Number.isNaN(order[at + F.qty]!)) order[at + F.qty] = filled + event.leavesQty;
    if (event.leavesQty <= 0) {
      order[at] = FILLED;
      order[at + F.closed] = event.ts;
      this.#open.remove(event.id);
    } else if (order[at]! <= LAST_OPEN || order[at] === UNKNOWN) {
      order[at] = PARTIAL;
    }
  }

  #sum(instrument: number, was: number, qty: number): number {
    const steps = this.#steps[instrument];
    return steps === undefined ? was + qty : sumOf(steps, was, qty);
  }

  #change(event: OrderEvent, order: Float64Array, at: number, next: number): void {
    if (event.kind === 'released' || event.kind === 'replaced') {
      order[at + F.qty] = event.qty;
      order[at + F.price] = event.price ?? Number.NaN;
      order[at + F.trigger] = event.trigger ?? Number.NaN;
    }
    if (next === SAME) return;
    order[at] = next;
    if (next <= FILLED || next === UNKNOWN) return;
    order[at + F.closed] = event.ts;
    this.#open.remove(event.id);
    if (event.kind === 'rejected' || event.kind === 'canceled') this.#reasons.set(event.id, event.reason);
  }

  /** An instrument has split: what its open orders have filled counts in the new units. */
  split(instrument: number, ratio: number): void {
    for (const id of this.#open.ids) {
      if (this.#open.get(id)!.instrument !== instrument) continue;
      this.#orders.set(id - 1, F.filled, this.#orders.get(id - 1, F.filled) * ratio);
      this.#orders.set(id - 1, F.avgPrice, this.#orders.get(id - 1, F.avgPrice) / ratio);
    }
  }

  isOpen(id: OrderId): boolean {
    return this.#open.get(id) !== undefined;
  }

  /** The request of an order that can still fill; undefined once it is closed. */
  request(id: OrderId): OrderRequest | undefined {
    return this.#open.get(id);
  }

  /** Open orders of a strategy, in one instrument or (-1) in all, oldest first. */
  openOrders(strategy: number, instrument: number): OrderId[] {
    return this.#open.of(strategy, instrument);
  }

  /** What the author said of an order: its name, its purpose, the reason and confidence. */
  words(id: OrderId): OrderWords | undefined {
    return this.#words.get(id);
  }

  state(id: OrderId): OrderState {
    const row = this.#orders.chunk(id - 1);
    const at = this.#orders.offset(id - 1);
    const { strategy, instrument, tif, type, side } = decode(row[at + F.codes]!);
    return {
      strategy,
      instrument,
      tif,
      type,
      side,
      status: STATES[row[at + F.status]!]!,
      qty: row[at + F.qty]!,
      price: row[at + F.price]!,
      trigger: row[at + F.trigger]!,
      filledQty: row[at + F.filled]!,
      avgPrice: row[at + F.avgPrice]!,
      createdTs: row[at + F.created]!,
      closedTs: row[at + F.closed]!,
    };
  }

  /** All numbers of all orders, a row each, by id. */
  get rows(): Pick<Table, 'eachPart' | 'read'> {
    return this.#orders;
  }

  /** Why it ended without all of its fills; undefined where it did not. */
  reason(id: OrderId): string | undefined {
    return this.#reasons.get(id);
  }

  /** How many events there were. */
  get events(): number {
    return this.#log.length;
  }

  /** Calls `visit` for every event of every order, oldest first, or for those from a number on. */
  eachEvent(visit: (id: OrderId, kind: EventKind, ts: number) => void, from = 0): void {
    for (let row = from; row < this.#log.length; row++) {
      const what = this.#log.get(row, 0);
      visit(Math.floor(what / 16), EVENTS[what % 16]!, this.#log.get(row, 1));
    }
  }

  #write(id: OrderId, kind: number, ts: number): void {
    this.#log.add();
    const { base: at, tail: to } = this.#log;
    to[at] = id * 16 + kind;
    to[at + 1] = ts;
  }

  /** Writes down the orders that are open, those that had an event at `since` or later, and `others`. */
  save(since: number, others: Iterable<OrderId>): SavedBlotter {
    const ids = new Set<OrderId>(this.#open.ids);
    for (const id of this.#recalled) if (this.#orders.get(id - 1, F.closed) >= since) ids.add(id);
    this.eachEvent((id, _, ts) => {
      if (ts >= since) ids.add(id);
    });
    // What no order of ours is behind bears the number 0.
    for (const id of others) if (id !== 0) ids.add(id);
    const orders = [...ids].sort((a, b) => a - b).map((id) => this.#saved(id));
    return { length: this.length, orders };
  }

  #saved(id: OrderId): SavedOrder {
    return { id, row: this.#orders.read(id - 1), request: this.#open.get(id), words: this.#words.get(id), reason: this.#reasons.get(id) };
  }

  /** Goes on with orders that another blotter wrote down; of all others only the number is known. */
  restore({ length, orders }: SavedBlotter): void {
    this.#orders.resume(length);
    this.#log.resume(0);
    this.#open.resume(length);
    this.#words.clear();
    this.#reasons.clear();
    this.#recalled = orders.map(({ id }) => id);
    for (const { id, row, request, words, reason } of orders) {
      this.#orders.recall(id - 1, row);
      if (request !== undefined) this.#open.add(id, request);
      if (words !== undefined) this.#words.set(id, words);
      if (reason !== undefined) this.#reasons.set(id, reason);
    }
  }

  /** Whether anything is known of an order but that there was one. */
  knows(id: OrderId): boolean {
    return id >= 1 && id <= this.length && !Number.isNaN(this.#orders.get(id - 1, F.created));
  }
}
