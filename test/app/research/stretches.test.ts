import { describe, expect, it } from 'vitest';
import { stretchesOf } from '../../../app/research/stretches.ts';
import { returnsOf } from '../../../engine/analysis/returns.ts';

const sampled = (value: Float64Array) => ({
  every: 'value' as const,
  ts: value.map((_, k) => k),
  value,
  returns: returnsOf(100, value),
  periodsPerYear: 252,
});

describe('the returns by which trials are compared', () => {
  it('are those of every value, in single precision', () => {
    const { returns, perYear } = stretchesOf(100, sampled(Float64Array.of(110, 99, 99)));
    expect([...returns]).toEqual([Math.fround(110 / 100 - 1), Math.fround(99 / 110 - 1), 0]);
    expect(perYear).toBe(252);
  });

  it('are those of as many values together as leave 6000, and earn the same in all', () => {
    const value = Float64Array.from({ length: 12_001 }, (_, k) => 100 + k);
    const { returns, perYear } = stretchesOf(100, sampled(value));
    expect(returns).toHaveLength(4001);
    expect(perYear).toBe(84);
    expect(returns[0]).toBe(Math.fround(0.02));
    expect(returns.reduce((product, one) => product * (1 + one), 1)).toBeCloseTo(value.at(-1)! / 100, 3);
  });

  it('are unknown behind a value that is not positive, and none of a run without values', () => {
    expect([...stretchesOf(100, sampled(Float64Array.of(50, -10, 20))).returns]).toEqual([-0.5, Math.fround(-1.2), Number.NaN]);
    expect(stretchesOf(100, sampled(new Float64Array(0))).returns).toHaveLength(0);
  });
});
