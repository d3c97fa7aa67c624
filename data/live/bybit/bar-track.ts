import type { Arrival } from '../../../engine/feed/live-feed.ts';
import { type Candle, valuesOf } from './candle.ts';

/** Milliseconds after its end from which on a bar that was asked for is taken for final, and one that has not come is asked for. */
export const SETTLE = 2_000;

/**
 * The bars of one feed in their order, each once, whatever way they come: of the stream as they end, of REST where the stream was down
 * or left one out. A bar waits until those before it are there, or are known not to exist.
 */
export class BarTrack {
  readonly feed: number;
  readonly length: number;
  /** When the bar opens that is delivered next; NaN before the first is known. */
  next = Number.NaN;
  /** The newest bar that was said to have begun. */
  #begun = Number.NEGATIVE_INFINITY;
  /** Bars that are over and were not delivered, by their opening. */
  readonly #held = new Map<number, Candle>();
  readonly #tell: (arrival: Arrival) => void;

  constructor(feed: number, length: number, tell: (arrival: Arrival) => void) {
    this.feed = feed;
    this.length = length;
    this.#tell = tell;
  }

  /** When the next bar has to have come, or is asked for; -Infinity where nothing has come yet. */
  get due(): number {
    return Number.isNaN(this.next) ? Number.NEGATIVE_INFINITY : this.next + this.length + SETTLE;
  }

  /** A candle of the stream. */
  hear(candle: Candle): void {
    if (candle.openTs < this.next) return;
    if (candle.isOver) this.#held.set(candle.openTs, candle);
    // What has begun before anything is known is told behind what is asked for.
    if (Number.isNaN(this.next)) return;
    this.#deliver();
    if (!candle.isOver) this.#begin(candle);
  }

  /** Candles that were asked for from `from` on, oldest first, by the venue's clock at `time`: all that there are. */
  fill(candles: readonly Candle[], from: number, time: number): void {
    const settled = candles.filter(({ ts }) => ts + SETTLE <= time);
    for (const candle of settled) if (!(candle.openTs < this.next) && !this.#held.has(candle.openTs)) this.#held.set(candle.openTs, candle);
    if (Number.isNaN(this.next)) this.next = settled[0]?.openTs ?? this.#first ?? Number.NaN;
    this.#deliver();
    const last = settled.at(-1)?.openTs ?? Number.NEGATIVE_INFINITY;
    // Where later ones came there is none between the one that is waited for and the first of them: the venue has a hole there.
    for (let first = this.#first; first !== undefined && from <= this.next && this.next < last; first = this.#first) {
      this.next = first;
      this.#deliver();
    }
    const running = candles.at(-1);
    if (running !== undefined && !running.isOver && running.openTs >= this.next) this.#begin(running);
  }

  /** The oldest that is held. */
  get #first(): number | undefined {
    return this.#held.size === 0 ? undefined : Math.min(...this.#held.keys());
  }

  #deliver(): void {
    for (let candle = this.#held.get(this.next); candle !== undefined; candle = this.#held.get(this.next)) {
      this.#held.delete(this.next);
      this.#tell({ kind: 'row', feed: this.feed, values: valuesOf(candle) });
      this.next += this.length;
    }
  }

  #begin({ openTs, ts, open }: Candle): void {
    if (openTs <= this.#begun) return;
    this.#begun = openTs;
    this.#tell({ kind: 'open', feed: this.feed, openTs, ts, open });
  }
}
