import type { Blotter } from '../broker/blotter.ts';
import { room } from '../model/lists.ts';
import type { OrderId } from '../model/order.ts';
import { discard } from './discard.ts';
import type { Intent } from './router.ts';

/** What strategies have asked for and has not left, and the ids of orders: they are given in the order in which these are asked for. */
export class Outbox {
  /** How many ids have been given. */
  orders = 0;
  /** Intents that wait; those before `sent` have left. */
  sent = 0;
  written = 0;
  readonly #intents: Intent[] = room();

  /** The ids of an order and of so many exits of it. */
  take(exits: number): OrderId {
    const id = ++this.orders;
    this.orders += exits;
    return id;
  }

  write(intent: Intent): void {
    this.#intents[this.written++] = intent;
  }

  /** The first that waits; it leaves. */
  next(): Intent {
    return this.#intents[this.sent++]!;
  }

  /** Once nothing waits its place is used anew. */
  settle(): void {
    if (this.sent === this.written) this.sent = this.written = 0;
  }

  /** What a strategy has asked for and has not left comes to nothing. */
  discard(strategy: number, blotter: Blotter): void {
    for (let k = this.sent; k < this.written; k++) this.#intents[k] = discard(this.#intents[k]!, strategy, blotter);
  }

  get unsent(): readonly Intent[] {
    return this.#intents.slice(this.sent, this.written);
  }

  /** Goes on after so many orders, with intents that are still to leave. */
  restore(orders: number, unsent: readonly Intent[]): void {
    this.orders = orders;
    this.sent = this.written = 0;
    for (const intent of unsent) this.write(intent);
  }
}
