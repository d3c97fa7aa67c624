import { describe, expect, it } from 'vitest';
import { Drawn } from '../../../../engine/research/drawn.ts';
import { shuffled, tradeShuffle } from '../../../../engine/research/monte-carlo/trade-shuffle.ts';
import { tradedOf } from '../../../../engine/research/monte-carlo/traded.ts';
import { withoutBest } from '../../../../engine/research/monte-carlo/without-best.ts';
import { trip } from './trip.ts';

describe('round trips one after the other', () => {
  it('are shares of the money before them, in the order of their exits', () => {
    const traded = tradedOf(100, [trip(3, 4, 10, 21), trip(1, 2, 10, 20)])!;
    expect([...traded.before]).toEqual([100, 110]);
    expect([...traded.shares]).toEqual([0.1, 0.1]);
  });
  it('are none where there are none, and where the money ran out before the last', () => {
    expect(tradedOf(100, [])).toBeNull();
    expect(tradedOf(100, [trip(1, 2, 200, 100), trip(3, 4, 1, 2)])).toBeNull();
  });
});

describe('trades in any order', () => {
  // +10 %, -10 %, +10 %, -10 %, in that order
  const shares = [0.1, -0.1, 0.1, -0.1];
  const traded = { trips: shares.map(() => trip(0, 1, 1, 1)), shares: Float64Array.from(shares), before: new Float64Array(4) };

  it('fall as deep as each order makes them, all orders equally likely', () => {
    const { maxDrawdown, losingStreak, trades } = tradeShuffle(traded, 100, 6000, 1)!;
    expect(trades).toBe(4);
    // both losses in a row, in three orders of six, fall by 19 %; apart by 10 % where a gain of 10 % lies between: 10.9 % from the first peak
    expect(maxDrawdown.quantiles[4]).toBeCloseTo(0.19, 12);
    expect(losingStreak.mean).toBeGreaterThan(1.47);
    expect(losingStreak.mean).toBeLessThan(1.53);
    expect([maxDrawdown.value, losingStreak.value]).toEqual([expect.closeTo(0.109, 12), 1]);
  });

  it('end at the same money', () => {
    const { fan } = tradeShuffle(traded, 100, 50, 1)!;
    expect(fan.at).toEqual([1, 2, 3, 4]);
    expect(fan.own[0]).toBeCloseTo(110, 10);
    for (const band of fan.bands) expect(band[3]).toBeCloseTo(100 * 0.99 * 0.99, 10);
  });

  it('are the same for the same seed', () => {
    expect(tradeShuffle(traded, 100, 50, 3)).toEqual(tradeShuffle(traded, 100, 50, 3));
    expect(tradeShuffle(traded, 100, 50, 3)).not.toEqual(tradeShuffle(traded, 100, 50, 4));
  });

  it('are not told of fewer than three', () => {
    expect(tradeShuffle({ ...traded, shares: traded.shares.subarray(0, 2) }, 100, 50, 1)).toBeNull();
    expect(tradeShuffle(null, 100, 50, 1)).toBeNull();
  });

  it('come in every order equally often', () => {
    const counts = new Map<string, number>();
    for (let k = 0; k < 6000; k++) {
      const order = shuffled(Float64Array.of(1, 2, 3), new Drawn(5, k, 2)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});

describe('a run without its best trades', () => {
  it('is what all others compound to', () => {
    const traded = tradedOf(100, [trip(0, 1, 50, 100), trip(1, 2, 100, 85), trip(2, 3, 10, 12)])!;
    expect(withoutBest(traded, 1)).toEqual({
      dropped: 1,
      trades: 3,
      totalReturn: expect.closeTo(0.37, 12),
      totalReturnWithout: expect.closeTo(0.9 * (137 / 135) - 1, 12),
      shareOfProfit: expect.closeTo(50 / 37, 12),
    });
  });
  it('has nothing left where there are no others, and no share of a loss', () => {
    const traded = tradedOf(100, [trip(0, 1, 100, 50)])!;
    expect(withoutBest(traded, 5)).toEqual({
      dropped: 1,
      trades: 1,
      totalReturn: -0.5,
      totalReturnWithout: 0,
      shareOfProfit: Number.NaN,
    });
    expect(withoutBest(null, 5)).toBeNull();
  });
});
