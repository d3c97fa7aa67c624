import { exp } from '../model/pinned-math.ts';

/** Numerator and denominator of Hart's rational approximation, highest power first. */
const ABOVE = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376,
];
const BELOW = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948,
  440.413735824752,
];
const ROOT_TWO_PI = 2.506628274631;

/**
 * The standard normal distribution: the probability of a value up to `x`; within 1e-14.
 * Source: Hart, Computer Approximations (1968), as given by West, Wilmott Magazine (May 2005).
 */
export function standardNormal(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size > 37) return x > 0 ? 1 : x < 0 ? 0 : x;
  const beyond = exp((-size * size) / 2) * (size < 5 * Math.SQRT2 ? polynomial(ABOVE, size) / polynomial(BELOW, size) : tail(size));
  return x > 0 ? 1 - beyond : beyond;
}

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, c) => sum * x + c, 0);

const tail = (x: number): number => 1 / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / ROOT_TWO_PI;
