import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DoubleHash } from '../../../engine/loop/double-hash.ts';

const numbers = Float64Array.from({ length: 20_001 }, (_, k) =>
  k % 7 === 0 ? Number.NaN : k % 11 === 0 ? -0 : Math.sqrt(k) * (k % 2 === 0 ? 1 : -1),
);

/** By the definition: little-endian doubles, -0 as 0, one NaN. */
function hashOf(values: readonly number[]): string {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, k) => {
    if (Number.isNaN(value)) bytes.writeBigUInt64LE(0x7ff8_0000_0000_0000n, k * 8);
    else bytes.writeDoubleLE(value === 0 ? 0 : value, k * 8);
  });
  return createHash('sha256').update(bytes).digest('hex');
}

describe('a hash of doubles', () => {
  it('is sha256 over them, little-endian, with one zero and one NaN', () => {
    const hash = new DoubleHash();
    for (const value of numbers) hash.add(value);
    expect(hash.digest()).toBe(hashOf([...numbers]));
  });

  it('takes a part of a column as it takes its numbers', () => {
    const hash = new DoubleHash();
    hash.addPart(numbers, 7, 9);
    hash.addPart(numbers, 0, 20_001);
    hash.addPart(numbers, 5, 0);
    expect(hash.digest()).toBe(hashOf([...numbers.subarray(7, 16), ...numbers]));
  });

  it('takes an infinity as it is, and any number bit by bit where that is asked for', () => {
    const hash = new DoubleHash();
    for (const value of [Number.POSITIVE_INFINITY, -0, Number.NEGATIVE_INFINITY]) hash.add(value);
    hash.addRaw(-0);
    const bytes = Buffer.alloc(32);
    [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, -0].forEach((value, k) => {
      bytes.writeDoubleLE(value, k * 8);
    });
    expect(hash.digest()).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});
