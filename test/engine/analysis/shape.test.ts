import { describe, expect, test } from 'vitest';
import { momentsOf } from '../../../engine/analysis/moments.ts';
import { standardNormal } from '../../../engine/analysis/normal.ts';
import { shapeOf } from '../../../engine/analysis/shape.ts';
import { stability } from '../../../engine/analysis/stability.ts';

const of = (...returns: number[]) => {
  const column = Float64Array.from(returns);
  return shapeOf(column, momentsOf(column, 0).deviation, 0);
};

describe('the shape of returns', () => {
  test('has the skew and the excess kurtosis of a spreadsheet (SKEW, KURT)', () => {
    const { skew, kurtosis } = of(3, 4, 5, 2, 3, 4, 5, 6, 4, 7);
    expect(skew).toBeCloseTo(0.359543071407, 11);
    expect(kurtosis).toBeCloseTo(-0.151799637208, 11);
  });
  test('needs three and four returns that differ', () => {
    expect(of(0.01, 0.02).skew).toBeNaN();
    expect(of(0.01, 0.02, 0.04).kurtosis).toBeNaN();
    expect(of(0.01, 0.01, 0.01, 0.01)).toEqual({ skew: Number.NaN, kurtosis: Number.NaN, probabilisticSharpe: Number.NaN });
  });
  test('says how probable it is that the Sharpe ratio is above zero', () => {
    // two values in turn: skew 0, kurtosis 1, so the spread is 1 and the z-value is Sharpe x sqrt(n - 1)
    const returns = Array.from({ length: 100 }, (_, k) => (k % 2 === 0 ? 0.011 : -0.009));
    const deviation = Math.sqrt((100 * 0.01 ** 2) / 99);
    expect(of(...returns).probabilisticSharpe).toBeCloseTo(standardNormal((0.001 / deviation) * Math.sqrt(99)), 12);
    expect(of(...returns.map((value) => -value)).probabilisticSharpe).toBeCloseTo(1 - of(...returns).probabilisticSharpe, 12);
  });
});

test('the normal distribution has the values of its tables', () => {
  const table: readonly (readonly [number, number])[] = [
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [1, 0.8413447460685429],
    [1.959963984540054, 0.975],
    [2.5, 0.9937903346742238],
    [-3, 0.0013498980316300957],
    [-7.2, 3.0106279811174455e-13],
    [6, 0.9999999990134123],
  ];
  for (const [x, right] of table) expect(Math.abs(standardNormal(x) - right), String(x)).toBeLessThan(1e-14);
  expect([standardNormal(-40), standardNormal(40), standardNormal(Number.NaN)]).toEqual([0, 1, Number.NaN]);
});

test('steady growth has a stability of one, and none is known of a curve that stands still or is gone', () => {
  const grown = Float64Array.from({ length: 50 }, (_, k) => 100 * 1.01 ** (k + 1));
  expect(stability(100, grown)).toBeCloseTo(1, 12);
  expect(stability(100, Float64Array.of(110, 100, 110, 100, 110, 100, 110))).toBeCloseTo(0, 12);
  expect(stability(100, Float64Array.of(100, 100, 100))).toBeNaN();
  expect(stability(100, Float64Array.of(100, 50, 0))).toBeNaN();
  expect(stability(100, Float64Array.of(100))).toBeNaN();
});
