import { describe, expect, test } from 'vitest';
import { underwater } from '../../engine/analysis/drawdown.ts';
import { thin } from '../../reports/thin.ts';

const rowsOf = (value: Float64Array, start: number, most: number) => thin(value, underwater(start, value), most);

describe('a thinned curve', () => {
  const value = Float64Array.from({ length: 100_000 }, (_, k) => 1000 + k / 100);
  value[31_234] = 3000;
  value[31_235] = 40;
  value[77_777] = 1;
  const rows = rowsOf(value, 1000, 3000);

  test('has about as many rows as asked for, ascending', () => {
    expect(rows.length).toBeLessThanOrEqual(3002);
    expect(rows.length).toBeGreaterThan(2500);
    expect(rows.every((row, k) => k === 0 || row > rows[k - 1]!)).toBe(true);
  });
  test('keeps its ends, its peak, its trough and its deepest drawdown', () => {
    expect([rows[0], rows.at(-1)]).toEqual([0, 99_999]);
    expect(rows).toEqual(expect.arrayContaining([31_234, 31_235, 77_777]));
  });
  test('keeps a drawdown that is neither its peak nor its trough', () => {
    const waves = new Float64Array(6000).fill(1000);
    waves.set([1100, 500, 3000, 900, 2900, 2950], 3000);
    waves.fill(2999, 3006);
    expect(rowsOf(waves, 1000, 300)).toContain(3003);
  });
  test('spreads its rows evenly, flat stretches included', () => {
    const flat = Float64Array.from({ length: 9000 }, (_, k) => (k < 3000 ? 1000 + ((k * 7919) % 100) : 1000));
    const kept = rowsOf(flat, 1000, 300);
    expect(kept.filter((row) => row < 3000).length / kept.length).toBeCloseTo(1 / 3, 1);
  });
  test('keeps every row of a short one, and none of none', () => {
    expect(rowsOf(Float64Array.of(1, 2, 3), 1, 3)).toEqual([0, 1, 2]);
    expect(rowsOf(new Float64Array(0), 1, 10)).toEqual([]);
  });
});
