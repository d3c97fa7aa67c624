import { describe, expect, it } from 'vitest';
import { DAY } from '../../../engine/model/time.ts';
import { LossBreakers } from '../../../engine/risk/breakers.ts';
import { bars, daily, ends, follow, live, type Row, sides } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('breakers', () => {
  it('without limits watch nothing', () => {
    expect(new LossBreakers({ maxDrawdown: null, maxDailyLoss: null }, 100).active).toBe(false);
  });

  it('measure a drawdown from the highest equity so far', () => {
    const breakers = new LossBreakers({ maxDrawdown: 0.1, maxDailyLoss: null }, 100);
    expect([100, 120, 108.01, 108].map((equity, k) => breakers.watch(k, equity))).toEqual([
      undefined,
      undefined,
      undefined,
      'max-drawdown',
    ]);
  });

  it('measure a day from the last equity of the day before; midnight belongs to the day it ends', () => {
    const breakers = new LossBreakers({ maxDrawdown: null, maxDailyLoss: 0.1 }, 100);
    const seen = [
      [0.5, 95],
      [1, 91],
      [1.5, 83],
      [2, 82],
      [2.1, 74],
      [2.2, 73.8],
    ].map(([day, equity]) => breakers.watch(day! * DAY, equity!));
    expect(seen).toEqual([undefined, undefined, undefined, undefined, undefined, 'max-daily-loss']);
  });
});

describe('the limit of a position', () => {
  const terms = { risk: { maxPositionNotional: 100 } };

  it('refuses what would go beyond it, long or short', () => {
    const ask = (side: 'buy' | 'sell', qty: number) =>
      ends(daily([flat, flat], (ctx) => ({ 0: () => ctx[side](ctx.feeds.asset, { qty }) }), terms));
    for (const side of ['buy', 'sell'] as const) {
      expect(ask(side, 10)).toEqual(['filled']);
      expect(ask(side, 10.1)).toEqual(['rejected: max-position-notional']);
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

  it('holds at the fill for what is sized there', () => {
    const past = daily([flat, [30, 30, 30, 30]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset) }), {
      ...terms,
      sizer: { model: 'fixed', qty: 5, at: 'fill' },
    });
    expect(ends(past)).toEqual(['canceled: max-position-notional']);
  });

  it('holds for a replaced order, at the price it then has', () => {
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
});
