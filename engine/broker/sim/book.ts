import type { OrderId } from '../../model/order.ts';
import { endOfDay } from '../../model/time.ts';
import type { Waiting } from '../broker.ts';
import type { Resting } from './resting.ts';

/** The orders that wait, per instrument in the order of their arrival, and when the next of them expires. */
export class Book implements Waiting {
  total = 0;
  readonly perInstrument: Int32Array;
  nextExpiry = Number.POSITIVE_INFINITY;
  readonly #lists: Resting[][];
  /** By id; undefined once the order is gone. */
  readonly #byId: (Resting | undefined)[] = [];
  /** Orders that end at a known time. */
  readonly #expiring = new Set<Resting>();

  constructor(instruments: number) {
    this.perInstrument = new Int32Array(instruments);
    this.#lists = Array.from({ length: instruments }, () => []);
  }

  get(id: OrderId): Resting | undefined {
    return this.#byId[id];
  }

  list(instrument: number): readonly Resting[] {
    return this.#lists[instrument]!;
  }

  /** Keeps an order; one that waits for its parent is known by its id but meets no market. */
  add(order: Resting): void {
    this.#byId[order.id] = order;
    if (!order.dormant) this.#enter(order);
    this.#watch(order);
  }

  /** Lets a child that waited for its parent meet the market. */
  wake(order: Resting): void {
    order.dormant = false;
    this.#enter(order);
  }

  remove(order: Resting): void {
    order.done = true;
    this.#byId[order.id] = undefined;
    if (!order.dormant) {
      const list = this.#lists[order.order.instrument]!;
      if (list[list.length - 1] === order) list.pop();
      else list.splice(list.indexOf(order), 1);
      this.perInstrument[order.order.instrument]!--;
      this.total--;
    }
    if (order.expiresAt !== undefined && this.#expiring.delete(order)) this.#findExpiry();
  }

  /** A `day` order lives to the end of the day in which it first meets the market, at `ts`. */
  startDay(order: Resting, ts: number): void {
    if (order.order.tif !== 'day' || order.expiresAt !== undefined) return;
    order.expiresAt = endOfDay(ts);
    this.#watch(order);
  }

  /** The orders whose time is over at `ts`, oldest first. */
  due(ts: number): readonly Resting[] {
    return [...this.#expiring].filter((order) => order.expiresAt! <= ts).sort((a, b) => a.id - b.id);
  }

  #enter(order: Resting): void {
    this.#lists[order.order.instrument]!.push(order);
    this.perInstrument[order.order.instrument]!++;
    this.total++;
  }

  #watch(order: Resting): void {
    if (order.expiresAt === undefined) return;
    this.#expiring.add(order);
    if (order.expiresAt < this.nextExpiry) this.nextExpiry = order.expiresAt;
  }

  #findExpiry(): void {
    this.nextExpiry = Number.POSITIVE_INFINITY;
    for (const order of this.#expiring) this.nextExpiry = Math.min(this.nextExpiry, order.expiresAt!);
  }
}
