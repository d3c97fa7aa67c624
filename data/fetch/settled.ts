import { DAY } from '../../engine/model/time.ts';
import type { Page, Row } from './source.ts';

/** Venues go on changing a bar for a moment after its end, and clocks differ: a bar counts as closed this long after it. */
export const MARGIN = 10_000;

/** The rows of one series, and how long each of them is in the making. */
export interface Making {
  /** When the row of a time is over: a bar's close, a funding rate's own time. */
  readonly endOf: (time: number) => number;
  /** Milliseconds that no row takes longer. */
  readonly longest: number;
}

/** What of a page cannot change any more, and up to where it is certain that there is nothing else. */
export interface Settled {
  readonly rows: readonly Row[];
  readonly upTo: number;
}

/**
 * The part of a page that is settled: rows that were over a margin before `asOf`. Near the present nothing is certain beyond the
 * newest settled row (`newest` of the pages before where this one has none): it is asked for again next time, and so is a day
 * without rows, as some venues publish late.
 */
export function settledOf(page: Page, asOf: number, { endOf, longest }: Making, newest: number): Settled {
  const open = page.rows.findIndex((row) => endOf(row[0]!) + MARGIN > asOf);
  const rows = open < 0 ? page.rows : page.rows.slice(0, open);
  const last = rows.at(-1)?.[0] ?? newest;
  if (open >= 0) return { rows, upTo: last };
  return { rows, upTo: Math.min(page.upTo, Math.max(last, asOf - DAY - longest)) };
}
