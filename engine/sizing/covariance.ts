import { HISTORY, Line } from '../model/line.ts';
import { type BarSeries, Series } from '../model/series.ts';
import { isAlive } from './measured.ts';

/** The covariances of returns of those instruments that have them, per bar of the slowest. */
export interface Covariance {
  /** Small integers of the instruments, ascending. */
  readonly members: readonly number[];
  /** Row by row: `members.length` squared, of one bar. */
  readonly matrix: Float64Array;
  /** The bars whose closes are the moments between which returns are counted. */
  readonly grid: BarSeries;
}

/**
 * Covariances (of a sample) of the returns of the last `period` bars of all instruments: between the closes of the one whose
 * bars reach back furthest, where the price of another is its newest known at that moment. Exchanges that do not
 * close together, holidays and bars of different lengths need no alignment that way. Left out are instruments without a
 * bar for as long as that of `of` is measured, and those that do not reach back so far. Undefined while `of` has none itself.
 */
export function covarianceOf(bars: readonly BarSeries[], of: number, period: number): Covariance | undefined {
  const own = bars[of]!;
  if (own.row <= period) return undefined;
  const alive = bars.flatMap((one, i) => (one.row > period && isAlive(one, own, period) ? [i] : []));
  const grid = alive.reduce((slowest, i) => (beginOf(bars[i]!, period) < beginOf(slowest, period) ? bars[i]! : slowest), own);
  const returns = alive.map((i) => returnsOf(bars[i]!, grid, period));
  const members = alive.filter((_, k) => returns[k]!.every(Number.isFinite));
  if (!members.includes(of)) return undefined;
  const known = returns.filter((_, k) => members.includes(alive[k]!));
  return { members, matrix: matrixOf(known, period), grid };
}

/** When the window of a series begins. */
const beginOf = (bars: BarSeries, period: number): number => Series.timeAt(bars, bars.row - period);

/** The returns of a series between the last closes of the grid, oldest first; NaN where its price was not known. */
function returnsOf(bars: BarSeries, grid: BarSeries, period: number): Float64Array {
  const found = new Float64Array(period);
  let row = bars.row;
  let after = Number.NaN;
  for (let k = 0; k <= period; k++) {
    const ts = Series.timeAt(grid, grid.row - k);
    while (row > 0 && row > bars.row - HISTORY && Series.timeAt(bars, row) > ts) row--;
    const price = row > 0 && Series.timeAt(bars, row) <= ts ? Line.at(bars.close, row) : Number.NaN;
    if (k > 0) found[period - k] = after / price - 1;
    after = price;
  }
  return found;
}

function matrixOf(returns: readonly Float64Array[], period: number): Float64Array {
  const n = returns.length;
  const rests = returns.map((own) => {
    const mean = own.reduce((sum, one) => sum + one, 0) / period;
    return own.map((one) => one - mean);
  });
  const matrix = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let k = 0; k < period; k++) sum += rests[a]![k]! * rests[b]![k]!;
      matrix[a * n + b] = matrix[b * n + a] = sum / (period - 1);
    }
  }
  return matrix;
}
