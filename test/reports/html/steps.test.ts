import { describe, expect, test } from 'vitest';
import { packSteps, packTimes, type Steps } from '../../../reports/html/steps.ts';

const WIDTHS = { i1: 1, i2: 2, i4: 4 } as const;

/** Reads steps back as the page's program does, by the format's words alone. */
function read({ decimals, first, packed }: Steps): number[] {
  const bytes = Buffer.from(packed.slice(2), 'base64');
  if (packed.startsWith('f8')) return Array.from({ length: bytes.length / 8 }, (_, k) => bytes.readDoubleLE(8 * k));
  const width = WIDTHS[packed.slice(0, 2) as keyof typeof WIDTHS];
  let whole = first;
  return Array.from({ length: bytes.length / width }, (_, k) => {
    const step = bytes.readIntLE(width * k, width);
    if (step === -(2 ** (8 * width - 1))) return Number.NaN;
    whole += step;
    return whole / 10 ** decimals;
  });
}

const pack = (values: readonly number[], decimals?: number): Steps => packSteps(Float64Array.from(values), decimals);

describe('a packed column', () => {
  test.each([
    [[], 0],
    [[0, 0, 0], 0],
    [[1, -1, 63, -64, 64, 8191, 1e9, -1e9], 0],
    [[1455.22, 1399.42, 1402.11], 2],
    [[0.00001234, 0.00001235], 8],
    [[-3.5, Number.NaN, -3.25], 2],
    [[0.05, 60_000.5, 0.0512], 4],
    [[1_234_567_890_123, -1_234_567_890_123], 0],
    [[Number.NaN, 127, 0, 127, Number.NaN, 255, 128], 0],
    [[40_000, 7233, 40_000, Number.NaN], 0],
  ])('of %j comes back exactly, with %i decimals', (values, decimals) => {
    const packed = pack(values);
    expect(packed.decimals).toBe(decimals);
    expect(read(packed)).toEqual(values);
  });
  test('keeps seven digits of values that have more, and cents where they are asked for', () => {
    expect(read(pack([875.840027, 1000.12345678]))).toEqual([875.84, 1000.123]);
    expect(read(pack([1_234_567.891], 2))).toEqual([1_234_567.89]);
  });
  test('has gaps where values are infinite, and stays exact where they are too great for steps', () => {
    expect(read(pack([1, Number.POSITIVE_INFINITY, 2]))).toEqual([1, Number.NaN, 2]);
    expect(read(pack([1.5, 1e300, 2]))).toEqual([1.5, 1e300, 2]);
  });
  test('of a hundred thousand minutes takes two bytes a value or less', () => {
    const walk = Float64Array.from({ length: 100_000 }, (_, k) => Math.round(10_000 + 500 * Math.sin(k / 700) + ((k * 7919) % 23)) / 100);
    const packed = packSteps(walk);
    expect(read(packed)).toEqual([...walk]);
    expect(packed.packed.length).toBeLessThan(100_000 * 2 * (4 / 3) + 10);
  });
});

test('times are whole seconds', () => {
  expect(read(packTimes([1_700_000_000_400, 1_700_000_060_000, -60_000]))).toEqual([1_700_000_000, 1_700_000_060, -60]);
});
