import { ConfigError } from './errors.ts';
import type { Column } from './series.ts';
import { DAY, isoTime } from './time.ts';

/**
 * When a market trades, written out: one row per session from row 0, oldest first, without a NaN row. Times are milliseconds
 * UTC. A market that never closes has the UTC day as its session. Compiled by `data/calendar`, injected; the engine asks no
 * zone data.
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
  /** When trading before the open begins and trading after the close ends; as `opens` and `closes` where there is none. */
  readonly extended?: { readonly opens: Column; readonly closes: Column };
}

/** The session that is open at `ts` (its open included, its close not); -1 where the market is closed. A break counts as open. */
export function sessionAt(table: SessionTable, ts: number): number {
  const s = nextSession(table, ts);
  return s >= 0 && table.opens[s]! <= ts ? s : -1;
}

/** The session that is open at `ts`, else the next to open; -1 after the last. */
export function nextSession({ closes }: SessionTable, ts: number): number {
  const s = after(closes, ts);
  return s < closes.length ? s : -1;
}

/** The session of an exchange's date, given as any time of that day UTC; -1 where the market was closed. */
export function sessionOn({ dates }: SessionTable, date: number): number {
  const s = after(dates, date) - 1;
  return s >= 0 && date < dates[s]! + DAY ? s : -1;
}

/** What a table knows: from its first session, or that session's date, to the end of its last. */
export function coverage({ opens, closes, dates }: SessionTable): { readonly from: number; readonly until: number } {
  const last = dates.length - 1;
  return { from: Math.min(opens[0]!, dates[0]!), until: Math.max(closes[last]!, dates[last]! + DAY) };
}

/** Throws a ConfigError unless the table knows all times from `from` to `to`: beyond its years it would only guess. */
export function mustCover(table: SessionTable, from: number, to: number = from): void {
  const { from: first, until } = coverage(table);
  if (from >= first && from < until && to <= until) return;
  throw new ConfigError(
    `Expected times that the calendar "${table.name}" knows, ${isoTime(first).slice(0, 10)} to ${isoTime(until - 1).slice(0, 10)}, but it was "${isoTime(from >= first && from < until ? to : from)}"`,
  );
}

/** How many of the ascending times lie at or before `ts`. */
function after(times: Column, ts: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= ts) low = middle + 1;
    else high = middle;
  }
  return low;
}
