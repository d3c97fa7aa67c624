import type { OrderRequest } from '../../model/order.ts';
import type { Asked, RiskCheck } from '../check.ts';

/** An order that left. */
interface Left {
  readonly order: OrderRequest;
  readonly ts: number;
}

/** The same order of the same strategy is not sent twice within a length of time: instrument, side, type, quantity and prices. */
export class Duplicate implements RiskCheck {
  readonly sized = false;
  readonly #length: number;
  /** Oldest first. */
  #left: Left[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  refuse({ order, now, replaces }: Asked): 'duplicate' | undefined {
    while (this.#left.length > 0 && this.#left[0]!.ts <= now - this.#length) this.#left.shift();
    return !replaces && this.#left.some((one) => isSame(one.order, order)) ? 'duplicate' : undefined;
  }

  leave({ order, now, replaces }: Asked): void {
    if (!replaces) this.#left.push({ order, ts: now });
  }

  save(): readonly Left[] {
    return [...this.#left];
  }

  restore(saved: unknown): void {
    this.#left = [...(saved as readonly Left[])];
  }
}

const FIELDS = ['strategy', 'instrument', 'side', 'type', 'qty', 'fraction', 'price', 'trigger'] as const;

const isSame = (a: OrderRequest, b: OrderRequest): boolean => FIELDS.every((field) => a[field] === b[field]) && isSameTrail(a, b);

const isSameTrail = ({ trail: a }: OrderRequest, { trail: b }: OrderRequest): boolean =>
  a?.amount === b?.amount && a?.percent === b?.percent && a?.activation === b?.activation && a?.offset === b?.offset;
