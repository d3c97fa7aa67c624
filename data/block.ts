import type { Column } from '../engine/model/series.ts';

/** What a series may be made of. */
export type SeriesKind = 'bars' | 'quotes' | 'trades' | 'funding' | 'actions' | 'custom';

/**
 * The columns of each kind; the first of `TIME` is when a row becomes known, and no row goes before the one above it.
 * Quotes may carry deeper levels as `bid2 ask2 bidSize2 askSize2` and so on, best first; custom series have any further columns.
 * `rate` is a fraction of the notional paid by longs to shorts at that time. An action's `type` is one of `ACTIONS`, its `value`
 * new shares per old one for a split, money per share (in the instrument's currency, before the action) for a dividend.
 */
export const COLUMNS = {
  bars: ['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'],
  quotes: ['times', 'bid', 'ask', 'bidSize', 'askSize'],
  trades: ['times', 'price', 'size', 'side'],
  funding: ['times', 'rate'],
  actions: ['times', 'type', 'value'],
  custom: ['knownAt', 'about'],
} as const satisfies Record<SeriesKind, readonly string[]>;

/** The column that orders the rows of a kind. */
export const timeColumnOf = (kind: SeriesKind): 'times' | 'knownAt' => (kind === 'custom' ? 'knownAt' : 'times');

/** What an action's `type` means. */
export const ACTIONS = { split: 1, dividend: 2, delisting: 3 } as const;

/**
 * Rows of one series on their way from one place to another: columns of `rows` values each, oldest first, without the NaN
 * row that the engine's columns begin with.
 */
export interface Block {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
  /** Where a row (from 0) came from, for messages: `goog.csv:17`. */
  readonly place?: (row: number) => string;
}
