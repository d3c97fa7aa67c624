/**
 * A grid of prices or quantities, held as a ratio of integers so that 3 x 0.1 is 0.3 exactly.
 * `num / den` is the step; a step of 0 means that every value is allowed.
 */
export interface Grid {
  readonly num: number;
  readonly den: number;
}

/** Reads a step such as 0.01, 0.25, 5 or 1e-8 into its ratio; 0 is the grid that holds everything. */
export function gridOf(step: number): Grid {
  if (step === 0) return { num: 0, den: 1 };
  const text = step.toExponential();
  const [mantissa = '', exponent = '0'] = text.split('e');
  const digits = mantissa.replace('.', '');
  const power = Number(exponent) - (digits.length - 1);
  const num = Number(digits) * tens(Math.max(power, 0));
  const den = tens(Math.max(-power, 0));
  const common = gcd(num, den);
  return { num: num / common, den: den / common };
}

/** Rounding noise of a product of two doubles, relative; less than a millionth of a step up to 1e9 steps. */
const NOISE = 4 * Number.EPSILON;

/** The largest point of the grid that is not above `value`. */
export function snapDown(grid: Grid, value: number): number {
  if (grid.num === 0) return value;
  const steps = (value * grid.den) / grid.num;
  const near = Math.round(steps);
  const whole = Math.abs(steps - near) <= Math.abs(steps) * NOISE ? near : Math.floor(steps);
  return (whole * grid.num) / grid.den;
}

/** The smallest point of the grid that is not below `value`. */
export const snapUp = (grid: Grid, value: number): number => -snapDown(grid, -value) + 0;

/** The point of the grid nearest to zero's side of `value`: a quantity never grows by rounding. */
export const snapTowardZero = (grid: Grid, value: number): number => (value < 0 ? snapUp(grid, value) : snapDown(grid, value));

/** The nearest point of the grid, ties to the even one. */
export function snapNearest(grid: Grid, value: number): number {
  if (grid.num === 0) return value;
  const steps = (value * grid.den) / grid.num;
  const below = Math.floor(steps);
  const rest = steps - below;
  const whole = rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below;
  return (whole * grid.num) / grid.den;
}

/**
 * What is left of `whole` once `part` is taken off, in whole steps, 0 at least. Both are sums of decimal quantities, none
 * larger than `largest`, and their last bits do not count: 0.3 less 0.1 is 0.2.
 */
export function remainder(grid: Grid, whole: number, part: number, largest: number = whole): number {
  const rest = whole - part;
  const noise = largest * SUM_NOISE;
  if (!(rest > noise)) return 0;
  const near = snapNearest(grid, rest);
  return Math.abs(near - rest) <= noise ? near : snapDown(grid, rest);
}

/** A sum of decimal quantities without the rounding of its last bits: the point of the grid that is meant, where one is. */
export const sumOf = (grid: Grid, a: number, b: number): number => meant(grid, a + b, Math.abs(a) + Math.abs(b));

/**
 * A sum of decimal quantities, none larger than `largest`, without the rounding of its last bits: the point of the grid, or of that of
 * the coins that venues book in, where one is meant.
 */
export function meant(grid: Grid, sum: number, largest: number): number {
  const noise = largest * SUM_NOISE;
  const near = snapNearest(grid, sum);
  if (Math.abs(near - sum) <= noise) return near;
  const fine = snapNearest(COINS, sum);
  return Math.abs(fine - sum) <= noise ? fine : sum;
}

/** Eight decimals: what venues take off in fractions of a step is booked in these. */
export const COINS: Grid = { num: 1, den: 1e8 };

/** Rounding noise of a sum of many decimal quantities, relative to the largest of them. */
const SUM_NOISE = 1e-12;

function tens(power: number): number {
  let value = 1;
  for (let i = 0; i < power; i++) value *= 10;
  return value;
}

function gcd(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
