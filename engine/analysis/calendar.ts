/** What a month or a year earned. */
export interface PeriodReturn {
  readonly year: number;
  /** 1 to 12; 0 for a whole year. */
  readonly month: number;
  /** From the last value before it, or the starting cash, to its last value; NaN where there was nothing to earn on. */
  readonly value: number;
  /** What the benchmark returned between the same moments; NaN without one. */
  readonly benchmark: number;
  /** Its first and its last equity value; ms. */
  readonly from: number;
  readonly to: number;
}

/** A run's months and years, ascending; only those that hold values. */
export interface Calendar {
  readonly months: readonly PeriodReturn[];
  readonly years: readonly PeriodReturn[];
}

/** Equity and, at the same times, what the starting cash is worth in the benchmark (null without one). */
export interface Curves {
  readonly startCash: number;
  readonly ts: Float64Array;
  readonly equity: Float64Array;
  readonly benchmark: Float64Array | null;
}

/** Returns by months and years of UTC; a value at midnight belongs to the day it ends. Source: empyrical `aggregate_returns`. */
export const calendarOf = (curves: Curves): Calendar => ({ months: returnsBy(curves, 1), years: returnsBy(curves, 12) });

/** Periods of `step` months, which divides a year. */
function returnsBy({ startCash, ts, equity, benchmark }: Curves, step: 1 | 12): PeriodReturn[] {
  const found: PeriodReturn[] = [];
  let first = 0;
  while (first < ts.length) {
    const begin = new Date(ts[first]! - 1);
    const year = begin.getUTCFullYear();
    const month = step === 12 ? 0 : begin.getUTCMonth();
    const end = Date.UTC(year, month + step, 1);
    let next = first + 1;
    while (next < ts.length && ts[next]! <= end) next++;
    found.push({
      year,
      month: step === 12 ? 0 : month + 1,
      value: growth(equity, first, next, startCash),
      benchmark: benchmark === null ? Number.NaN : growth(benchmark, first, next, benchmark[0]!),
      from: ts[first]!,
      to: ts[next - 1]!,
    });
    first = next;
  }
  return found;
}

/** From the value before row `first`, which is `start` before all of them, to the one before row `next`. */
function growth(values: Float64Array, first: number, next: number, start: number): number {
  const before = first === 0 ? start : values[first - 1]!;
  return before > 0 ? values[next - 1]! / before - 1 : Number.NaN;
}
