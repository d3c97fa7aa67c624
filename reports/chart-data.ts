import { underwater } from '../engine/analysis/drawdown.ts';
import type { EquityColumns, PriceColumns } from '../engine/model/result.ts';
import { DAY } from '../engine/model/time.ts';
import { datingOf } from './dating.ts';

/** Points of a chart in columns: `time` in seconds, ascending without repeats. */
export interface EquityPoints {
  readonly time: readonly number[];
  readonly equity: readonly number[];
  /** Positive fractions. */
  readonly drawdown: readonly number[];
  /** What buying at the first open and holding is worth; empty where it cannot be drawn value by value. */
  readonly hold: readonly number[];
}

/** Candles in columns; each stands for `bars` bars of the run. */
export interface Candles {
  readonly instrument: string;
  readonly bars: number;
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
}

/**
 * Thins equity to about `most` points. Of each bucket the lowest and the highest equity and the deepest drawdown stay,
 * as do the first and the last point, so no peak, trough or drawdown is hidden.
 */
export function equityPoints({ ts, value }: EquityColumns, startCash: number, prices: readonly PriceColumns[], most: number): EquityPoints {
  const falls = underwater(startCash, value);
  const rows = thin(value, falls, most);
  const earlier = datingOf(ts).daily ? DAY : 0;
  const held = prices.length === 1 && prices[0]!.close.length === value.length ? prices[0]! : undefined;
  const units = held === undefined ? Number.NaN : startCash / held.open[0]!;
  return {
    time: rows.map((row) => (ts[row]! - earlier) / 1000),
    equity: rows.map((row) => short(value[row]!)),
    drawdown: rows.map((row) => short(falls[row]!)),
    hold: held !== undefined && Number.isFinite(units) ? rows.map((row) => short(held.close[row]! * units)) : [],
  };
}

/** Thins bars to at most `most` candles: each bucket becomes one candle with its first open, extremes and last close. */
export function candlesOf({ instrument, ts, open, high, low, close }: PriceColumns, most: number): Candles {
  const bars = Math.max(1, Math.ceil(ts.length / most));
  const earlier = datingOf(ts).daily ? DAY : 0;
  const made = {
    instrument,
    bars,
    time: [] as number[],
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
  };
  for (let from = 0; from < ts.length; from += bars) {
    const to = Math.min(from + bars, ts.length);
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    for (let k = from; k < to; k++) {
      if (high[k]! > top) top = high[k]!;
      if (low[k]! < bottom) bottom = low[k]!;
    }
    made.time.push((ts[to - 1]! - earlier) / 1000);
    made.open.push(short(open[from]!));
    made.high.push(short(top));
    made.low.push(short(bottom));
    made.close.push(short(close[to - 1]!));
  }
  return made;
}

/** Rows to keep, ascending. */
function thin(value: Float64Array, falls: Float64Array, most: number): number[] {
  const last = value.length - 1;
  if (value.length <= most) return Array.from(value, (_, row) => row);
  const size = Math.ceil((value.length * 3) / most);
  const rows: number[] = [0];
  for (let from = 0; from < value.length; from += size) {
    let lowest = from;
    let highest = from;
    let deepest = from;
    for (let k = from; k < Math.min(from + size, value.length); k++) {
      if (value[k]! < value[lowest]!) lowest = k;
      if (value[k]! > value[highest]!) highest = k;
      if (falls[k]! > falls[deepest]!) deepest = k;
    }
    const end = Math.min(from + size, value.length) - 1;
    for (const row of three(lowest, highest, deepest, end)) if (row > rows[rows.length - 1]!) rows.push(row);
  }
  if (rows[rows.length - 1] !== last) rows.push(last);
  return rows;
}

/** Three rows ascending, where a bucket has them: a chart gives every point the same width, so every bucket must have as many. */
function three(lowest: number, highest: number, deepest: number, end: number): number[] {
  const kept = new Set([lowest, highest, deepest]);
  for (let row = end; kept.size < 3 && row >= 0 && row > end - 3; row--) kept.add(row);
  return [...kept].sort((a, b) => a - b);
}

/** Nine digits draw the same picture as seventeen in half the file; what is no number is a gap. */
const short = (value: number): number => Number(value.toPrecision(9));
