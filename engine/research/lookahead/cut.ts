import type { Column } from '../../model/series.ts';
import type { Held } from './held.ts';

/** Bars behind a cut of which the times are known: whether a bar is the last of its day is a matter of the calendar, not of prices. */
const AHEAD = 3;

/** The last row that is known by `ts`; 0 for none. */
export function rowAt(times: Column, ts: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= ts) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * What was known at `ts`, and no more: behind it come three bars at most, of which one that has begun has its open, and all else
 * is the last price there was. What is decided up to `ts` cannot depend on more than that.
 */
export function knownAt(held: Held, ts: number): Held {
  const last = rowAt(held.times, ts);
  if (held.kind !== 'bars') return rowsOf(held, 1, last);
  const part = rowsOf(held, 1, Math.min(last + AHEAD, held.times.length - 1));
  const { openTimes, open, high, low, close, volume } = part.columns as Readonly<Record<string, Column>> & { readonly open: Column };
  for (let row = last + 1; row < part.times.length; row++) {
    const price = openTimes![row]! <= ts || last === 0 ? open[row]! : close![row - 1]!;
    open[row] = high![row] = low![row] = close![row] = price;
    volume![row] = 0;
  }
  return part;
}

/** Copies of the rows `first` to `last`, both included: the first of them is row 1. */
export function rowsOf(held: Held, first: number, last: number): Held {
  const cut = (column: Column): Column => {
    const rows = new Float64Array(Math.max(last - first + 1, 0) + 1);
    rows.set(column.subarray(first, Math.max(last, first - 1) + 1), 1);
    rows[0] = Number.NaN;
    return rows;
  };
  const columns = Object.fromEntries(Object.entries(held.columns).map(([name, column]) => [name, cut(column)]));
  return { ...held, times: cut(held.times), columns };
}

/** What a run that begins at `ts` is given: bars that begin then or later; what became known before, of rates and custom series, stays known. */
export function from(held: Held, ts: number): Held {
  if (held.kind === 'custom' || held.converts > 0) return held;
  const begins = held.kind === 'bars' ? held.columns['openTimes']! : held.times;
  let first = rowAt(begins, ts);
  if (first === 0 || begins[first]! < ts) first++;
  return rowsOf(held, first, held.times.length - 1);
}
