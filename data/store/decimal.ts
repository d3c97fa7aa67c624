import type { Column } from '../../engine/model/series.ts';

/** 2^50: whole numbers up to here stay exact through the products and sums of the encodings. */
const MOST = 1_125_899_906_842_624;

/** The largest power of ten that is a double. */
const FINEST = 1e22;

/** One value in so many may be a stray: it is kept apart, so that it does not make the others finer than they are. */
const STRAY = 64;

/** Whether `round(value * den) / den` is the value again, bit for bit; -0 is not. */
export function isQuotient(value: number, den: number): boolean {
  const whole = Math.round(value * den) + 0;
  return Object.is(whole / den, value) && Math.abs(whole) <= MOST;
}

/**
 * The smallest power of ten of which the values are exact quotients, but for a few strays; NaN is passed over. 0 where there is
 * none: they have full precision, or are too large.
 */
export function denominatorOf(values: Column): number {
  const most = Math.floor(values.length / STRAY);
  for (let den = 1; den <= FINEST; den *= 10) if (hasFewStrays(values, den, most)) return den;
  return 0;
}

function hasFewStrays(values: Column, den: number, most: number): boolean {
  let strays = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (!isQuotient(value, den) && !Number.isNaN(value) && ++strays > most) return false;
  }
  return true;
}
