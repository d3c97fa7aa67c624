import { multiple, roundStep } from './ticks.ts';

/** Values counted in bins of one width. */
export interface Bins {
  /** The lower end of the first bin, a multiple of the width. */
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
  /** How many values lie beyond the first and the last bin; they are counted in them. */
  readonly below: number;
  readonly above: number;
}

/** Six quartile ranges from a quartile is beyond the tail of anything but an outlier (a normal value in 10^19 is). */
const FENCE = 6;

/**
 * About `most` bins over the known values, one of which begins at zero where the range has it. Outliers would press all
 * others into one bin: what lies far out is counted at the edge.
 */
export function binsOf(values: Float64Array, most: number): Bins {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length === 0) return { from: 0, width: 1, counts: [], below: 0, above: 0 };
  const least = sorted[0]!;
  const top = sorted[sorted.length - 1]!;
  const [low, high] = [sorted[Math.floor(sorted.length / 4)]!, sorted[Math.floor((sorted.length * 3) / 4)]!];
  const reach = FENCE * (high - low);
  const from = reach > 0 ? Math.max(least, low - reach) : least;
  const to = reach > 0 ? Math.min(top, high + reach) : top;
  const width = to > from ? roundStep((to - from) / most) : Math.abs(from) / 10 || 1;
  const first = Math.floor(from / width);
  const counts = new Array<number>(Math.floor(to / width) - first + 1).fill(0);
  let below = 0;
  let above = 0;
  for (const value of sorted) {
    const bin = Math.floor(value / width) - first;
    if (bin < 0) below++;
    else if (bin >= counts.length) above++;
    counts[Math.max(0, Math.min(counts.length - 1, bin))]!++;
  }
  return { from: multiple(first, width), width, counts, below, above };
}
