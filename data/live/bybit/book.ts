import { numberOf } from './number.ts';

/** What is read of a message of the topic `orderbook` (docs/v5/websocket/public/orderbook), or of `GET /v5/market/orderbook`. */
export interface WireBook {
  readonly b: readonly (readonly string[])[];
  readonly a: readonly (readonly string[])[];
  /** Counts updates; 1 is the snapshot of a service that has begun anew. */
  readonly u: number;
}

/** What a message did to a book: a new state of it, nothing that is new, or it cannot be applied, as messages before it are missing. */
export type BookNews = 'moved' | 'nothing' | 'gap';

/** One side: sizes by price. */
type Depth = Map<number, number>;

/**
 * The book of one instrument as snapshots and changes make it: a snapshot begins it anew, a change of size 0 takes a level away. A
 * change that does not follow the update before it makes the book worthless until the next snapshot.
 */
export class Book {
  readonly #bids: Depth = new Map();
  readonly #asks: Depth = new Map();
  #update = Number.NaN;

  take(type: string, { b, a, u }: WireBook): BookNews {
    if (type === 'snapshot' || u === 1) this.clear();
    else if (Number.isNaN(this.#update)) return 'gap';
    else if (u <= this.#update) return 'nothing';
    else if (u !== this.#update + 1) {
      this.clear();
      return 'gap';
    }
    this.#update = u;
    for (const level of b) put(this.#bids, level);
    for (const level of a) put(this.#asks, level);
    return 'moved';
  }

  /** Nothing of it counts any more. */
  clear(): void {
    this.#bids.clear();
    this.#asks.clear();
    this.#update = Number.NaN;
  }

  /** Bid, ask and their sizes; undefined while a side is empty. */
  get top(): readonly [bid: number, ask: number, bidSize: number, askSize: number] | undefined {
    const bid = best(this.#bids, (price, than) => price > than);
    const ask = best(this.#asks, (price, than) => price < than);
    return bid === undefined || ask === undefined ? undefined : [bid, ask, this.#bids.get(bid)!, this.#asks.get(ask)!];
  }
}

function put(depth: Depth, [price, size]: readonly string[]): void {
  const at = numberOf(price, 'price');
  const rest = numberOf(size, 'size');
  if (rest === 0) depth.delete(at);
  else depth.set(at, rest);
}

function best(depth: Depth, isBetter: (price: number, than: number) => boolean): number | undefined {
  let found: number | undefined;
  for (const price of depth.keys()) if (found === undefined || isBetter(price, found)) found = price;
  return found;
}
