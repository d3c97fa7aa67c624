import { expect, test } from 'vitest';
import { select } from '../../../engine/analysis/select.ts';
import { tail } from '../../../engine/analysis/tail.ts';

function noise(length: number): Float64Array {
  let seed = 7;
  return Float64Array.from({ length }, () => {
    seed = (seed * 48271) % 2147483647;
    return Math.floor((seed / 2147483647) * 1000) / 1000 - 0.5;
  });
}

test('selecting a rank agrees with sorting, at every rank and with many equal values', () => {
  for (const values of [noise(257), Float64Array.of(1, 1, 1, 0, 1), Float64Array.of(5, 4, 3, 2, 1)]) {
    const sorted = values.slice().sort();
    for (let rank = 0; rank < values.length; rank++) {
      const own = values.slice();
      expect(select(own, rank)).toBe(sorted[rank]);
      expect(Math.max(...own.subarray(0, rank + 1))).toBe(sorted[rank]);
    }
  }
  expect(select(new Float64Array(0), 0)).toBeNaN();
});

test('value at risk lies between the neighbours of its rank, the conditional is the mean up to it', () => {
  const { valueAtRisk, conditional } = tail(Float64Array.of(0.03, -0.04, 0.01, Number.NaN, -0.02, 0.02), 0.3);
  expect(valueAtRisk).toBeCloseTo(-0.02 + 0.2 * 0.03, 15);
  expect(conditional).toBeCloseTo(-0.03, 15);
});

test('a long column has the same tail as its sorted self, unknown values and ties among it', () => {
  const values = noise(50_000);
  for (let k = 0; k < values.length; k += 7) values[k] = Number.NaN;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  for (const cutoff of [0.001, 0.05, 0.5, 0.99, 1]) {
    const place = (sorted.length - 1) * cutoff;
    const rank = Math.floor(place);
    const next = sorted[Math.min(rank + 1, sorted.length - 1)]!;
    const mean = sorted.subarray(0, rank + 1).reduce((sum, value) => sum + value, 0) / (rank + 1);
    const { valueAtRisk, conditional } = tail(values, cutoff);
    expect(valueAtRisk).toBeCloseTo(sorted[rank]! + (next - sorted[rank]!) * (place - rank), 12);
    expect(conditional).toBeCloseTo(mean, 10);
  }
});

test('a tail that an even sample misses is still found', () => {
  const values = new Float64Array(40_000).fill(0.01);
  for (let k = 1; k < 4000; k++) values[k] = -0.5;
  expect(tail(values, 0.05)).toEqual({ valueAtRisk: -0.5, conditional: -0.5 });
  const mostlyUnknown = new Float64Array(40_000).fill(Number.NaN);
  mostlyUnknown[17] = -0.25;
  expect(tail(mostlyUnknown, 0.05)).toEqual({ valueAtRisk: -0.25, conditional: -0.25 });
});

test('a quantile between the tail and the rest lies between them, though a sample sees nothing but the tail', () => {
  const values = new Float64Array(40_010).fill(0.01);
  const stride = values.length / 4096;
  for (let k = 0; k <= 2000; k++) values[Math.floor(k * stride)] = -0.5;
  expect(tail(values, 0.05).valueAtRisk).toBeCloseTo(-0.5 + 0.51 * (40_009 * 0.05 - 2000), 12);
});

test('no returns have no tail', () => {
  expect(tail(Float64Array.of(Number.NaN), 0.05)).toEqual({ valueAtRisk: Number.NaN, conditional: Number.NaN });
});
