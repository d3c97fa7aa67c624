import type { Column } from '../../engine/model/series.ts';
import { mergeCovered } from './merge-covered.ts';
import { mergeKeyed } from './merge-keyed.ts';
import type { Shape } from './shape.ts';

/** What is done where a row offered contradicts one of the store: refuse it all, take the new one, or stay with the old one. */
export type OnConflict = 'fail' | 'replace' | 'keep';

/** What became of rows offered; each is counted once. */
export interface Tally {
  /** The store had nothing there. */
  readonly added: number;
  /** The store had the same already. */
  readonly same: number;
  /** They took the place of other rows. */
  readonly replaced: number;
  /** They were left out for other rows. */
  readonly kept: number;
}

/** Rows of a window, joined. */
export interface Merged extends Tally {
  readonly columns: readonly Column[];
}

/** Rows of one window, oldest first: those of the store and those offered. */
export interface Sides {
  readonly shape: Shape;
  readonly stored: readonly Column[];
  readonly offered: readonly Column[];
  readonly onConflict: OnConflict;
  /** How messages call the series: `BTCUSDT.BYBIT@1m`. */
  readonly name: string;
}

/**
 * Joins rows offered with those of the store, which has rows in the window.
 *
 * Bars, funding, actions and custom rows are found again: bars by when they open, a rate by its time, an action by time and
 * type, a custom row by its two times. The same values are the same row, others a conflict; what one side alone has stays.
 *
 * Quotes and trades (and bars of so many trades) are not: several may share a time. Rows offered speak for the whole stretch
 * they cover, `from` to `to`: those of the store within it must be found among them in their order, or the two contradict
 * each other.
 */
export function merge(sides: Sides, from: number, to: number): Merged {
  return sides.shape.found === 'stretch' ? mergeCovered(sides, from, to) : mergeKeyed(sides);
}
