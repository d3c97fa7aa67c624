/** Multiples of a tick or a step, computed as (k x num) / den. A step of 0 is no grid. */

/** A step as a fraction of two integers, from its decimal expansion: 0.25 is 25 / 100. */
function fraction(step: number): { num: number; den: number } {
  const [mantissa = '0', exponent = '0'] = String(step).split('e');
  const [whole = '0', decimals = ''] = mantissa.split('.');
  const power = Number(exponent) - decimals.length;
  const digits = Number(whole + decimals);
  return power < 0 ? { num: digits, den: 10 ** -power } : { num: digits * 10 ** power, den: 1 };
}

function snap(x: number, step: number, round: (k: number) => number): number {
  if (step === 0 || !Number.isFinite(x)) return x;
  const { num, den } = fraction(step);
  const k = (x * den) / num;
  const nearest = Math.round(k);
  const onGrid = Math.abs(k - nearest) <= Math.abs(k) * 4 * 2 ** -52;
  const multiple = ((onGrid ? nearest : round(k)) * num) / den;
  return multiple === 0 ? 0 : multiple;
}

/** The nearest multiple. */
export const snapNear = (x: number, step: number): number => snap(x, step, Math.round);

/** The highest multiple that is not above. */
export const snapDown = (x: number, step: number): number => snap(x, step, Math.floor);

/** The lowest multiple that is not below. */
export const snapUp = (x: number, step: number): number => snap(x, step, Math.ceil);
