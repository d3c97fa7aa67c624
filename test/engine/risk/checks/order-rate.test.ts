import { describe, expect, it } from 'vitest';
import { bars, ends, follow, live, liveAll, type Row, trader } from '../../world.ts';

const rows: readonly Row[] = Array.from({ length: 12 }, () => [10, 10, 10, 10] as const);
const refused = 'rejected: order-rate';

describe('the rate of orders', () => {
  it('lets so many leave in any stretch of its length; the moment at which the first is so old, the next may leave', () => {
    const asset = bars('A', '1m', rows);
    // Two at 0:01, one more at 0:02 and 0:03, 0:04: the first two are three minutes old only at 0:04.
    const past = live(
      { asset },
      (ctx) =>
        follow(asset, {
          0: () => [ctx.buy(asset, { qty: 1 }), ctx.buy(asset, { qty: 1 })],
          1: () => ctx.buy(asset, { qty: 1 }),
          2: () => ctx.buy(asset, { qty: 1 }),
          3: () => [ctx.buy(asset, { qty: 1 }), ctx.buy(asset, { qty: 1 }), ctx.buy(asset, { qty: 1 })],
        }),
      { risk: { maxOrderRate: { orders: 2, per: '3m' } } },
    );
    expect(ends(past)).toEqual(['filled', 'filled', refused, refused, 'filled', 'filled', refused]);
  });

  it('counts changes and exits, refuses them as well, and counts an order with its attached exits once; cancels are free', () => {
    const asset = bars('A', '1m', rows);
    const past = live(
      { asset },
      (ctx) => {
        let id = 0;
        return follow(asset, {
          0: () => {
            ctx.buy(asset, { qty: 2, stopLoss: { price: 5 }, takeProfit: { price: 20 } });
            id = ctx.buy(asset, { qty: 1, limit: 5 });
          },
          1: () => [ctx.replace(id, { limit: 6 }), ctx.close(asset), ctx.cancel(id)],
        });
      },
      { risk: { maxOrderRate: { orders: 3, per: '1h' } } },
    );
    expect(past.orders.map(({ status, reason }) => reason ?? status)).toEqual(['filled', 'accepted', 'accepted', 'user', 'order-rate']);
    expect(past.orders[3]).toMatchObject({ price: 6 });
  });

  it('does not count what other checks have refused', () => {
    const asset = bars('A', '1m', rows);
    const past = live(
      { asset },
      (ctx) => follow(asset, { 0: () => [ctx.buy(asset, { qty: 5 }), ctx.buy(asset, { qty: 5 }), ctx.buy(asset, { qty: 1 })] }),
      { risk: { maxOrderRate: { orders: 1, per: '1h' }, maxOrderQty: 4 } },
    );
    expect(ends(past)).toEqual(['rejected: max-order-qty', 'rejected: max-order-qty', 'filled']);
  });

  it('may be each strategy its own', () => {
    const asset = bars('A', '1m', rows);
    const twice = trader({ asset }, (ctx) => follow(asset, { 0: () => [ctx.buy(asset, { qty: 1 }), ctx.buy(asset, { qty: 1 })] }));
    const of = (risk: object) => {
      asset.row = 0;
      return ends(liveAll([twice, twice], { risk }));
    };
    expect(of({ maxStrategyOrderRate: { orders: 1, per: '1s' } })).toEqual(['filled', refused, 'filled', refused]);
    expect(of({ maxOrderRate: { orders: 1, per: '1s' } })).toEqual(['filled', refused, refused, refused]);
  });
});
