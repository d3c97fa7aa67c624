/** The mean of what is known of a column and how many that are; NaN of none. The sum is compensated (Knuth's TwoSum, which needs no branch). */
export function meanOf(values: Float64Array): { readonly mean: number; readonly count: number } {
  let sum = 0;
  let lost = 0;
  let count = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isNaN(value)) continue;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
    count++;
  }
  return { mean: count > 0 ? (sum + lost) / count : Number.NaN, count };
}

/** How returns lie around their mean and below a required return; per period. */
export interface Moments {
  /** How many returns are known. */
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); NaN below two returns, 0 where the rest is rounding. */
  readonly deviation: number;
  /** Root of the mean square of what falls short of the required return, over all returns. */
  readonly downside: number;
}

/** A deviation this small against the mean is rounding of equal returns, on which no ratio may stand. */
const ROUNDING = 1e-10;

/** The deviation, or 0 where it is but rounding. */
export const spread = (deviation: number, mean: number): number => (deviation <= ROUNDING * Math.abs(mean) ? 0 : deviation);

/** Moments of the known returns, by the corrected two-pass algorithm (Chan, Golub, LeVeque 1983). */
export function momentsOf(returns: Float64Array, required: number): Moments {
  const { mean, count } = meanOf(returns);
  let squares = 0;
  let rest = 0;
  let below = 0;
  for (let k = 0; k < returns.length; k++) {
    const value = returns[k]!;
    if (Number.isNaN(value)) continue;
    const off = value - mean;
    squares += off * off;
    rest += off;
    // min(gap, 0) twice over, without a branch that half of all returns would mispredict
    const gap = value - required;
    const short = gap - Math.abs(gap);
    below += short * short;
  }
  const deviation = count > 1 ? Math.sqrt(Math.max(0, squares - (rest * rest) / count) / (count - 1)) : Number.NaN;
  return {
    count,
    mean,
    deviation: spread(deviation, mean),
    downside: count > 0 ? Math.sqrt(below / 4 / count) : Number.NaN,
  };
}
