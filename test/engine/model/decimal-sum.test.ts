import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecimalSum } from '../../../engine/model/decimal-sum.ts';

function sumOf(values: readonly number[]): number {
  const sum = new DecimalSum();
  for (const value of values) sum.add(value);
  return sum.value;
}

describe('a decimal sum', () => {
  it('of a tenth and two tenths is three tenths', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(sumOf([0.1, 0.2])).toBe(0.3);
    expect(sumOf([1.1, -1, -0.1])).toBe(0);
    expect(sumOf([])).toBe(0);
  });

  it('is the double nearest to the sum of the decimals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000_000 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 8 }),
        (units, digits) => {
          const exact = units.reduce((sum, unit) => sum + BigInt(unit), 0n);
          const decimal = (value: bigint | number): number => Number(`${value}e-${digits}`);
          expect(sumOf(units.map(decimal))).toBe(decimal(exact) + 0);
        },
      ),
    );
  });

  it('does not depend on how the addends are grouped', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 1_000_000_000_000 }), { maxLength: 9 }), { maxLength: 9 }), (groups) => {
        const decimals = groups.map((group) => group.map((unit) => unit / 1e8));
        expect(sumOf(decimals.map(sumOf))).toBe(sumOf(decimals.flat()));
      }),
    );
  });

  it('is compensated where the addends are no decimals', () => {
    expect(sumOf([1e16, 1 / 3, -1e16])).toBeCloseTo(1 / 3, 15);
    expect(sumOf([1e300, 1e-300])).toBe(1e300);
    expect(sumOf([1, Number.NaN])).toBeNaN();
  });

  it('begins anew after a reset', () => {
    const sum = new DecimalSum();
    sum.add(1 / 3);
    sum.reset();
    sum.add(0.1);
    sum.add(0.2);
    expect(sum.value).toBe(0.3);
  });
});
