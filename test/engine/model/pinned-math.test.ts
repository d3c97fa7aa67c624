// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: known values are written as the doubles they are.
import { describe, expect, it } from 'vitest';
import { exp, log, powByLog } from '../../../engine/model/pinned-math.ts';

/** Doubles nearest to the true values, computed with 60 decimal digits. */
const LOGS: readonly (readonly [number, number])[] = [
  [5e-324, -744.4400719213812],
  [1e-310, -713.8013788281542],
  [2.2250738585072014e-308, -708.3964185322641],
  [1e-300, -690.7755278982137],
  [1e-9, -20.72326583694641],
  [0.1, -2.3025850929940455],
  [0.5, -0.6931471805599453],
  [0.7071067811865475, -0.34657359027997275],
  [0.7071067811865476, -0.3465735902799726],
  [0.9, -0.10536051565782628],
  [0.9999999999999999, -1.1102230246251565e-16],
  [1.0000000000000002, 2.2204460492503128e-16],
  [1.1, 0.09531017980432493],
  [Math.SQRT2, 0.3465735902799727],
  [1.5, 0.4054651081081644],
  [Math.E, 1],
  [3, 1.0986122886681098],
  [100, 4.605170185988092],
  [1234.5678, 7.118476228297786],
  [1e100, 230.25850929940458],
  [Number.MAX_VALUE, 709.782712893384],
];

const EXPS: readonly (readonly [number, number])[] = [
  [-745.13, 5e-324],
  [-744, 1e-323],
  [-708.5, 2.006132305331306e-308],
  [-100, 3.720075976020836e-44],
  [-10, 4.5399929762484854e-5],
  [-1, 0.36787944117144233],
  [-0.34, 0.7117703227626097],
  [-1e-9, 0.999999999],
  [1e-20, 1],
  [1e-9, 1.000000001],
  [0.1, 1.1051709180756477],
  [0.34657359027997264, 1.414213562373095],
  [0.35, 1.4190675485932571],
  [1, 2.718281828459045],
  [1.0397207708399179, 2.82842712474619],
  [2, 7.38905609893065],
  [100, 2.6881171418161356e43],
  [700, 1.0142320547350045e304],
  [709.782712893384, 1.7976931348622732e308],
];

const view = new DataView(new ArrayBuffer(8));
const ordinal = (x: number): bigint => {
  view.setFloat64(0, x);
  const raw = view.getBigInt64(0);
  return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
};
/** How many doubles lie between two values. */
const ulps = (a: number, b: number): number => Math.abs(Number(ordinal(a) - ordinal(b)));

/** Points from 1e-8 to 1e8 and, as many, around 1; made of exact steps only, so they are the same everywhere. */
function points(count: number): number[] {
  let seed = 12345;
  const next = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
  const anywhere = (): number => {
    view.setUint32(0, ((1023 - 26 + Math.floor(53 * next())) << 20) | Math.floor(1048576 * next()));
    view.setUint32(4, Math.floor(4294967296 * next()));
    return view.getFloat64(0);
  };
  return Array.from({ length: count }, (_, k) => (k % 2 === 0 ? anywhere() : 0.5 + next()));
}

describe('log', () => {
  it.each(LOGS)('of %d is within 1 ulp of %d', (x, expected) => {
    expect(ulps(log(x), expected)).toBeLessThanOrEqual(1);
  });

  it('stays within 1 ulp of the machine at 200,000 points', () => {
    expect(points(200_000).filter((x) => ulps(log(x), Math.log(x)) > 1)).toEqual([]);
  });

  it('gives exact zero at 1, -Infinity at both zeros, NaN below and for NaN, Infinity at Infinity', () => {
    expect([1, 0, -0, -1, Number.NEGATIVE_INFINITY, Number.NaN, Number.POSITIVE_INFINITY].map(log)).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('exp', () => {
  it.each(EXPS)('of %d is within 1 ulp of %d', (x, expected) => {
    expect(ulps(exp(x), expected)).toBeLessThanOrEqual(1);
  });

  it('stays within 1 ulp of the machine at 200,000 points', () => {
    const spread = points(200_000).map((x, k) => (k % 2 === 0 ? log(x) * 38 : x - 1));
    expect(spread.filter((x) => ulps(exp(x), Math.exp(x)) > 1)).toEqual([]);
  });

  it('is 1 at zero, overflows to Infinity, underflows to 0, and keeps NaN', () => {
    expect([0, -0, 709.79, -745.14, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN].map(exp)).toEqual([
      1,
      1,
      Number.POSITIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
      0,
      Number.NaN,
    ]);
  });

  it('undoes log to within a few ulp for everyday prices', () => {
    for (const price of [0.01, 1, 12.34, 999.99, 65_432.1]) expect(Math.abs(exp(log(price)) / price - 1)).toBeLessThan(4e-15);
  });
});

describe('log and exp', () => {
  it('give these exact bits on every machine', () => {
    let hash = 0n;
    for (const x of points(5_000))
      hash = (hash * 31n + BigInt.asUintN(64, ordinal(log(x))) * 7n + BigInt.asUintN(64, ordinal(exp(log(x) * 3)))) & 0xffffffffffffffffn;
    expect(hash.toString(16)).toBe('d695071d44fdf52e');
  });
});

describe('powByLog', () => {
  it('agrees with repeated multiplication within the stated error', () => {
    let product = 1;
    for (let n = 1; n <= 252; n++) {
      product *= 1.001;
      expect(Math.abs(powByLog(1.001, n) / product - 1)).toBeLessThan(252 * 2.3e-16);
    }
    expect(Math.abs(powByLog(2, 40) / 2 ** 40 - 1)).toBeLessThan((1 + 2 * 27.8) * 2.3e-16);
  });

  it('is 1 at exponent 0, follows the limits at base 0, and is NaN for a negative base', () => {
    expect([powByLog(0, 0), powByLog(-1, 0), powByLog(0, 2), powByLog(0, -2), powByLog(-2, 2), powByLog(0, Number.NaN)]).toEqual([
      1,
      1,
      0,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
