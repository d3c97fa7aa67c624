import { describe, expect, it } from 'vitest';
import { daily, ends, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('reduce-only', () => {
  it('never opens a position', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 1, reduceOnly: true }) }));
    expect(ends(past)).toEqual(['canceled: no-position']);
  });

  it('never turns a position', () => {
    const past = daily([flat, flat, flat], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }),
      1: () => ctx.sell(ctx.feeds.asset, { qty: 5, reduceOnly: true }),
    }));
    expect(sides(past)).toEqual([
      ['buy', 2, 10],
      ['sell', 2, 10],
    ]);
  });

  it('is over when the position is: what is left of it touches no later position', () => {
    const past = daily([flat, flat, [10, 13, 9, 10], flat, [10, 14, 9, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
      1: () => ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, reduceOnly: true }),
      2: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
    }));
    expect(sides(past)).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 12],
      ['buy', 5, 10],
    ]);
  });

  it('and at once, its rest ends with it', () => {
    for (const tif of ['ioc', 'fok'] as const) {
      const past = daily([flat, flat, flat], (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 2, tif, reduceOnly: true }),
      }));
      expect(past.session.blotter.openOrders(0, -1)).toEqual([]);
    }
  });

  it('as a stop-limit larger than the position survives a later gap', () => {
    const past = daily([flat, flat, [10, 11, 7.5, 9], [5, 6, 4, 5]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
      1: () => ctx.sell(ctx.feeds.asset, { qty: 2, trigger: 8, limit: 7, reduceOnly: true }),
    }));
    expect(sides(past)).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 8],
    ]);
  });
});
