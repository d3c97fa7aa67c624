import { expect, test } from 'vitest';
import { excursionsOf } from '../../../engine/analysis/excursions.ts';
import { quantile } from '../../../engine/analysis/quantile.ts';
import { tripOf } from './fixture.ts';

test('winners and losers are told apart by how far they went against us and for us', () => {
  const trips = [
    { ...tripOf(5), mae: -0.01, mfe: 0.06 },
    { ...tripOf(3), mae: -0.03, mfe: 0.04 },
    { ...tripOf(-2), mae: -0.04, mfe: 0 },
    { ...tripOf(0), mae: 0, mfe: 0.01 },
  ];
  const { all, winners, losers } = excursionsOf(trips);
  expect([all.trades, winners.trades, losers.trades]).toEqual([4, 2, 1]);
  expect(winners.mae.mean).toBeCloseTo(-0.02, 15);
  expect(winners.mfe.median).toBeCloseTo(0.05, 15);
  expect(losers.mae).toEqual({ mean: -0.04, median: -0.04, extreme5: -0.04 });
  expect(all.mae.extreme5).toBeCloseTo(-0.04 + 0.15 * 0.01, 15);
  expect(all.mfe.extreme5).toBeCloseTo(0.04 + 0.85 * 0.02, 15);
  expect(excursionsOf([]).all.mae.mean).toBeNaN();
});

test('a quantile lies linearly between its neighbours, and unknown values do not count', () => {
  const values = Float64Array.of(4, Number.NaN, 1, 3, 2);
  expect([0, 0.5, 1 / 3, 1].map((share) => quantile(values, share))).toEqual([1, 2.5, 2, 4]);
  expect([...values]).toEqual([4, Number.NaN, 1, 3, 2]);
  expect(quantile(Float64Array.of(Number.NaN), 0.5)).toBeNaN();
});
