import { DAY } from '../model/time.ts';
import { finite } from './power.ts';

/** How a curve of equity lay below its running peak. */
export interface Drawdown {
  /** The deepest fall from a peak, as a fraction of the peak: 0.25 is 25 % lost, above 1 is debt. Source: empyrical `max_drawdown`, sign turned. */
  readonly depth: number;
  /** The greatest fall from a peak in money. */
  readonly money: number;
  /** The longest time from a peak until it was reached again or, if it never was, to the end; ms. Source: backtesting.py `Max. Drawdown Duration`. */
  readonly duration: number;
  /** The longest time from a peak until it was reached again; ms, 0 if none was. Source: LEAN `DrawdownRecovery`. */
  readonly recovery: number;
  /** Mean depth and mean duration (ms) of all drawdowns; NaN without any. Source: backtesting.py `Avg. Drawdown`, `Avg. Drawdown Duration`. */
  readonly meanDepth: number;
  readonly meanDuration: number;
  /** Root of the mean square of the falls at all values. Source: Martin and McCann, The Investor's Guide to Fidelity Funds (1989). */
  readonly ulcerIndex: number;
}

/** One fall from a peak, until the peak is reached again. */
export interface DrawdownPeriod {
  /** Fraction of the peak, positive. */
  readonly depth: number;
  /** The last touch of the peak, and the lowest value after it; ms. */
  readonly from: number;
  readonly trough: number;
  /** When the peak was reached again; null for a drawdown that lasts to the end of the run. */
  readonly to: number | null;
  /** Days from the peak to the lowest value, and from there to the peak again (NaN if not reached). */
  readonly fallDays: number;
  readonly recoveryDays: number;
  /** Days from the peak until it was reached again, or to the end of the run. */
  readonly days: number;
}

const NONE: Drawdown = {
  depth: Number.NaN,
  money: Number.NaN,
  duration: Number.NaN,
  recovery: Number.NaN,
  meanDepth: Number.NaN,
  meanDuration: Number.NaN,
  ulcerIndex: Number.NaN,
};

/**
 * Drawdown of equity at times `ts`. The starting cash counts as the first peak; it has no time of its own, so a fall
 * from it begins at the first value. A peak touched again begins anew. NaN without values.
 */
export function drawdownOf(startCash: number, ts: Float64Array, equity: Float64Array): Drawdown {
  if (equity.length === 0) return NONE;
  let depth = 0;
  let money = 0;
  let recovery = 0;
  let depths = 0;
  let durations = 0;
  let count = 0;
  let open = 0;
  const squares = eachFall(startCash, equity, (peak, trough, end, peakValue) => {
    const fall = peakValue - equity[trough]!;
    const share = fall / peakValue;
    const lasted = ts[Math.min(end, ts.length - 1)]! - ts[Math.max(peak, 0)]!;
    depth = Math.max(depth, share);
    money = Math.max(money, fall);
    if (end < equity.length) recovery = Math.max(recovery, lasted);
    else open = lasted;
    depths += share;
    durations += lasted;
    count++;
  });
  return {
    depth: finite(depth),
    money,
    duration: Math.max(open, recovery),
    recovery,
    meanDepth: finite(depths / count),
    meanDuration: durations / count,
    ulcerIndex: finite(Math.sqrt(squares / equity.length)),
  };
}

/** The deepest drawdowns, deepest first, at most `most` of them. Times and peaks as in `drawdownOf`. */
export function deepestDrawdowns(startCash: number, ts: Float64Array, equity: Float64Array, most: number): readonly DrawdownPeriod[] {
  const deepest: DrawdownPeriod[] = [];
  eachFall(startCash, equity, (peak, trough, end, peakValue) => {
    const depth = (peakValue - equity[trough]!) / peakValue;
    if (deepest.length === most && !(depth > deepest[most - 1]!.depth)) return;
    const from = ts[Math.max(peak, 0)]!;
    const bottom = ts[trough]!;
    const to = end < equity.length ? ts[end]! : null;
    const place = deepest.findIndex((one) => depth > one.depth);
    deepest.splice(place < 0 ? deepest.length : place, 0, {
      depth,
      from,
      trough: bottom,
      to,
      fallDays: (bottom - from) / DAY,
      recoveryDays: to === null ? Number.NaN : (to - bottom) / DAY,
      days: ((to ?? ts[ts.length - 1]!) - from) / DAY,
    });
    if (deepest.length > most) deepest.pop();
  });
  return deepest;
}

/** A fall: rows of the peak (-1 is the starting cash), of the lowest value, and of the value that reaches the peak again (the length if none does). */
type Fall = (peak: number, trough: number, end: number, peakValue: number) => void;

/** Calls `found` for every fall in order of time; returns the sum of the squares of all values' falls as fractions of their peaks. */
function eachFall(startCash: number, equity: Float64Array, found: Fall): number {
  let peakValue = startCash;
  let peak = -1;
  let trough = -1;
  let lowest = Number.POSITIVE_INFINITY;
  let squares = 0;
  for (let k = 0; k < equity.length; k++) {
    const value = equity[k]!;
    if (value >= peakValue) {
      if (trough >= 0) found(peak, trough, k, peakValue);
      peakValue = value;
      peak = k;
      trough = -1;
      lowest = Number.POSITIVE_INFINITY;
    } else if (value < peakValue) {
      const share = (peakValue - value) / peakValue;
      squares += share * share;
      if (value < lowest) {
        lowest = value;
        trough = k;
      }
    }
  }
  if (trough >= 0) found(peak, trough, equity.length, peakValue);
  return squares;
}

/** The fall from the running peak at every value, as a positive fraction; the starting cash is the first peak. */
export function underwater(startCash: number, equity: Float64Array): Float64Array {
  const falls = new Float64Array(equity.length);
  let peak = startCash;
  for (let k = 0; k < equity.length; k++) {
    const value = equity[k]!;
    if (value > peak) peak = value;
    falls[k] = peak > 0 ? (peak - value) / peak : 0;
  }
  return falls;
}
