import type { Asked, RiskCheck } from '../check.ts';

/**
 * At most so many orders and changes of orders in any stretch of time of that length: by each strategy, or by all. Exits count,
 * and are refused with the rest; an order and its attached exits are one. Cancels do not count.
 */
export class OrderRate implements RiskCheck {
  readonly sized = false;
  readonly asksExits = true;
  readonly #length: number;
  readonly #byStrategy: boolean;
  /** When the newest orders left, in rings: by strategy. */
  readonly #times: readonly Float64Array[];
  readonly #at: Int32Array;

  constructor(orders: number, length: number, strategies: number, byStrategy: boolean) {
    const rings = byStrategy ? strategies : 1;
    this.#length = length;
    this.#byStrategy = byStrategy;
    this.#times = Array.from({ length: rings }, () => new Float64Array(orders).fill(Number.NEGATIVE_INFINITY));
    this.#at = new Int32Array(rings);
  }

  refuse({ order, now }: Asked): 'order-rate' | undefined {
    const ring = this.#byStrategy ? order.strategy : 0;
    return this.#times[ring]![this.#at[ring]!]! > now - this.#length ? 'order-rate' : undefined;
  }

  leave({ order, now }: Asked): void {
    const ring = this.#byStrategy ? order.strategy : 0;
    const times = this.#times[ring]!;
    times[this.#at[ring]!] = now;
    this.#at[ring] = (this.#at[ring]! + 1) % times.length;
  }

  /** When the newest orders left, oldest first: by strategy. */
  save(): readonly (readonly number[])[] {
    return this.#times.map((times, ring) => [...times.subarray(this.#at[ring]!), ...times.subarray(0, this.#at[ring]!)]);
  }

  restore(saved: unknown): void {
    (saved as readonly (readonly number[])[]).forEach((times, ring) => {
      this.#times[ring]!.set(times);
    });
    this.#at.fill(0);
  }
}
