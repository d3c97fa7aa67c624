import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunHash } from '../../../engine/loop/run-hash.ts';

/** sha256 over doubles as they are, little-endian. */
function hashOf(...values: readonly number[]): string {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, k) => {
    bytes.writeDoubleLE(value, k * 8);
  });
  return createHash('sha256').update(bytes).digest('hex');
}

function runs(of: 'values' | 'steps', ...stretches: readonly (readonly number[])[]): string {
  const hash = new RunHash(of);
  for (const stretch of stretches) hash.take(Float64Array.from(stretch));
  return hash.digest();
}

describe('a hash of a column in which much repeats', () => {
  it('counts a number that comes again behind -0, which no number is written as', () => {
    expect(runs('values', [7, 7, 7, 5, 7, 0, -0])).toBe(hashOf(7, -0, 2, 5, 7, 0, -0, 1));
    expect(runs('values', [5, 7])).toBe(hashOf(5, 7));
    expect(runs('values')).toBe(hashOf());
  });

  it('of steps begins with the first number itself', () => {
    expect(runs('steps', [100, 160, 220, 280, 1_000])).toBe(hashOf(100, 60, -0, 2, 720));
  });

  it('does not count a NaN, which equals none', () => {
    expect(runs('values', [Number.NaN, Number.NaN, 1])).toBe(hashOf(Number.NaN, Number.NaN, 1));
  });

  it('does not depend on where the column was cut, and tells any two columns apart', () => {
    const column = fc.array(fc.constantFrom(1, 2, 2, 2, 3, 60, 120), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom('values' as const, 'steps' as const), column, column, fc.nat(12), (of, one, other, at) => {
        expect(runs(of, one.slice(0, at), one.slice(at))).toBe(runs(of, one));
        expect(runs(of, one) === runs(of, other)).toBe(one.join() === other.join());
      }),
    );
  });
});
