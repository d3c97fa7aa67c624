import { describe, expect, test } from 'vitest';
import { axisOf } from '../../../engine/research/axis.ts';
import type { Dimension } from '../../../engine/research/dimension.ts';
import { any, choiceOf, onLog, whole } from './fixture.ts';

const valuesOf = (dimension: Dimension) => {
  const axis = axisOf(dimension);
  return Array.from({ length: axis.count }, (_, k) => axis.value(k));
};

describe('the values of an axis', () => {
  test('go from its beginning in steps, to its end where a step meets it', () => {
    expect(valuesOf(whole('n', 5, 50, 15))).toEqual([5, 20, 35, 50]);
    expect(valuesOf(whole('n', 5, 49, 15))).toEqual([5, 20, 35]);
    expect(valuesOf(whole('n', 2, 4))).toEqual([2, 3, 4]);
    expect(valuesOf(whole('n', 7, 7))).toEqual([7]);
  });
  test('are decimals as one writes them, and never pass the end', () => {
    expect(valuesOf(any('x', 0.05, 0.3, 0.05))).toEqual([0.05, 0.1, 0.15, 0.2, 0.25, 0.3]);
    expect(valuesOf(any('x', 0, 2 / 3, 1 / 3)).at(-1)).toBe(2 / 3);
    expect(valuesOf(any('x', -0.2, 0.1, 0.1))).toEqual([-0.2, -0.1, 0, 0.1]);
  });
  test('are multiples on a log scale with a factor, rounded and each once for whole numbers', () => {
    expect(valuesOf(onLog('integer', 'n', 10, 640, 2))).toEqual([10, 20, 40, 80, 160, 320, 640]);
    expect(valuesOf(onLog('integer', 'n', 1, 5, 1.3))).toEqual([1, 2, 3, 4, 5]);
    expect(valuesOf(onLog('number', 'x', 0.001, 1, 10))).toEqual([0.001, 0.01, 0.1, 1]);
  });
  test('have no number on a continuum', () => {
    expect(axisOf(any('x', 0, 1)).count).toBe(Number.POSITIVE_INFINITY);
    expect(axisOf(onLog('number', 'x', 0.1, 1)).count).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a share of an axis', () => {
  const all: Dimension[] = [
    whole('n', 3, 9, 2),
    any('x', 0.1, 0.5, 0.1),
    any('y', -2, 2),
    onLog('integer', 'm', 1, 100),
    onLog('number', 'z', 0.01, 10),
    onLog('integer', 'k', 10, 80, 2),
    choiceOf('w', 'a', 'b', 'c'),
  ];
  test.each(all.map((one) => [one.name, one] as const))('is in the cell of the value that it stands for: %s', (_, dimension) => {
    const axis = axisOf(dimension);
    for (let share = 0; share < 1; share += 1 / 64) {
      const [low, high] = axis.cell(axis.at(share));
      expect(low).toBeLessThanOrEqual(share + 1e-12);
      expect(high).toBeGreaterThanOrEqual(share - 1e-12);
    }
    expect(axis.cell(axis.at(0))[0]).toBeCloseTo(0, 12);
    expect(axis.cell(axis.at(1 - 2 ** -53))[1]).toBeCloseTo(1, 12);
  });
  test('is as wide on a log scale as the logarithm of a whole number is rare', () => {
    const axis = axisOf(onLog('integer', 'n', 1, 100));
    const width = (n: number) => axis.cell(n)[1] - axis.cell(n)[0];
    expect(width(1) / width(50)).toBeCloseTo(Math.log(1.5 / 0.5) / Math.log(50.5 / 49.5), 9);
    expect(Array.from({ length: 100 }, (_, k) => width(k + 1)).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});

describe('the order of an axis', () => {
  test('is that of numbers that ascend; words, and numbers in another order, have none', () => {
    expect(axisOf(choiceOf('n', 20, 50, 100)).ordered).toBe(true);
    expect(axisOf(choiceOf('n', 50, 20, 100)).ordered).toBe(false);
    expect(axisOf(choiceOf('w', 'a', 'b')).ordered).toBe(false);
  });
});
