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
  return momentsOfSums(count, mean, squares, rest, below);
}

/**
 * The same of the returns of a curve, as `returnsOf` gives them, which are not held: what many runs are judged by need not be
 * memory for each. Most accounts hold nothing for much of the time, and a value that stays is not divided by itself.
 */
export function curveMoments(startCash: number, equity: Float64Array, required: number): Moments {
  let sum = 0;
  let lost = 0;
  let count = 0;
  let before = startCash;
  for (let k = 0; k < equity.length; k++) {
    const now = equity[k]!;
    if (before > 0 && !Number.isNaN(now)) {
      count++;
      if (now !== before) {
        const value = now / before - 1;
        const next = sum + value;
        const added = next - sum;
        lost += sum - (next - added) + (value - added);
        sum = next;
      }
    }
    before = now;
  }
  const mean = count > 0 ? (sum + lost) / count : Number.NaN;
  let squares = 0;
  let rest = 0;
  let below = 0;
  before = startCash;
  for (let k = 0; k < equity.length; k++) {
    const now = equity[k]!;
    if (before > 0 && !Number.isNaN(now)) {
      const value = now === before ? 0 : now / before - 1;
      const off = value - mean;
      squares += off * off;
      rest += off;
      const gap = value - required;
      const short = gap - Math.abs(gap);
      below += short * short;
    }
    before = now;
  }
  return momentsOfSums(count, mean, squares, rest, below);
}

function momentsOfSums(count: number, mean: number, squares: number, rest: number, below: number): Moments {
  const deviation = count > 1 ? Math.sqrt(Math.max(0, squares - (rest * rest) / count) / (count - 1)) : Number.NaN;
  return {
    count,
    mean,
    deviation: spread(deviation, mean),
    downside: count > 0 ? Math.sqrt(below / 4 / count) : Number.NaN,
  };
}
