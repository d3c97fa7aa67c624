import { describe, expect, it } from 'vitest';
import { LosingTrades } from '../../../../engine/risk/breakers/losing-trades.ts';
import { bars, daily, ends, follow, live, type Plan, type Row } from '../../world.ts';
import { changes } from '../said.ts';

/** Days at one price each. */
const at = (...prices: readonly number[]): readonly Row[] => prices.map((price) => [price, price, price, price]);

describe('losing round trips in a row', () => {
  /** Buys a unit at every even close and sells it at every odd one. */
  const inAndOut = (prices: readonly number[], limit: number) =>
    daily(
      at(...prices),
      (ctx) =>
        Object.fromEntries(
          prices.map((_, k) => [k, () => (k % 2 === 0 ? ctx.buy(ctx.feeds.asset, { qty: 1 }) : ctx.close(ctx.feeds.asset))]),
        ) as Plan,
      { risk: { maxLosingTrades: limit } },
    );

  it('are counted as they are closed; so many stop what opens', () => {
    // Bought at 10, 9, 8 and sold at 9, 8, 7.
    const past = inAndOut([10, 10, 9, 9, 8, 8, 7, 7, 7], 3);
    expect(changes(past)).toEqual([['2024-01-08T00:00', 'max-losing-trades', 'active', 'reducing']]);
    expect(past.session.risk.transitions[0]!.why).toBe('3 losing round trips in a row');
  });

  it('begin again with one that won, and go on over one that made nothing', () => {
    expect(changes(inAndOut([10, 10, 9, 9, 12, 12, 11, 11, 10], 2))[0]).toEqual([
      '2024-01-10T00:00',
      'max-losing-trades',
      'active',
      'reducing',
    ]);
    const measure = new LosingTrades(2);
    expect([-1, 0, -1].map((pnl) => measure.watch(pnl) !== undefined)).toEqual([false, false, true]);
  });

  it('are over with their exit order: what one order closes bit by bit is one', () => {
    const past = daily(
      at(10, 10, 9, 8, 7, 6, 5, 5),
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.close(ctx.feeds.asset) }),
      { risk: { maxLosingTrades: 1 }, simulator: { volumeLimit: 0.04 } },
    );
    // Four units a day: bought on the 2nd to the 4th, sold as they come on.
    expect(past.roundTrips).toHaveLength(1);
    expect(changes(past)).toHaveLength(1);
    expect(past.session.risk.transitions[0]!.ts).toBeGreaterThanOrEqual(past.roundTrips[0]!.exitTs);
  });
});

describe('losing days in a row', () => {
  const held = (prices: readonly number[], limit: number) =>
    daily(at(...prices), (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 100 }) }), { risk: { maxLosingDays: limit } });

  it('are counted at their ends, from one end to the next', () => {
    // Up on the 3rd, down on the 4th to the 6th.
    expect(changes(held([10, 10, 11, 10.5, 10, 9.99, 9], 3))).toEqual([['2024-01-07T00:00', 'max-losing-days', 'active', 'reducing']]);
  });

  it('begin again with one that won, and go on over one that changed nothing', () => {
    expect(changes(held([10, 10, 9, 8, 9, 8, 7.5], 3))).toEqual([]);
    expect(changes(held([10, 10, 9, 9, 9, 8, 7.5], 3))).toEqual([['2024-01-08T00:00', 'max-losing-days', 'active', 'reducing']]);
  });

  it('end with the day, though nothing happens then: entries that wait are gone before the next open', () => {
    const asset = bars('A', '1h', [
      ...['2024-01-01T20:00', [10, 10, 10, 10], [10, 10, 9, 9]],
      ...['2024-01-02T20:00', [9, 9, 9, 9], [9, 9, 8, 8]],
      ...['2024-01-03T20:00', [9, 9, 9, 9], [9, 9, 9, 9]],
    ] as (Row | string)[]);
    const past = live(
      { asset },
      (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 100 }), 3: () => ctx.buy(asset, { qty: 1, ref: 'late' }) }),
      { risk: { maxLosingDays: 2, dayBegins: '23:00' } },
    );
    expect(changes(past)).toEqual([['2024-01-02T23:00', 'max-losing-days', 'active', 'reducing']]);
    expect(ends(past)).toEqual(['filled', 'canceled: user']);
  });
});
