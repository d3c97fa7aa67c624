import { describe, expect, test } from 'vitest';
import { mapping, pathOf, rangeOf } from '../../../reports/charts/curve.ts';

const columns = (values: readonly number[]) => ({ ts: Float64Array.from(values, (_, k) => k), values: Float64Array.from(values) });
const itself = mapping(0, 1, 0, 1);
const points = (path: string) => [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

describe('the path of a curve', () => {
  test('goes through every value where each has a pixel of its own', () => {
    expect(pathOf(columns([1, 3, 2]), itself, itself, undefined)).toBe('M0 1L1 3L2 2');
  });
  test('breaks where a value is not known, and begins anew', () => {
    expect(pathOf(columns([Number.NaN, 1, Number.NaN, 2, 3]), itself, itself, undefined)).toBe('M1 1M3 2L4 3');
  });
  test('closes down to zero where it is filled, each stretch by itself', () => {
    expect(pathOf(columns([1, 2, Number.NaN, 4]), itself, itself, 0)).toBe('M0 1L1 2V0H0ZM3 4V0H3Z');
  });
  test('keeps first, lowest, highest and last of each pixel column, as a search through all values finds them', () => {
    const values = Array.from({ length: 5000 }, (_, k) => Math.round(100 * Math.sin(k / 90) + ((k * 7919) % 31)));
    const x = mapping(0, 4999, 0, 50);
    const drawn = points(pathOf(columns(values), x, itself, undefined));
    expect(drawn.length).toBeLessThanOrEqual(51 * 4);
    for (let pixel = 0; pixel < 50; pixel++) {
      const own = values.filter((_, k) => Math.floor(x.offset + x.factor * k) === pixel);
      const shown = drawn.filter(([at]) => Math.floor(at) === pixel || at === pixel + 1).map(([, y]) => y);
      for (const value of [own[0], Math.min(...own), Math.max(...own), own.at(-1)]) expect(shown).toContain(value);
    }
  });
  test('of nothing is nothing', () => {
    expect(pathOf(columns([]), itself, itself, 0)).toBe('');
  });
});

test('a mapping of one value sends it to the middle', () => {
  const { offset, factor } = mapping(5, 5, 0, 100);
  expect(offset + factor * 5).toBe(50);
});

test('the range of curves leaves out what is not known', () => {
  expect(rangeOf([columns([2, Number.NaN, -1]), columns([7])])).toEqual([-1, 7]);
  expect(rangeOf([columns([Number.NaN])])).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
});
