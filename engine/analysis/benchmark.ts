import type { RunRecord } from '../model/result.ts';
import { align } from './align.ts';
import { annualisationOf } from './annualisation.ts';
import { type Relation, relationOf } from './relation.ts';
import type { Worth } from './valuer.ts';

/** Closing prices to compare with: times in milliseconds, ascending, which need not be those of the equity values. */
export interface Benchmark {
  readonly ts: Float64Array;
  readonly close: Float64Array;
}

/**
 * The closes of an instrument of the run in the units before its splits and, where it is priced in the currency it is settled in,
 * in account currency: what a unit is worth that is held from the start.
 */
export function asHeld(closes: Benchmark, instrument: string, { splits }: Pick<RunRecord, 'splits'>, worth: Worth): Benchmark {
  const own = splits.filter((split) => split.instrument === instrument);
  const isPrice = worth.isDomestic || worth.contract === 'inverse' || worth.contract === 'quanto';
  if (own.length === 0 && isPrice) return closes;
  let next = 0;
  let units = 1;
  const close = closes.close.map((price, k) => {
    const ts = closes.ts[k]!;
    for (; next < own.length && own[next]!.ts < ts; next++) units *= own[next]!.ratio;
    return units * price * (isPrice ? 1 : worth.knownRate(ts));
  });
  return { ts: closes.ts, close };
}

/** Returns of a curve and of a benchmark over the same stretches of time. */
export interface Paired {
  /** The times at which the stretches end, and the rows of the curve that stand there. */
  readonly ts: Float64Array;
  readonly rows: Int32Array;
  readonly own: Float64Array;
  readonly market: Float64Array;
}

/** Pairs a curve with a benchmark. The first moment both have is where the first stretch begins. */
export function paired(ts: Float64Array, value: Float64Array, benchmark: Benchmark): Paired {
  const { own, theirs } = align(ts, benchmark.ts);
  const rows = own.subarray(1);
  return {
    ts: Float64Array.from(rows, (row) => ts[row]!),
    rows,
    own: stretches(value, own),
    market: stretches(benchmark.close, theirs),
  };
}

/** The return from each row to the next; NaN from a value that is not positive. */
function stretches(values: Float64Array, rows: Int32Array): Float64Array {
  const returns = new Float64Array(Math.max(0, rows.length - 1));
  for (let k = 0; k < returns.length; k++) {
    const before = values[rows[k]!]!;
    returns[k] = before > 0 ? values[rows[k + 1]!]! / before - 1 : Number.NaN;
  }
  return returns;
}

/** Relates a curve to a benchmark. Where the benchmark has fewer moments than the curve, those decide how many make a year. */
export function relationTo(
  ts: Float64Array,
  value: Float64Array,
  benchmark: Benchmark,
  riskFree: number,
  periodsPerYear: number,
): Relation {
  const pairs = paired(ts, value, benchmark);
  const all = pairs.rows.length === ts.length - 1;
  const periods = all ? periodsPerYear : annualisationOf(pairs.ts, null).periodsPerYear;
  return relationOf(pairs.own, pairs.market, riskFree === 0 ? 0 : riskFree / periods, periods);
}

/** What the money would be worth in the benchmark at each time; NaN before its first price, which is where it is put in. */
export function heldIn(money: number, ts: Float64Array, { ts: times, close }: Benchmark): Float64Array {
  const worth = new Float64Array(ts.length);
  let row = -1;
  let units = Number.NaN;
  for (let k = 0; k < ts.length; k++) {
    while (row + 1 < times.length && times[row + 1]! <= ts[k]!) row++;
    if (Number.isNaN(units) && close[row]! > 0) units = money / close[row]!;
    worth[k] = row < 0 ? Number.NaN : units * close[row]!;
  }
  return worth;
}
