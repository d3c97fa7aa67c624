import { snapLimit, snapStop } from '../../../engine/model/price-level.ts';
import type { Book } from './book.ts';
import { fromGrid, type RestingOrder, toGrid } from './resting-order.ts';

/** Exits that a venue holds with their entry: they cover what it has filled, and what one of them fills the others lose. */
export class Links {
  readonly #book: Book;
  readonly #children = new Map<RestingOrder, RestingOrder[]>();
  readonly #parents = new Map<RestingOrder, RestingOrder>();

  constructor(book: Book) {
    this.#book = book;
  }

  /** Takes exits; until their entry fills they are in no book. */
  add(parent: RestingOrder, exits: readonly RestingOrder[]): void {
    if (exits.length === 0) return;
    this.#children.set(parent, [...exits]);
    for (const exit of exits) {
      exit.qty = shareOf(exit, parent.qty);
      this.#parents.set(exit, parent);
      this.#book.open.push(exit);
    }
  }

  /** An order has filled so many steps. */
  filled(order: RestingOrder, steps: number): void {
    for (const exit of this.#children.get(order) ?? []) this.#cover(exit, order);
    const parent = this.#parents.get(order);
    if (parent === undefined) return;
    for (const other of this.#children.get(parent) ?? []) {
      if (other === order || !other.isOpen || other.request.group !== order.request.group || order.request.group === 0) continue;
      other.taken += steps;
      if (other.leaves > steps) this.#book.resize(other, other.qty - steps);
      else this.#book.end(other, 'canceled', 'linked-order-filled');
    }
    if (parent.isOpen) this.#book.end(parent, 'canceled', 'exit-filled');
  }

  /** An order is over: exits of what never filled end with it. */
  ended(order: RestingOrder): void {
    for (const exit of this.#children.get(order) ?? []) {
      if (exit.isOpen && !Number.isFinite(exit.arrival)) this.#book.end(exit, 'canceled', 'parent-closed');
    }
  }

  #cover(exit: RestingOrder, parent: RestingOrder): void {
    const covered = shareOf(exit, parent.filled) - exit.taken;
    if (!exit.isOpen || covered <= exit.filled) return;
    const { offset, side } = exit.request;
    const { instrument } = exit;
    if (offset !== undefined) {
      const level = fromGrid(instrument.ticks, parent.paid / parent.filled) * (1 + offset);
      if (exit.type === 'limit') exit.price = toGrid(instrument.ticks, snapLimit(instrument, side, level));
      else exit.trigger = toGrid(instrument.ticks, snapStop(instrument, side, level));
    }
    this.#book.resize(exit, covered);
    if (!Number.isFinite(exit.arrival)) this.#book.enter(exit, exit.qty);
  }
}

/** What an exit covers of so many steps, in whole ones. */
const shareOf = ({ request }: RestingOrder, steps: number): number => Math.floor((request.fraction ?? 1) * steps + 1e-9);
