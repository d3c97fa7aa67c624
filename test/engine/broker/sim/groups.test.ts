import { describe, expect, it } from 'vitest';
import { bars, daily, ends, follow, live, liveAll, type Row, sides, trader } from '../../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('orders that share a group', () => {
  it('lose what one of them fills', () => {
    const past = daily([flat, flat, [10, 13, 9, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 5 }),
      1: () => [ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, oco: 7 }), ctx.sell(ctx.feeds.asset, { qty: 5, trigger: 5, oco: 7 })],
    }));
    expect(past.orders).toMatchObject([{}, { status: 'filled' }, { status: 'accepted', qty: 3 }]);
  });

  it('are cancelled when nothing of them is left', () => {
    const past = daily([flat, [10, 13, 9, 10]], (ctx) => ({
      0: () => [ctx.sell(ctx.feeds.asset, { qty: 2, limit: 12, oco: 7 }), ctx.buy(ctx.feeds.asset, { qty: 2, limit: 5, oco: 7 })],
    }));
    expect(ends(past)).toEqual(['filled', 'canceled: linked-order-filled']);
  });

  it('never fill twice in one bar: the other side is noted as what also may have been', () => {
    const past = daily([flat, [10, 13, 7, 10]], (ctx) => ({
      0: () => [ctx.buy(ctx.feeds.asset, { qty: 2, trigger: 12, oco: 7 }), ctx.sell(ctx.feeds.asset, { qty: 2, trigger: 8, oco: 7 })],
    }));
    expect(past.fills).toMatchObject([{ side: 'buy', price: 12, certainty: 'ambiguous' }]);
  });

  it('of different numbers know nothing of each other', () => {
    const past = daily([flat, [10, 13, 7, 10]], (ctx) => ({
      0: () => [ctx.buy(ctx.feeds.asset, { trigger: 12, oco: 1 }), ctx.sell(ctx.feeds.asset, { trigger: 8, oco: 2 })],
    }));
    expect(sides(past)).toEqual([
      ['buy', 1, 12],
      ['sell', 1, 8],
    ]);
  });

  it('belong to the strategy that sent them: another one may use the same number', () => {
    const asset = bars('A', '1d', [flat, [10, 13, 7, 10]]);
    const author = (id: string) => trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { limit: 8, oco: 1 }) }), { id });
    expect(ends(liveAll([author('a'), author('b')]))).toEqual(['filled', 'filled']);
  });

  it('of instruments with other steps lose what has been filled in all, not what each fill comes to in their own steps', () => {
    const fine = bars('A', '1d', [flat, flat, flat]);
    const coarse = bars('B', '1d', [flat, flat, flat]);
    const past = live(
      { fine, coarse },
      (ctx) => follow(fine, { 0: () => [ctx.buy(fine, { qty: 3, oco: 7 }), ctx.buy(coarse, { qty: 4, limit: 1, oco: 7 })] }),
      // One and a half units a bar: of the other's four there are left two whole steps, then one.
      { simulator: { volumeLimit: 0.015 }, instruments: { A: { stepSize: 0.5 }, B: { stepSize: 1 } } },
    );
    expect(past.orders).toMatchObject([{ status: 'filled' }, { status: 'accepted', qty: 1 }]);
  });
});
