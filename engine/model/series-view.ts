import type { Line } from './line.ts';
import type { Millis } from './time.ts';

/** What a strategy sees of any series: which it is, and when its newest row became known. */
export interface SeriesView {
  readonly kind: 'bars' | 'quotes' | 'trades' | 'custom';
  readonly id: string;
  readonly ts: Millis;
}

/** What a strategy sees of bars. */
export interface Bars extends SeriesView {
  readonly kind: 'bars';
  readonly openTs: Millis;
  readonly open: Line;
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
  readonly volume: Line;
}

/** One price of a book and what stands there; both NaN where the book is not that deep, the size where it is not known. */
export interface Level {
  readonly price: Line;
  readonly size: Line;
}

/** What a strategy sees of quotes. */
export interface Quotes extends SeriesView {
  readonly kind: 'quotes';
  readonly bid: Line;
  readonly ask: Line;
  readonly bidSize: Line;
  readonly askSize: Line;
  /** The levels of each side, best first; the first is `bid` and `ask`. */
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/** What a strategy sees of public trades. */
export interface Trades extends SeriesView {
  readonly kind: 'trades';
  readonly price: Line;
  readonly size: Line;
  readonly side: Line;
}

/** What a strategy sees of a custom series. */
export interface Custom extends SeriesView {
  readonly kind: 'custom';
  readonly about: Line;
  line(name: string): Line;
}
