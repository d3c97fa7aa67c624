import type { Arrival } from '../../../engine/feed/live-feed.ts';
import { Book, type WireBook } from './book.ts';

/** The best prices of one feed: a row where they or what stands there has changed. */
export class QuoteTrack {
  readonly feed: number;
  readonly #book = new Book();
  readonly #tell: (arrival: Arrival) => void;
  #shown = '';
  #last = Number.NEGATIVE_INFINITY;

  constructor(feed: number, tell: (arrival: Arrival) => void) {
    this.feed = feed;
    this.#tell = tell;
  }

  /** A message at `ts`. Returns whether the book can go on; where not, it begins again with the next snapshot. */
  hear(type: string, wire: WireBook, ts: number): boolean {
    const news = this.#book.take(type, wire);
    const { top } = this.#book;
    // Where nothing changes for three seconds the same snapshot comes again.
    if (news === 'moved' && top !== undefined && top.join(' ') !== this.#shown) {
      this.#shown = top.join(' ');
      this.#last = Math.max(this.#last, ts);
      this.#tell({ kind: 'row', feed: this.feed, values: [this.#last, ...top] });
    }
    return news !== 'gap';
  }

  clear(): void {
    this.#book.clear();
  }
}
