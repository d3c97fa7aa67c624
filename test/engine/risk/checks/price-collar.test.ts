import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, live, type Row } from '../../world.ts';

const flat: Row = [100, 101, 99, 100];
const risk = { priceCollar: 0.05 };

describe('the price collar', () => {
  it('lets prices stand at most a fraction from the newest one, on either side', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 1, limit: 95 }),
          ctx.buy(ctx.feeds.asset, { qty: 1, limit: 94.99 }),
          ctx.sell(ctx.feeds.asset, { qty: 1, limit: 105 }),
          ctx.sell(ctx.feeds.asset, { qty: 1, limit: 105.01 }),
          ctx.buy(ctx.feeds.asset, { qty: 1, trigger: 105, limit: 106 }),
          ctx.buy(ctx.feeds.asset, { qty: 1, trigger: 105 }),
          ctx.buy(ctx.feeds.asset, { qty: 1, trigger: 105.01 }),
          ctx.buy(ctx.feeds.asset, { qty: 1 }),
        ],
      }),
      { risk },
    );
    const refused = 'rejected: price-collar';
    expect(ends(past)).toEqual(['accepted', refused, 'accepted', refused, refused, 'accepted', refused, 'filled']);
  });

  it('is not narrowed by the rounding of a difference of prices', () => {
    // A ten-thousandth of 1035.10 is 0.10351; 1035.20351 - 1035.1 comes out as 0.1035100000001421.
    const row: Row = [1_035.1, 1_035.1, 1_035.1, 1_035.1];
    const sell = (limit: number) =>
      ends(daily([row, row], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 1, limit }) }), { risk: { priceCollar: 0.0001 } }));
    expect([sell(1_035.20351), sell(1_035.20352)]).toEqual([['accepted'], ['rejected: price-collar']]);
  });

  it('holds for a change of a price, and of what has no quantity yet', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => {
        let id = 0;
        return {
          0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 96 })),
          1: () => [ctx.replace(id, { limit: 90 }), ctx.buy(ctx.feeds.asset, { limit: 90, size: { fraction: 0.1, at: 'fill' } })],
        };
      },
      { risk },
    );
    expect(past.orders[0]!.events.map(({ kind }) => kind)).toContain('replace-rejected');
    expect([past.orders[0]!.price, ends(past)[1]]).toEqual([96, 'rejected: price-collar']);
  });

  it('lets exits pass, and attached exits with their entry', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 2, stopLoss: { price: 50 } }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 2, limit: 200 }),
      }),
      { risk },
    );
    expect(ends(past)).toEqual(['filled', 'accepted', 'accepted']);
  });

  it('is not passed before there is a price', () => {
    const feeds = { early: bars('E', '1d', [flat, flat]), late: bars('L', '1d', ['2024-01-02', flat]) };
    const past = live(
      feeds,
      (ctx) => follow(ctx.feeds.early, { 0: () => ctx.buy(ctx.feeds.late, { size: { fraction: 0.1, at: 'fill' } }) }),
      { risk },
    );
    expect(ends(past)).toEqual(['rejected: no-fresh-price']);
  });

  it('is a share of how far the price is from zero, below zero too', () => {
    const row: Row = [-100, -99, -101, -100];
    const past = daily(
      [row, row],
      (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 1, limit: -105 }), ctx.buy(ctx.feeds.asset, { qty: 1, limit: -105.01 })] }),
      { risk },
    );
    expect(ends(past)[1]).toBe('rejected: price-collar');
    expect(ends(past)[0]).not.toBe('rejected: price-collar');
  });
});
