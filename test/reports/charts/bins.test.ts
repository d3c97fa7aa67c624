import { describe, expect, test } from 'vitest';
import { binsOf } from '../../../reports/charts/bins.ts';

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('bins', () => {
  test('count what a search through all values finds, one of them beginning at zero', () => {
    const values = Float64Array.from({ length: 2000 }, (_, k) => 0.03 * Math.sin(k * 1.7) + 0.01 * Math.cos(k * 0.3));
    const { from, width, counts, below, above } = binsOf(values, 40);
    expect(counts.length).toBeGreaterThan(25);
    expect([below, above]).toEqual([0, 0]);
    expect(total(counts)).toBe(2000);
    counts.forEach((count, k) => {
      const low = Math.round(from / width) + k;
      expect(count).toBe(values.filter((value) => Math.floor(value / width) === low).length);
    });
    expect(Math.abs(from / width - Math.round(from / width))).toBeLessThan(1e-9);
  });
  test('count outliers at the edge and say how many they are', () => {
    const values = Float64Array.from([-90, ...Array.from({ length: 100 }, (_, k) => k / 100), 50, 60]);
    const { counts, below, above } = binsOf(values, 20);
    expect([below, above, total(counts)]).toEqual([1, 2, 103]);
    expect([counts[0], counts.at(-1)]).toEqual([1, 2]);
    expect(counts.length).toBeLessThan(200);
  });
  test('leave out what is no number', () => {
    expect(total(binsOf(Float64Array.of(1, Number.NaN, 2, Number.POSITIVE_INFINITY), 10).counts)).toBe(2);
  });
  test('of a single value, of equal ones and of none', () => {
    expect(binsOf(Float64Array.of(0.2, 0.2), 10).counts).toEqual([2]);
    expect(binsOf(Float64Array.of(0), 10).counts).toEqual([1]);
    expect(binsOf(new Float64Array(0), 10).counts).toEqual([]);
  });
});
