import { describe, expect, it } from 'vitest';
import { bars, ends, follow, live, liveAll, type Row, trader } from '../../world.ts';

const rows: readonly Row[] = Array.from({ length: 8 }, () => [10, 10, 10, 10] as const);
const risk = { duplicateWindow: '3m' };

describe('the same order again', () => {
  it('is refused until it is so old; then it may leave', () => {
    const asset = bars('A', '1m', rows);
    const again = (ctx: { buy: (feed: typeof asset, options: { qty: number }) => unknown }) => () => ctx.buy(asset, { qty: 1 });
    const past = live({ asset }, (ctx) => follow(asset, { 0: again(ctx), 1: again(ctx), 2: again(ctx), 3: again(ctx), 4: again(ctx) }), {
      risk,
    });
    const refused = 'rejected: duplicate';
    expect(ends(past)).toEqual(['filled', refused, refused, 'filled', refused]);
  });

  it('is one in every term: instrument, side, type, quantity and prices', () => {
    const feeds = { a: bars('A', '1m', rows), b: bars('B', '1m', rows) };
    const past = live(
      feeds,
      (ctx) =>
        follow(feeds.a, {
          0: () => [
            ctx.buy(feeds.a, { qty: 1, limit: 5 }),
            ctx.buy(feeds.a, { qty: 1, limit: 5 }),
            ctx.buy(feeds.a, { qty: 1, limit: 5.01 }),
            ctx.buy(feeds.a, { qty: 1.01, limit: 5 }),
            ctx.buy(feeds.b, { qty: 1, limit: 5 }),
            ctx.buy(feeds.a, { qty: 1, trigger: 15 }),
            ctx.sell(feeds.a, { qty: 1, limit: 15 }),
            ctx.buy(feeds.a, { qty: 1, trail: { amount: 1 } }),
            ctx.buy(feeds.a, { qty: 1, trail: { amount: 2 } }),
            ctx.buy(feeds.a, { qty: 1, trail: { amount: 2 } }),
          ],
        }),
      { risk },
    );
    expect(past.orders.flatMap(({ id, reason }) => (reason === null ? [] : [id]))).toEqual([2, 10]);
  });

  it('is no duplicate of what was refused, of another strategy, or of an exit', () => {
    const asset = bars('A', '1m', rows);
    const one = trader({ asset }, (ctx) =>
      follow(asset, { 0: () => ctx.buy(asset, { qty: 4 }), 1: () => [ctx.sell(asset, { qty: 1 }), ctx.sell(asset, { qty: 1 })] }),
    );
    expect(ends(liveAll([one, one], { risk }))).toEqual(['filled', 'filled', 'filled', 'filled', 'filled', 'filled']);
    asset.row = 0;
    const past = live(
      { asset },
      (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 2_000 }), 1: () => ctx.buy(asset, { qty: 2_000 }) }),
      {
        risk: { ...risk, maxOrderNotional: 1_000 },
      },
    );
    expect(ends(past)).toEqual(['rejected: max-order-notional', 'rejected: max-order-notional']);
  });

  it('is not seen in a change of an order, nor made by one', () => {
    const asset = bars('A', '1m', rows);
    const past = live(
      { asset },
      (ctx) => {
        let id = 0;
        return follow(asset, {
          0: () => (id = ctx.buy(asset, { qty: 1, limit: 5 })),
          1: () => [ctx.replace(id, { limit: 6 }), ctx.replace(id, { limit: 5 })],
          2: () => ctx.buy(asset, { qty: 1, limit: 6 }),
        });
      },
      { risk: { duplicateWindow: '1h' } },
    );
    expect(past.orders[0]!.events.filter(({ kind }) => kind === 'replaced')).toHaveLength(2);
    expect(ends(past)).toEqual(['accepted', 'accepted']);
  });
});
