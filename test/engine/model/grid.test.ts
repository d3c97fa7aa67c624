import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridOf, snapDown, snapNearest, snapTowardZero, snapUp } from '../../../engine/model/grid.ts';
import { instrumentOf } from '../../../engine/model/instrument.ts';
import { snapLimit, snapStop } from '../../../engine/model/price-level.ts';

describe('a grid', () => {
  it.each([
    [0.01, 1, 100],
    [0.25, 1, 4],
    [5, 5, 1],
    [1e-8, 1, 100_000_000],
    [0.5, 1, 2],
    [0.03125, 1, 32],
    [1_000, 1_000, 1],
    [2.5, 5, 2],
  ])('of %d is %d / %d', (step, num, den) => {
    expect(gridOf(step)).toEqual({ num, den });
  });

  it('of 0 holds everything', () => {
    const all = gridOf(0);
    for (const snap of [snapDown, snapUp, snapTowardZero, snapNearest]) expect(snap(all, 1.2345678)).toBe(1.2345678);
  });

  it('holds three tenths, though 3 x 0.1 does not', () => {
    expect(3 * 0.1).not.toBe(0.3);
    expect(snapDown(gridOf(0.1), 3 * 0.1)).toBe(0.3);
    expect(snapUp(gridOf(0.1), 3 * 0.1)).toBe(0.3);
  });

  it('goes down, up, toward zero and to the nearest, ties to the even point', () => {
    const half = gridOf(0.5);
    expect([snapDown(half, 1.7), snapUp(half, 1.7), snapNearest(half, 1.7)]).toEqual([1.5, 2, 1.5]);
    expect([snapDown(half, -1.7), snapUp(half, -1.7), snapTowardZero(half, -1.7), snapTowardZero(half, 1.7)]).toEqual([
      -2, -1.5, -1.5, 1.5,
    ]);
    expect([0.25, 0.75, 1.25].map((tie) => snapNearest(half, tie))).toEqual([0, 1, 1]);
  });

  it('gives no negative zero', () => {
    expect(Object.is(snapUp(gridOf(1), -0.3), 0)).toBe(true);
    expect(Object.is(snapTowardZero(gridOf(1), -0.3), 0)).toBe(true);
  });

  it('keeps every one of its points, and never moves a value by a whole step', () => {
    const points = fc.property(
      fc.constantFrom(0.01, 0.05, 0.1, 0.25, 1, 5, 1e-8),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (step, n, between) => {
        const grid = gridOf(step);
        const point = (n * grid.num) / grid.den;
        for (const snap of [snapDown, snapUp, snapTowardZero, snapNearest]) expect(snap(grid, point) + 0).toBe(point + 0);
        const value = (n + between) * step;
        expect(snapDown(grid, value)).toBeLessThanOrEqual(value);
        expect(snapUp(grid, value)).toBeGreaterThanOrEqual(value);
        expect(snapUp(grid, value) - snapDown(grid, value)).toBeCloseTo(step, 9);
        expect(Math.abs(snapTowardZero(grid, value))).toBeLessThanOrEqual(Math.abs(value));
      },
    );
    fc.assert(points, { seed: 1, numRuns: 500 });
  });
});

describe('a price on the tick grid', () => {
  const share = instrumentOf('A', { tickSize: 0.25 });

  it('moves a limit to the passive side', () => {
    expect([snapLimit(share, 'buy', 10.3), snapLimit(share, 'sell', 10.3)]).toEqual([10.25, 10.5]);
  });

  it('moves a stop away from the market', () => {
    expect([snapStop(share, 'buy', 10.3), snapStop(share, 'sell', 10.3)]).toEqual([10.5, 10.25]);
  });
});

describe('an instrument', () => {
  it('allows every price and quantity unless told otherwise', () => {
    expect(instrumentOf('A')).toMatchObject({
      id: 'A',
      tickSize: 0,
      stepSize: 0,
      multiplier: 1,
      quote: 'USD',
      minNotional: 0,
      calendar: '24/7',
    });
  });

  it('takes the name of its specification', () => {
    expect(instrumentOf('asset', { id: 'GOOG', stepSize: 1 })).toMatchObject({ id: 'GOOG', steps: { num: 1, den: 1 } });
  });
});
