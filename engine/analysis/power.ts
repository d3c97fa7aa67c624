import { exp, log } from '../model/pinned-math.ts';

/** `base` to the power of `exponent`, the same on every machine. NaN for a negative base or a result that is no finite number. */
export function power(base: number, exponent: number): number {
  return finite(base === 0 && exponent > 0 ? 0 : exp(log(base) * exponent));
}

/** The value, or NaN where it is not a finite number: a metric is a number or not applicable, never infinite. */
export const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
