import type { Instrument } from '../../../engine/model/instrument.ts';
import type { Market, Move } from '../hostile/market.ts';
import { fromGrid } from '../hostile/resting-order.ts';

/** Five seconds of a market, in its own units. */
export interface Piece {
  readonly start: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  count: number;
}

/** Milliseconds of a piece. */
export const PIECE = 5_000;

/** The best prices, the prints and the five-second bars of one instrument as they come. */
export class Ticks {
  readonly instrument: Instrument;
  bid = Number.NaN;
  ask = Number.NaN;
  bidSize = 0;
  askSize = 0;
  last = Number.NaN;
  lastSize = 0;
  lastTs = 0;
  volume = 0;
  readonly #pieces = new Map<number, Piece>();
  readonly #ears = new Set<(kind: 'quote' | 'trade') => void>();

  constructor(market: Market, index: number) {
    this.instrument = market.instruments[index]!;
    market.follow((move) => {
      if (move.instrument === index) this.#show(move);
    });
  }

  /** Calls `ear` after every move until it is called off. */
  follow(ear: (kind: 'quote' | 'trade') => void): () => void {
    this.#ears.add(ear);
    return () => void this.#ears.delete(ear);
  }

  /** The piece that ends at `end`; one in which nothing was dealt is flat. */
  take(end: number): Piece | undefined {
    const start = end - PIECE;
    const piece = this.#pieces.get(start);
    for (const old of this.#pieces.keys()) if (old < start) this.#pieces.delete(old);
    if (piece !== undefined) return piece;
    const last = this.#pieces.get(end)?.open ?? this.last;
    return Number.isNaN(last) ? undefined : { start, open: last, high: last, low: last, close: last, volume: 0, count: 0 };
  }

  #show(move: Move): void {
    const { ticks, steps } = this.instrument;
    if (move.kind === 'quote') {
      [this.bid, this.ask] = [fromGrid(ticks, move.bid), fromGrid(ticks, move.ask)];
      [this.bidSize, this.askSize] = [fromGrid(steps, move.bids[0] ?? 0), fromGrid(steps, move.asks[0] ?? 0)];
    } else {
      const before = this.last;
      this.last = fromGrid(ticks, move.price);
      this.lastSize = fromGrid(steps, move.size);
      this.lastTs = move.ts;
      this.volume += this.lastSize;
      this.#deal(move.ts, Number.isNaN(before) ? this.last : before);
    }
    for (const ear of this.#ears) ear(move.kind);
  }

  /** A piece opens where the one before it ended. */
  #deal(ts: number, before: number): void {
    const start = Math.floor(ts / PIECE) * PIECE;
    const { last, lastSize } = this;
    const piece = this.#pieces.get(start) ?? { start, open: before, high: before, low: before, close: before, volume: 0, count: 0 };
    this.#pieces.set(start, piece);
    piece.high = Math.max(piece.high, last);
    piece.low = Math.min(piece.low, last);
    piece.close = last;
    piece.volume += lastSize;
    if (lastSize > 0) piece.count++;
  }
}
