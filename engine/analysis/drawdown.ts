import { type Drawdown, type DrawdownPeriod, Falls } from '../model/falls.ts';

const STRETCH = 4096;

export type { Drawdown, DrawdownPeriod } from '../model/falls.ts';

/** Drawdown of equity at times `ts`, as `Falls` counts it. NaN without values. */
export const drawdownOf = (startCash: number, ts: Float64Array, equity: Float64Array): Drawdown =>
  fallsOf(startCash, ts, equity, 0).drawdown;

/** The deepest drawdowns, deepest first, at most `most` of them. Times and peaks as in `Falls`. */
export const deepestDrawdowns = (startCash: number, ts: Float64Array, equity: Float64Array, most: number): readonly DrawdownPeriod[] =>
  fallsOf(startCash, ts, equity, most).deepest;

function fallsOf(startCash: number, ts: Float64Array, equity: Float64Array, most: number): Falls {
  const falls = new Falls(startCash, most);
  // In stretches: what is called often is compiled as a whole.
  for (let from = 0; from < equity.length; from += STRETCH)
    falls.take(ts.subarray(from, from + STRETCH), equity.subarray(from, from + STRETCH));
  return falls;
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
