import { describe, expect, it } from 'vitest';
import { refuseToOpen } from '../../../../engine/broker/sim/margin.ts';
import type { AccountView } from '../../../../engine/model/account.ts';
import { instrumentOf } from '../../../../engine/model/instrument.ts';
import { bars, daily, ends, follow, liveAll, sides, trader } from '../../world.ts';

const flat = [10, 11, 9, 10] as const;
const cash = (money: number) => ({ account: { type: 'cash', cash: money } }) as const;

describe('a cash account', () => {
  it('refuses to sell what it does not hold', () => {
    expect(ends(daily([flat, flat], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset) }), cash(1_000)))).toEqual(['canceled: no-position']);
  });

  it('refuses what it cannot pay, at the price and with the fee of the fill', () => {
    const buy = (qty: number, rate: number) =>
      ends(
        daily([flat, [20, 21, 19, 20]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty }) }), {
          ...cash(100),
          fee: { model: 'percent', rate },
        }),
      );
    expect(buy(5, 0)).toEqual(['filled']);
    expect(buy(5, 0.01)).toEqual(['canceled: insufficient-cash']);
    expect(buy(5.1, 0)).toEqual(['canceled: insufficient-cash']);
  });

  it('sells what it holds and no more of an order that asks for more', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 5 }) }),
      cash(1_000),
    );
    expect(sides(past)).toEqual([
      ['buy', 2, 10],
      ['sell', 2, 10],
    ]);
    expect(ends(past)).toEqual(['filled', 'canceled: no-position']);
  });

  it('pays the fee of what it sold, not of what was asked', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 5 }) }),
      { ...cash(1_000), fee: { model: 'percent', rate: 0.01 } },
    );
    expect(past.fills.map(({ fee }) => fee)).toEqual([0.2, 0.2]);
    expect(past.session.account.cash).toBeCloseTo(999.6, 9);
  });

  it('spends the proceeds of a sale of the same instant', () => {
    const feeds = { a: bars('A', '1d', [flat, flat, flat]), b: bars('B', '1d', [flat, flat, flat]) };
    const past = liveAll(
      [
        trader(feeds, (ctx) =>
          follow(feeds.a, { 0: () => ctx.buy(feeds.a, { qty: 10 }), 1: () => [ctx.buy(feeds.b, { qty: 10 }), ctx.close(feeds.a)] }),
        ),
      ],
      cash(100),
    );
    expect(past.fills.map(({ instrument, side }) => [instrument, side])).toEqual([
      ['A', 'buy'],
      ['A', 'sell'],
      ['B', 'buy'],
    ]);
  });
});

describe('a margin account', () => {
  const terms = (money: number, leverage: number) => ({ account: { cash: money, leverage } });

  it('opens as much as leverage times equity, long and short', () => {
    const open = (side: 'buy' | 'sell', qty: number) =>
      ends(daily([flat, flat], (ctx) => ({ 0: () => ctx[side](ctx.feeds.asset, { qty }) }), terms(100, 3)));
    for (const side of ['buy', 'sell'] as const) {
      expect(open(side, 30)).toEqual(['filled']);
      expect(open(side, 30.001)).toEqual(['canceled: insufficient-margin']);
    }
  });

  it('counts what is held already', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 20 }), 1: () => ctx.buy(ctx.feeds.asset, { qty: 11 }) }),
      terms(100, 3),
    );
    expect(ends(past)).toEqual(['filled', 'canceled: insufficient-margin']);
  });

  it('values what is held at the open at which it opens more', () => {
    const past = daily(
      [
        [100, 100, 100, 100],
        [100, 100, 100, 100],
        [50, 50, 50, 50],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        1: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
      }),
      terms(1_000, 1),
    );
    expect(ends(past)).toEqual(['filled', 'canceled: insufficient-margin']);
  });

  it('always lets a position be closed, whatever it is worth', () => {
    const past = daily(
      [flat, flat, [30, 31, 29, 30], [40, 40, 40, 40]],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 10 }), 2: () => ctx.close(ctx.feeds.asset) }),
      terms(100, 1),
    );
    expect(sides(past)).toEqual([
      ['sell', 10, 10],
      ['buy', 10, 40],
    ]);
    expect(past.session.account.cash).toBe(-200);
  });

  it('turns a position in one order, with what the old one frees', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 20 }) }),
      terms(100, 1),
    );
    expect(sides(past)).toEqual([
      ['buy', 10, 10],
      ['sell', 20, 10],
    ]);
    expect(past.session.account.qty(0)).toBe(-10);
  });

  it('closes, and opens nothing, where it cannot pay for the turn', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 21 }) }),
      terms(100, 1),
    );
    expect(sides(past)).toEqual([
      ['buy', 10, 10],
      ['sell', 10, 10],
    ]);
    expect(ends(past)).toEqual(['filled', 'canceled: insufficient-margin']);
  });

  const asset = instrumentOf('asset');
  const account = (freeMargin: number, leverage: number): AccountView => ({
    ...{ type: 'margin', leverage, strategies: 1, currencies: 1, cash: 0, unsettledCash: 0, equity: freeMargin, crossEquity: freeMargin },
    ...{
      liquidation: undefined,
      freeMargin,
      grossNotional: 0,
      maintenanceMargin: 0,
      qty: () => 0,
      qtyOf: () => 0,
      equityOf: () => freeMargin,
      last: () => 1,
    },
    ...{
      backingOf: () => freeMargin,
      maintenanceBeside: () => 0,
      rateOf: () => 1,
      currencyOf: () => 0,
      balanceOf: () => 0,
      balanceFor: () => 0,
      cashFor: () => 0,
      unsettledFor: () => 0,
    },
  });
  const buy = (qty: number, price: number) => ({ instrument: 0, side: 'buy', qty, closes: 0, price, fee: 0, market: price }) as const;

  it('has no buying power left where equity is gone', () => {
    expect(refuseToOpen(account(-5, 2), asset, buy(1, 1))).toBe('insufficient-margin');
    expect(refuseToOpen(account(-5, 2), asset, buy(0, 1))).toBeUndefined();
  });

  it('is not fooled by the sign of a price', () => {
    expect(refuseToOpen(account(10, 1), asset, buy(1, -11))).toBe('insufficient-margin');
    expect(refuseToOpen(account(10, 1), asset, buy(1, -9))).toBeUndefined();
  });
});
