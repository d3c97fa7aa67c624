/** The worst of a curve of equity below its running peak. */
export interface Drawdown {
  /** The deepest fall from a peak, as a fraction of the peak: 0.25 is 25 % lost, above 1 is debt. Source: empyrical `max_drawdown`, sign turned. */
  readonly depth: number;
  /** The longest time from a peak until it was reached again or, if it never was, to the end; ms. Source: backtesting.py `Max. Drawdown Duration`. */
  readonly duration: number;
  /** The longest time from a peak until it was reached again; ms, 0 if none was. Source: LEAN `DrawdownRecovery`. */
  readonly recovery: number;
}

/**
 * Drawdown of equity at times `ts`. The starting cash counts as the first peak; it has no time of its own, so a fall
 * from it begins at the first value. A peak touched again begins anew. NaN without values.
 */
export function drawdownOf(startCash: number, ts: Float64Array, equity: Float64Array): Drawdown {
  if (equity.length === 0) return { depth: Number.NaN, duration: Number.NaN, recovery: Number.NaN };
  let peak = startCash;
  let peakAt = ts[0]!;
  let under = false;
  let depth = 0;
  let recovery = 0;
  for (let k = 0; k < equity.length; k++) {
    const value = equity[k]!;
    if (value >= peak) {
      if (under && ts[k]! - peakAt > recovery) recovery = ts[k]! - peakAt;
      peak = value;
      peakAt = ts[k]!;
      under = false;
    } else if (value < peak) {
      under = true;
      const fall = (peak - value) / peak;
      if (fall > depth) depth = fall;
    }
  }
  const open = under ? ts[ts.length - 1]! - peakAt : 0;
  return { depth, duration: Math.max(open, recovery), recovery };
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
