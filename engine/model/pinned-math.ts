/*
 * Logarithm and exponential in plain arithmetic. `Math.log` and `Math.exp` may differ in the last place between Node
 * versions and machines; these use only operations that IEEE 754 defines to the last bit, so that what is computed
 * from them may be hashed.
 *
 * Method, coefficients (here in their shortest decimal form) and error bounds: Sun Microsystems' fdlibm 5.3 (1993),
 * e_log.c and e_exp.c, with the parts of the logarithm summed without branches as FreeBSD does. Both are within 1 ulp
 * of the true value.
 */

/** ln 2 in two parts: the first ends in 21 zero bits, so its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Minimax polynomial of (log(1+s) - log(1-s)) / s - 2 in s^2, for |s| <= 0.1716; error below 2^-58.45. */
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

/** Minimax polynomial of r (exp(r) + 1) / (exp(r) - 1) - 2 in r^2, for |r| <= ln 2 / 2; error below 2^-59. */
const E1 = 0.16666666666666602;
const E2 = -0.0027777777777015593;
const E3 = 6.613756321437934e-5;
const E4 = -1.6533902205465252e-6;
const E5 = 4.1381367970572385e-8;

/** Above the first exp is Infinity, below the second it rounds to zero. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019411;

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

/** The upper 32 bits of 1 minus those of sqrt(1/2), rounded: moves a mantissa at or above sqrt 2 into the next octave. */
const TO_OCTAVE = 0x3ff00000 - 0x3fe6a09e;

const bits = new DataView(new ArrayBuffer(8));

/** Natural logarithm, the same on every machine; within 1 ulp. -Infinity at 0, NaN below it. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const subnormal = x < SMALLEST_NORMAL;
  bits.setFloat64(0, subnormal ? x * TWO_54 : x);
  const upper = bits.getInt32(0) + TO_OCTAVE;
  // x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt 2
  const k = (upper >> 20) - 1023 - (subnormal ? 54 : 0);
  bits.setInt32(0, (upper & 0xfffff) + 0x3fe6a09e);
  const f = bits.getFloat64(0) - 1;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return s * (half + (odd + even)) + k * LN2_LOW - half + f + k * LN2_HIGH;
}

/** Exponential, the same on every machine; within 1 ulp. Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_MAX) return Number.POSITIVE_INFINITY;
  if (x < EXP_MIN) return 0;
  // x = k ln 2 + (high - low) with the rest at most ln 2 / 2
  const k = Math.trunc(Math.LOG2E * x + (x < 0 ? -0.5 : 0.5));
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const z = r * r;
  const c = r - z * (E1 + z * (E2 + z * (E3 + z * (E4 + z * E5))));
  return scaled(1 + ((r * c) / (2 - c) - low + high), k);
}

/**
 * `x` to the power `y` for positive `x`, as exp(y log x). Its relative error grows with the result's size: up to about
 * (1 + 2 |y log x|) ulp, so 3e-16 for daily growth and 2e-14 near 1e12. Outside x > 0: NaN, but 0 and 1 where `Math.pow` has them.
 */
export function powByLog(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : y < 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  return exp(y * log(x));
}

/** `y` x 2^k with one rounding at most, also where the result is subnormal. */
function scaled(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  return k < -1021 ? y * powerOfTwo(k + 1000) * powerOfTwo(-1000) : y * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  bits.setInt32(0, (k + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}
