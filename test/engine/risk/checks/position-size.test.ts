import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../../../engine/model/series.ts';
import type { Context } from '../../../../engine/strategy/context.ts';
import { bars, daily, ends, follow, live, type Row, sides } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('the value of a position', () => {
  const terms = { risk: { maxPositionNotional: 100 } };

  it('is limited, long or short', () => {
    const ask = (side: 'buy' | 'sell', qty: number) =>
      ends(daily([flat, flat], (ctx) => ({ 0: () => ctx[side](ctx.feeds.asset, { qty }) }), terms));
    for (const side of ['buy', 'sell'] as const) {
      expect(ask(side, 10)).toEqual(['filled']);
      expect(ask(side, 10.001)).toEqual(['rejected: max-position-notional']);
    }
  });

  it('counts what is held, and lets through whatever makes it smaller', () => {
    const past = daily(
      [flat, flat, [50, 50, 50, 50], [50, 50, 50, 50]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        2: () => [ctx.sell(ctx.feeds.asset, { qty: 3 }), ctx.sell(ctx.feeds.asset, { qty: 13, ref: 'turn' })],
      }),
      terms,
    );
    expect(ends(past)).toEqual(['filled', 'rejected: max-position-notional', 'filled', 'filled']);
  });

  it('is judged at the fill for what is sized there', () => {
    const past = daily([flat, [30, 30, 30, 30]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset) }), {
      ...terms,
      sizer: { model: 'fixed', qty: 5, at: 'fill' },
    });
    expect(ends(past)).toEqual(['canceled: max-position-notional']);
  });

  it('is judged for a replaced order, at the price it then has', () => {
    const past = daily(
      [flat, flat, flat, flat, [10, 11, 1, 10]],
      (ctx) => {
        let id = 0;
        return {
          0: () => (id = ctx.buy(ctx.feeds.asset, { qty: 10, limit: 5 })),
          1: () => ctx.replace(id, { qty: 30 }),
          2: () => ctx.replace(id, { limit: 8 }),
          3: () => ctx.replace(id, { qty: 20 }),
        };
      },
      terms,
    );
    expect(sides(past)).toEqual([['buy', 10, 8]]);
    expect(past.orders[0]!.events.map(({ kind }) => kind)).toEqual([
      'submitted',
      'accepted',
      'replace-rejected',
      'replaced',
      'replace-rejected',
      'filled',
    ]);
  });

  it('cannot be judged without a price, and then is not passed', () => {
    const feeds = { early: bars('E', '1d', [flat, flat]), late: bars('L', '1d', ['2024-01-02', [500, 500, 500, 500]]) };
    const past = live(feeds, (ctx) => follow(ctx.feeds.early, { 0: () => ctx.buy(ctx.feeds.late, { qty: 1 }) }), terms);
    expect(ends(past)).toEqual(['rejected: no-fresh-price']);
  });

  it('asks only for what is held, unless orders that wait are to count', () => {
    const twice = (countWorking: boolean | null) =>
      ends(
        daily([flat, flat], (ctx) => ({ 0: () => [ctx.buy(ctx.feeds.asset, { qty: 6 }), ctx.buy(ctx.feeds.asset, { qty: 6 })] }), {
          risk: { maxPositionNotional: 100, countWorking },
        }),
      );
    expect(twice(null)).toEqual(['filled', 'filled']);
    expect(twice(true)).toEqual(['filled', 'rejected: max-position-notional']);
  });
});

describe('the units of a position', () => {
  const risk = { maxPositionQty: 10 };

  it('may reach the limit and not exceed it, what waits on the same side included', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 6, limit: 5 }),
          ctx.buy(ctx.feeds.asset, { qty: 4.01 }),
          ctx.buy(ctx.feeds.asset, { qty: 4 }),
          ctx.sell(ctx.feeds.asset, { qty: 10, limit: 20 }),
        ],
      }),
      { risk },
    );
    expect(ends(past)).toEqual(['accepted', 'rejected: max-position-qty', 'filled', 'accepted']);
  });

  it('count only what is held where that is wanted', () => {
    const past = daily([flat, flat], (ctx) => ({ 0: () => [1, 2, 3].map(() => ctx.buy(ctx.feeds.asset, { qty: 6 })) }), {
      risk: { ...risk, countWorking: false },
    });
    expect(ends(past)).toEqual(['filled', 'filled', 'filled']);
  });

  it('count orders of one group once: only one of them fills', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 6, limit: 5, oco: 1 }),
          ctx.buy(ctx.feeds.asset, { qty: 5, trigger: 20, oco: 1 }),
          ctx.buy(ctx.feeds.asset, { qty: 4, limit: 4 }),
          ctx.buy(ctx.feeds.asset, { qty: 1, limit: 4 }),
        ],
      }),
      { risk },
    );
    expect(ends(past)).toEqual(['accepted', 'accepted', 'accepted', 'rejected: max-position-qty']);
  });

  it('do not count attached exits, nor a child that closes what its parent opens', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => {
          const entry = ctx.buy(ctx.feeds.asset, { qty: 10, limit: 5, stopLoss: { price: 4 }, takeProfit: { price: 20 } });
          ctx.sell(ctx.feeds.asset, { qty: 10, limit: 30, parent: entry });
          ctx.sell(ctx.feeds.asset, { limit: 40, parent: entry });
          ctx.sell(ctx.feeds.asset, { qty: 10, limit: 50 });
        },
      }),
      { risk },
    );
    expect(ends(past)).toEqual(['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted']);
  });

  it('count what a child without a quantity would open with its parent', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => {
          const entry = ctx.buy(ctx.feeds.asset, { qty: 6, limit: 5 });
          ctx.buy(ctx.feeds.asset, { limit: 4, parent: entry });
        },
      }),
      { risk },
    );
    expect(ends(past)).toEqual(['accepted', 'rejected: max-position-qty']);
  });

  it('count an order as large as it is to be: the change may still be on its way', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => {
        let id = 0;
        return {
          0: () => (id = ctx.buy(ctx.feeds.asset, { qty: 2, limit: 5 })),
          1: () => [ctx.replace(id, { qty: 6 }), ctx.buy(ctx.feeds.asset, { qty: 4.01 }), ctx.buy(ctx.feeds.asset, { qty: 4 })],
          2: () => [ctx.replace(id, { qty: 1 }), ctx.buy(ctx.feeds.asset, { qty: 1 })],
        };
      },
      { risk },
    );
    // What is to shrink counts in full until it has shrunk.
    expect(ends(past)).toEqual(['accepted', 'rejected: max-position-qty', 'filled', 'rejected: max-position-qty']);
  });

  it('count an order that got its quantity by a change, and a change that the venue refused no longer', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => {
        let id = 0;
        return {
          0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 5 })),
          1: () => [ctx.replace(id, { qty: 7 }), ctx.buy(ctx.feeds.asset, { qty: 4 })],
          2: () => ctx.replace(id, { qty: 9, limit: Number.NaN }),
          3: () => ctx.buy(ctx.feeds.asset, { qty: 3, limit: 5 }),
        };
      },
      { risk, sizer: { model: 'fixed', qty: 1, at: 'fill' } },
    );
    expect(ends(past)).toEqual(['accepted', 'rejected: max-position-qty', 'accepted']);
    expect(past.orders[0]!.events.map(({ kind }) => kind)).toEqual(['submitted', 'accepted', 'replaced', 'replace-rejected']);
  });

  it('count what a child would open with a parent that is to grow, and a parent by what its child would', () => {
    const grown = (ask: (ctx: Context<{ asset: BarSeries }>, entry: number) => unknown) =>
      daily([flat, flat], (ctx) => ({ 0: () => ask(ctx, ctx.buy(ctx.feeds.asset, { qty: 4, limit: 5 })) }), { risk });
    const childLast = grown((ctx, entry) => [ctx.replace(entry, { qty: 6 }), ctx.buy(ctx.feeds.asset, { limit: 4, parent: entry })]);
    expect(ends(childLast)).toEqual(['accepted', 'rejected: max-position-qty']);
    const parentLast = grown((ctx, entry) => [ctx.buy(ctx.feeds.asset, { limit: 4, parent: entry }), ctx.replace(entry, { qty: 6 })]);
    expect(parentLast.orders[0]!.events.map(({ kind }) => kind)).toContain('replace-rejected');
    expect(parentLast.orders[0]!.qty).toBe(4);
    const small = grown((ctx, entry) => [ctx.replace(entry, { qty: 5 }), ctx.buy(ctx.feeds.asset, { limit: 4, parent: entry })]);
    expect(ends(small)).toEqual(['accepted', 'accepted']);
  });

  it('do not count an order whose cancel is on its way', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => {
        let id = 0;
        return {
          0: () => (id = ctx.buy(ctx.feeds.asset, { qty: 10, limit: 5 })),
          1: () => [ctx.buy(ctx.feeds.asset, { qty: 10, limit: 6 }), ctx.cancel(id), ctx.buy(ctx.feeds.asset, { qty: 10, limit: 6 })],
        };
      },
      { risk },
    );
    expect(ends(past)).toEqual(['canceled: user', 'rejected: max-position-qty', 'accepted']);
  });

  it('count what turns a position once it is closed: closing and opening the other side are two orders', () => {
    const turned = (short: number) =>
      daily(
        [flat, flat, flat],
        (ctx) => ({
          0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
          1: () => [ctx.close(ctx.feeds.asset), ctx.sell(ctx.feeds.asset, { qty: short })],
        }),
        { risk },
      );
    expect([ends(turned(10)), turned(10).session.account.qty(0)]).toEqual([['filled', 'filled', 'filled'], -10]);
    expect(ends(turned(10.01)).at(-1)).toBe('rejected: max-position-qty');
  });

  it('are not passed by exits that are left behind: they can only reduce', () => {
    const past = daily(
      [flat, flat, flat, [10, 30, 9, 10]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => [ctx.sell(ctx.feeds.asset, { qty: 10, limit: 20, ref: 'target' }), ctx.sell(ctx.feeds.asset, { qty: 10 })],
      }),
      { risk },
    );
    expect(ends(past)).toEqual(['filled', 'canceled: no-position', 'filled']);
  });

  it('let a third exit pass as one that can only reduce, where it would open more than may be held', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => [1, 2, 3].map(() => ctx.sell(ctx.feeds.asset, { qty: 10 })),
      }),
      { risk },
    );
    expect([ends(past), past.session.account.qty(0)]).toEqual([['filled', 'filled', 'filled', 'canceled: no-position'], -10]);
  });
});
