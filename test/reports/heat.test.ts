import { expect, test } from 'vitest';
import { heatOf } from '../../reports/heat.ts';

const values = (...list: number[]) => list.map((value) => ({ value }));

test('colours go from 5 steps down to 5 steps up, by size', () => {
  const heat = heatOf(values(-0.1, -0.05, 0.02, 0.1, Number.NaN));
  expect([-0.1, -0.05, -0.001, 0, 0.02, 0.1, Number.NaN].map(heat)).toEqual([-5, -3, -1, 0, 1, 5, 0]);
});

test('one extreme does not pale the rest', () => {
  const heat = heatOf(values(9, ...Array.from({ length: 19 }, (_, k) => (k + 1) / 100)));
  expect([heat(9), heat(0.19), heat(0.1)]).toEqual([5, 5, 3]);
});

test('where nothing moved, nothing is coloured', () => {
  expect(heatOf(values(0, 0))(0)).toBe(0);
  expect(heatOf([])(0.5)).toBe(0);
});
