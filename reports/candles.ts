import type { PriceColumns } from '../engine/model/result.ts';

/** Candles in columns; each stands for up to `bars` bars of the run. */
export interface Candles {
  readonly bars: number;
  /** Milliseconds as a reader dates them, ascending by at least a second. */
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/**
 * Thins bars to at most `most` candles: each has the first open, the extremes and the last close of its bars. Bars that
 * close in the same second are one candle: a chart's time has no finer unit. Times are moved `earlier`.
 */
export function candlesOf(prices: PriceColumns, most: number, earlier: number): Candles {
  const { ts, open, high, low, close } = prices;
  if (ts.length <= most && apart(ts)) return { bars: 1, ts: earlier === 0 ? ts : ts.map((time) => time - earlier), open, high, low, close };
  const bars = Math.max(1, Math.ceil(ts.length / most));
  const count = Math.ceil(ts.length / bars);
  const made = {
    ts: new Float64Array(count),
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
  };
  let at = -1;
  for (let from = 0; from < ts.length; from += bars) {
    const to = Math.min(from + bars, ts.length);
    const time = ts[to - 1]! - earlier;
    const same = at >= 0 && Math.round(time / 1000) <= Math.round(made.ts[at]! / 1000);
    if (!same) at++;
    let top = same ? made.high[at]! : Number.NaN;
    let bottom = same ? made.low[at]! : Number.NaN;
    for (let k = from; k < to; k++) {
      if (!(high[k]! <= top)) top = Number.isNaN(high[k]!) ? top : high[k]!;
      if (!(low[k]! >= bottom)) bottom = Number.isNaN(low[k]!) ? bottom : low[k]!;
    }
    if (!same) made.open[at] = open[from]!;
    made.ts[at] = time;
    made.high[at] = top;
    made.low[at] = bottom;
    made.close[at] = close[to - 1]!;
  }
  const part = (column: Float64Array): Float64Array => column.subarray(0, at + 1);
  return { bars, ts: part(made.ts), open: part(made.open), high: part(made.high), low: part(made.low), close: part(made.close) };
}

/** Whether every two bars close a second or more apart, and so in different seconds. */
function apart(ts: Float64Array): boolean {
  for (let k = 1; k < ts.length; k++) if (ts[k]! - ts[k - 1]! < 1000) return false;
  return true;
}

/** What a plotted line was at each candle: its newest value by then; NaN before its first. */
export function valuesAt(candles: Float64Array, ts: Float64Array, value: Float64Array): Float64Array {
  if (same(candles, ts)) return value;
  const found = new Float64Array(candles.length).fill(Number.NaN);
  let row = -1;
  for (let k = 0; k < candles.length; k++) {
    while (row + 1 < ts.length && ts[row + 1]! <= candles[k]!) row++;
    if (row >= 0) found[k] = value[row]!;
  }
  return found;
}

function same(one: Float64Array, other: Float64Array): boolean {
  if (one.length !== other.length) return false;
  for (let k = 0; k < one.length; k++) if (one[k] !== other[k]) return false;
  return true;
}
