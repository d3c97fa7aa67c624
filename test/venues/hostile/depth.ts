import type { Move } from './market.ts';
import type { RestingOrder } from './resting-order.ts';

/** What stands in the market of one instrument, as far as nobody has taken it. Prices count ticks, sizes steps. */
export class Depth {
  #bid = Number.NaN;
  #ask = Number.NaN;
  #bids: number[] = [];
  #asks: number[] = [];
  /** The price of the newest print. */
  last = Number.NaN;

  show(move: Move): void {
    if (move.kind === 'trade') this.last = move.price;
    else {
      [this.#bid, this.#ask] = [move.bid, move.ask];
      [this.#bids, this.#asks] = [[...move.bids], [...move.asks]];
    }
  }

  /** The middle of the market. */
  get mid(): number {
    return (this.#bid + this.#ask) / 2;
  }

  /** Whether an order would be filled at once, at least in part. */
  crosses(order: RestingOrder): boolean {
    if (Number.isNaN(this.#bid)) return false;
    if (order.type === 'market') return true;
    return order.buys ? order.price >= this.#ask : order.price <= this.#bid;
  }

  /** How many steps an order could take at its price. */
  available(order: RestingOrder): number {
    const sizes = order.buys ? this.#asks : this.#bids;
    return sizes.reduce((sum, size, k) => sum + (this.#reaches(order, k) ? size : 0), 0);
  }

  /** Takes at most so many steps, best level first; calls `deal` for each level with its price. */
  take(order: RestingOrder, most: number, deal: (steps: number, price: number) => void): void {
    const sizes = order.buys ? this.#asks : this.#bids;
    for (let k = 0, rest = most; k < sizes.length && rest > 0 && this.#reaches(order, k); k++) {
      const steps = Math.min(rest, sizes[k]!);
      if (steps === 0) continue;
      sizes[k]! -= steps;
      rest -= steps;
      deal(steps, this.#priceAt(order.buys, k));
    }
  }

  #priceAt(buys: boolean, level: number): number {
    return buys ? this.#ask + level : this.#bid - level;
  }

  #reaches(order: RestingOrder, level: number): boolean {
    if (order.type === 'market') return !Number.isNaN(this.#bid) && this.#priceAt(order.buys, level) > 0;
    const price = this.#priceAt(order.buys, level);
    return price > 0 && (order.buys ? price <= order.price : price >= order.price);
  }
}
