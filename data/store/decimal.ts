import type { Column } from '../../engine/model/series.ts';

/** 2^50: whole numbers up to here stay exact through the products and sums of the encodings. */
const MOST = 1_125_899_906_842_624;

/** The largest power of ten that is a double. */
const FINEST = 1e22;

/**
 * The smallest power of ten of which all values are exact quotients: `round(value * it) / it` is the value again, bit for bit.
 * NaN is passed over. 0 where there is none: a value of full precision, too large, or -0.
 */
export function denominatorOf(values: Column): number {
  let den = 1;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isNaN(value)) continue;
    while (!isQuotient(value, den)) {
      den *= 10;
      if (den > FINEST || Math.abs(value) * den > MOST) return 0;
    }
  }
  // A value found good of a smaller denominator may have outgrown this one.
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (!Number.isNaN(value) && !isQuotient(value, den)) return 0;
  }
  return den;
}

function isQuotient(value: number, den: number): boolean {
  const whole = Math.round(value * den) + 0;
  return Object.is(whole / den, value) && Math.abs(whole) <= MOST;
}
