import type { BarColumns, Column } from '../engine/model/series.ts';
import type { LoadedCustom, QuoteColumns, TradeColumns } from './loaded.ts';

/** The bars that open at or after `from` and close at or before `to`; null means no limit on that side. */
export function sliceBars(columns: BarColumns, from: number | null, to: number | null): BarColumns {
  const first = firstAtOrAfter(columns.openTimes, from);
  const last = lastAtOrBefore(columns.times, to);
  return rowsOf({ ...columns }, first, last);
}

/** The quotes of `from` to `to`, both included. */
export function sliceQuotes(columns: QuoteColumns, from: number | null, to: number | null): QuoteColumns {
  return rowsOf({ ...columns }, firstAtOrAfter(columns.times, from), lastAtOrBefore(columns.times, to));
}

/** The trades of `from` to `to`, both included. */
export function sliceTrades(columns: TradeColumns, from: number | null, to: number | null): TradeColumns {
  return rowsOf({ ...columns }, firstAtOrAfter(columns.times, from), lastAtOrBefore(columns.times, to));
}

/** The parts of a custom series that hold numbers. */
type CustomColumns = Pick<LoadedCustom, 'knownAt' | 'about' | 'columns'>;

/** The rows that became known from `from` to `to`, both included. */
export function sliceCustom(custom: CustomColumns, from: number | null, to: number | null): CustomColumns {
  const first = firstAtOrAfter(custom.knownAt, from);
  const last = lastAtOrBefore(custom.knownAt, to);
  const { knownAt, about } = rowsOf({ knownAt: custom.knownAt, about: custom.about }, first, last);
  return { knownAt, about, columns: rowsOf({ ...custom.columns }, first, last) };
}

/** The first row, from 1, whose time is `from` or later; one past the end where there is none. */
function firstAtOrAfter(times: Column, from: number | null): number {
  if (from === null) return 1;
  let low = 1;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last row whose time is `to` or earlier; 0 where there is none. */
function lastAtOrBefore(times: Column, to: number | null): number {
  if (to === null) return times.length - 1;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! > to) high = middle - 1;
    else low = middle;
  }
  return low;
}

/** Copies of rows `first..last` behind a NaN row of their own; the columns themselves where that is all of them. */
function rowsOf<T extends Record<string, Column>>(columns: T, first: number, last: number): T {
  const cut = (column: Column): Column => {
    if (first === 1 && last === column.length - 1) return column;
    const rows = new Float64Array(Math.max(0, last - first + 1) + 1);
    rows[0] = Number.NaN;
    if (last >= first) rows.set(column.subarray(first, last + 1), 1);
    return rows;
  };
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cut(column)])) as T;
}
