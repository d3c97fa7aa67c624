/** The levels of each method, in the order in which they are computed. */
export const LEVELS = {
  standard: ['pivot', 'r1', 's1', 'r2', 's2', 'r3', 's3'],
  fibonacci: ['pivot', 'r1', 's1', 'r2', 's2', 'r3', 's3'],
  camarilla: ['pivot', 'r1', 's1', 'r2', 's2', 'r3', 's3', 'r4', 's4'],
  woodie: ['pivot', 'r1', 's1', 'r2', 's2', 'r3', 's3'],
  demark: ['pivot', 'r1', 's1'],
} as const;

/**
 * How levels follow from the session before: `standard` (the floor traders'), `fibonacci`, `camarilla` (Stott; around the
 * close, its pivot the typical price as on TradingView), `woodie` (weighs the open of the new session), `demark`.
 */
export type PivotMethod = keyof typeof LEVELS;

/** The shares of the range at which Fibonacci and Camarilla have their levels, from the nearest. */
const FIBONACCI = [0.382, 0.618, 1] as const;
const CAMARILLA = [1.1 / 12, 1.1 / 6, 1.1 / 4, 1.1 / 2] as const;

/** Writes the levels of a session from the prices of the one before and the open of its own. */
export function levelsOf(
  method: PivotMethod,
  out: Float64Array,
  open: number,
  high: number,
  low: number,
  close: number,
  opens: number,
): void {
  const range = high - low;
  switch (method) {
    case 'standard':
      out[0] = (high + low + close) / 3;
      floor(out, high, low);
      break;
    case 'woodie':
      out[0] = (high + low + 2 * opens) / 4;
      floor(out, high, low);
      break;
    case 'fibonacci':
      out[0] = (high + low + close) / 3;
      around(out, out[0], range, FIBONACCI);
      break;
    case 'camarilla':
      out[0] = (high + low + close) / 3;
      around(out, close, range, CAMARILLA);
      break;
    case 'demark': {
      // Four prices: the close counts twice where the bar went nowhere, else the end it went to.
      const twice = close === open ? close : close > open ? high : low;
      const sum = high + low + close + twice;
      out[0] = sum / 4;
      out[1] = sum / 2 - low;
      out[2] = sum / 2 - high;
      break;
    }
  }
}

/** The levels of the floor traders around a pivot. */
function floor(out: Float64Array, high: number, low: number): void {
  const pivot = out[0]!;
  out[1] = 2 * pivot - low;
  out[2] = 2 * pivot - high;
  out[3] = pivot + (high - low);
  out[4] = pivot - (high - low);
  out[5] = high + 2 * (pivot - low);
  out[6] = low - 2 * (high - pivot);
}

function around(out: Float64Array, middle: number, range: number, shares: readonly number[]): void {
  for (let k = 0; k < shares.length; k++) {
    out[2 * k + 1] = middle + shares[k]! * range;
    out[2 * k + 2] = middle - shares[k]! * range;
  }
}
