import type { Column } from './series.ts';

/**
 * When a market trades, written out: one row per session, oldest first, without a NaN row. Times are milliseconds UTC.
 * A market that never closes has the UTC day as its session. Compiled by `data/calendar`, injected; the engine asks no zone data.
 */
export interface SessionTable {
  /** Such as `XNYS`. */
  readonly name: string;
  /** Changes with any correction of its rules: recorded by runs. */
  readonly version: string;
  /** When each session opens and closes. Of a market with a lunch break, the whole day: the break is in `breaks`. */
  readonly opens: Column;
  readonly closes: Column;
  /** The exchange's date of each session, as the midnight UTC of that date. */
  readonly dates: Column;
  /** 1 where the session is shorter than usual, else 0. */
  readonly short: Uint8Array;
  /** Begin and end of the break within each session; NaN where there is none. Absent where no session has one. */
  readonly breaks?: { readonly begins: Column; readonly ends: Column };
}
