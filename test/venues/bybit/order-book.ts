import type { Market, Move } from '../hostile/market.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import { onGrid } from './listed.ts';

type Level = readonly [price: string, size: string];

/** Both sides of a book, best level first. */
export interface Levels {
  readonly b: readonly Level[];
  readonly a: readonly Level[];
}

/** The book of one instrument as Bybit publishes it: its levels, and what has changed of them. */
export class OrderBook {
  levels: Levels = { b: [], a: [] };
  u = 18_521_288;
  seq = 7_961_638_724;
  ts = 0;
  /** Called with what has changed. */
  changed: (delta: Levels) => void = () => {};

  constructor(market: Market, index: number) {
    const { ticks, steps } = market.instruments[index]!;
    market.follow((move) => {
      if (move.kind !== 'quote' || move.instrument !== index) return;
      const side = (price: number, sizes: readonly number[], away: number): Level[] =>
        sizes
          .map((size, k): Level => [onGrid(ticks, fromGrid(ticks, price + k * away)), onGrid(steps, fromGrid(steps, size))])
          .filter(([, size]) => Number(size) > 0);
      this.#show(move, { b: side(move.bid, move.bids, -1), a: side(move.ask, move.asks, 1) });
    });
  }

  /** The service begins anew: the next book is its first, told whole. */
  restart(): void {
    this.u = 0;
  }

  #show({ ts }: Move, next: Levels): void {
    const delta = { b: changesOf(this.levels.b, next.b), a: changesOf(this.levels.a, next.a) };
    [this.levels, this.ts] = [next, ts];
    this.u++;
    this.seq += 7;
    this.changed(delta);
  }
}

/** Levels that are new or have another size, and those that have gone with a size of 0. */
function changesOf(before: readonly Level[], after: readonly Level[]): Level[] {
  const were = new Map(before);
  const are = new Map(after);
  const gone = before.filter(([price]) => !are.has(price)).map(([price]): Level => [price, '0']);
  return [...after.filter(([price, size]) => were.get(price) !== size), ...gone];
}
