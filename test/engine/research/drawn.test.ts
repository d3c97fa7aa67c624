import { describe, expect, test } from 'vitest';
import { Drawn } from '../../../engine/research/drawn.ts';
import { normalDraw } from '../../../engine/research/normal-draw.ts';
import { permuted } from '../../../engine/research/permuted.ts';

describe('the random numbers of a trial', () => {
  test('follow from its seed, its number and the attempt alone', () => {
    const first = (...of: [number, number, number]) => new Drawn(...of).uniform();
    expect(first(1, 2, 3)).toBe(first(1, 2, 3));
    expect(first(1, 2, 3)).toBe(0.9283241184171197);
    expect(new Set([first(1, 2, 3), first(2, 1, 3), first(1, 3, 2), first(3, 2, 1), first(1, 2, -3)]).size).toBe(5);
  });
  test('are spread evenly over trials as over draws', () => {
    for (const values of [
      Array.from({ length: 20_000 }, (_, k) => new Drawn(1, k, 0).uniform()),
      (() => {
        const one = new Drawn(1, 0, 0);
        return Array.from({ length: 20_000 }, () => one.uniform());
      })(),
    ]) {
      const counts = new Array(20).fill(0);
      for (const value of values) counts[Math.floor(value * 20)]++;
      // 99.9 % of chi-squared values of 19 degrees are below 43.8.
      expect(counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(43.8);
    }
  });
  test('are normal with mean 0 and deviation 1 where that is asked for', () => {
    const one = new Drawn(7, 0, 0);
    const values = Array.from({ length: 40_000 }, () => normalDraw(one));
    const mean = values.reduce((a, b) => a + b) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length).toBeCloseTo(1, 1);
    expect(values.filter((value) => value < 1).length / values.length).toBeCloseTo(0.8413, 2);
  });
});

describe('a shuffle without a table', () => {
  test.each([1, 2, 3, 5, 16, 90, 1000, 4097])('takes each of %i places once', (count) => {
    const places = Array.from({ length: count }, (_, k) => permuted(count, 42, k));
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k));
  });
  test('differs by its seed, and puts every number in every place', () => {
    const seen = Array.from({ length: 6 }, () => new Set<number>());
    for (let seed = 0; seed < 200; seed++) for (let k = 0; k < 6; k++) seen[k]!.add(permuted(6, seed, k));
    expect(seen.map(({ size }) => size)).toEqual(Array(6).fill(6));
  });
  test('reaches beyond 32 bits', () => {
    const count = 2 ** 50 + 3;
    const places = new Set(Array.from({ length: 1000 }, (_, k) => permuted(count, 1, k)));
    expect(places.size).toBe(1000);
    expect(Math.max(...places)).toBeLessThan(count);
    expect(Math.max(...places)).toBeGreaterThan(2 ** 49);
  });
});
