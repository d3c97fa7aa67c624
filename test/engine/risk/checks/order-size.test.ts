import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, live, type Row, type Terms } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

/** How orders of so many units end that are sent at the first close, at 10.00. */
const bought = (qtys: readonly number[], risk: Terms['risk'], terms: Terms = {}): readonly string[] =>
  ends(
    daily([flat, flat, flat], (ctx) => ({ 0: () => qtys.map((qty) => ctx.buy(ctx.feeds.asset, { qty })) }), {
      ...terms,
      ...(risk && { risk }),
    }),
  );

describe('the quantity of an order', () => {
  it('may reach the limit and not exceed it', () => {
    expect(bought([99.99, 100, 100.01], { maxOrderQty: 100 })).toEqual(['filled', 'filled', 'rejected: max-order-qty']);
  });

  it('may be limited for each instrument, and `*` stands for the rest', () => {
    const feeds = { a: bars('A', '1d', [flat, flat]), b: bars('B', '1d', [flat, flat]), c: bars('C', '1d', [flat, flat]) };
    const buy = (maxOrderQty: Readonly<Record<string, number>>) =>
      ends(
        live(feeds, (ctx) => follow(feeds.a, { 0: () => Object.values(feeds).map((feed) => ctx.buy(feed, { qty: 5 })) }), {
          risk: { maxOrderQty },
        }),
      );
    const refused = 'rejected: max-order-qty';
    for (const one of Object.values(feeds)) one.row = 0;
    expect(buy({ A: 4, '*': 5 })).toEqual([refused, 'filled', 'filled']);
  });

  it('is asked for at the fill where it is worked out there', () => {
    expect(
      ends(
        daily([flat, [30, 30, 30, 30]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { size: { fraction: 0.3, at: 'fill' } }) }), {
          risk: { maxOrderQty: 99 },
        }),
      ),
    ).toEqual(['canceled: max-order-qty']);
  });
});

describe('the value of an order', () => {
  it('may reach the limit and not exceed it by a cent', () => {
    expect(bought([100, 100.001], { maxOrderNotional: 1_000 })).toEqual(['filled', 'rejected: max-order-notional']);
    expect(bought([100], { maxOrderNotional: 999.99 })).toEqual(['rejected: max-order-notional']);
  });

  it('is not refused for the rounding of its product: 3 x 0.1 is 0.3', () => {
    const row: Row = [0.1, 0.1, 0.1, 0.1];
    const past = daily([row, row], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }) }), { risk: { maxOrderNotional: 0.3 } });
    expect([0.1 * 3, ends(past)]).toEqual([0.30000000000000004, ['filled']]);
  });

  it('counts at the limit price, or the trigger', () => {
    const past = daily(
      [flat, flat],
      (ctx) => ({
        0: () => [
          ctx.buy(ctx.feeds.asset, { qty: 100, limit: 9 }),
          ctx.buy(ctx.feeds.asset, { qty: 100, trigger: 12 }),
          ctx.sell(ctx.feeds.asset, { qty: 100, limit: 12 }),
        ],
      }),
      { risk: { maxOrderNotional: 1_000 } },
    );
    expect(ends(past)).toEqual(['accepted', 'rejected: max-order-notional', 'rejected: max-order-notional']);
  });

  it('is in money of the account, and of an inverse contract in its coin', () => {
    const risk = { maxOrderNotional: 10 };
    const inverse: Terms = {
      account: { currency: 'BTC', cash: 100 },
      instruments: { A: { contract: 'inverse', multiplier: 100, quote: 'USD', settle: 'BTC' } },
    };
    // One contract of 100 dollars is 10 coins at 10 dollars a coin.
    expect(bought([1, 1.01], risk, inverse)).toEqual(['filled', 'rejected: max-order-notional']);
  });
});

describe('an exit', () => {
  it('passes whatever it is worth', () => {
    const past = daily(
      [flat, flat, [50, 50, 50, 50], [50, 50, 50, 50]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 2: () => ctx.sell(ctx.feeds.asset, { qty: 10 }) }),
      { risk: { maxOrderQty: 10, maxOrderNotional: 100 } },
    );
    expect(ends(past)).toEqual(['filled', 'filled']);
  });
});

describe('a change of an order', () => {
  it('is judged as the order that it makes', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => {
        let id = 0;
        return {
          0: () => (id = ctx.buy(ctx.feeds.asset, { qty: 10, limit: 5 })),
          1: () => [ctx.replace(id, { qty: 11 }), ctx.replace(id, { qty: 8 })],
        };
      },
      { risk: { maxOrderQty: 10 } },
    );
    expect(past.orders[0]).toMatchObject({ qty: 8 });
    expect(past.orders[0]!.events.map(({ kind }) => kind)).toEqual(['submitted', 'accepted', 'replace-rejected', 'replaced']);
  });
});
