import { describe, expect, it } from 'vitest';
import { attributionOf } from '../../../engine/analysis/attribution/attribution.ts';
import { booksOf } from '../../../engine/analysis/attribution/books.ts';
import { exposureColumns } from '../../../engine/analysis/exposure.ts';
import { valuerOf } from '../../../engine/analysis/valuer.ts';
import type { FeeSpec } from '../../../engine/broker/sim/fees/fee-spec.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import type { BarSeries } from '../../../engine/model/series.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import { at, bars, daily, ends, follow, liveAll, type Row, sides, type Terms, trader } from '../world.ts';

const flat: Row = [100, 100, 100, 100];
const IN_KIND: FeeSpec = { model: 'in-kind', of: { model: 'percent', rate: 0.002 } };
/** A cash account of 10 000 in a coin that trades in hundredths; a fee of 0.2 %. */
const coin = (more: Terms = {}): Terms => ({
  fee: IN_KIND,
  ...more,
  account: { type: 'cash', ...more.account },
  instruments: { A: { stepSize: 0.01, ...more.instruments?.['A'] } },
});

describe('a fee that is taken off what was bought', () => {
  it('leaves less of it, and is paid with no money', () => {
    const past = daily([flat, flat, [100, 120, 100, 120]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), coin());
    expect(past.fills).toMatchObject([{ qty: 10, price: 100, fee: 2, feeQty: 0.02 }]);
    expect(past.orders).toMatchObject([{ status: 'filled', qty: 10, filledQty: 10 }]);
    const { account } = past.session;
    expect(account.qtyOf(0, 0)).toBe(9.98);
    expect(account.cash).toBe(9_000);
    expect(past.equity).toEqual([10_000, 9_998, 9_000 + 9.98 * 120]);
  });

  it('counts as a fee of its round trip, and of what moved equity', () => {
    const past = daily(
      [flat, flat, [110, 110, 110, 110]],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.close(ctx.feeds.asset) }),
      coin(),
    );
    // A sale pays with what it brings.
    expect(past.fills[1]).toMatchObject({ side: 'sell', qty: 9.98 });
    expect(past.fills[1]).not.toHaveProperty('feeQty');
    expect(past.fills[1]!.fee).toBeCloseTo(9.98 * 110 * 0.002, 12);
    const [trip] = past.roundTrips;
    expect(trip!.fees).toBeCloseTo(2 + 9.98 * 110 * 0.002, 10);
    expect(trip!.pnl).toBeCloseTo(9.98 * 10 - trip!.fees, 10);
    expect(past.equity.at(-1)).toBeCloseTo(10_000 + trip!.pnl, 9);
    const outcome = new Outcome(past.run);
    const books = booksOf(outcome, valuerOf(outcome));
    const { causes } = attributionOf(outcome, books, trip!.pnl);
    expect(causes.fee).toBeCloseTo(-trip!.fees, 10);
    expect(causes.price).toBeCloseTo(9.98 * 10, 10);
    expect(books.books[0]!.traded).toBeCloseTo(1_000 + 9.98 * 110, 10);
    expect(past.session.account.traded).toBeCloseTo(1_000 + 9.98 * 110, 10);
  });

  it('leaves less than a step, which no order can close, and that is said', () => {
    const asked: unknown[] = [];
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.close(ctx.feeds.asset),
        2: () => asked.push(ctx.close(ctx.feeds.asset), ctx.target(ctx.feeds.asset, 0), ctx.position(ctx.feeds.asset).qty),
      }),
      coin(),
    );
    expect(sides(past)).toEqual([
      ['buy', 1, 100],
      ['sell', 0.99, 100],
    ]);
    expect(past.session.account.qtyOf(0, 0)).toBe(0.008);
    expect(asked).toEqual([undefined, undefined, 0.008]);
    expect(past.session.notices).toEqual(['0.008 of "A" is left over: less than a step of 0.01, which no order can close']);
  });

  it('leaves a position that is flat though it is not nothing', () => {
    const asked: unknown[] = [];
    const look = (ctx: Context<{ asset: BarSeries }>): void => {
      const { qty, isFlat, direction } = ctx.position(ctx.feeds.asset);
      asked.push([qty, isFlat, direction]);
    };
    daily(
      [flat, flat, flat, flat, flat],
      (ctx) => ({
        0: () => [look(ctx), ctx.buy(ctx.feeds.asset, { qty: 1 })],
        1: () => [look(ctx), ctx.close(ctx.feeds.asset)],
        2: () => [look(ctx), ctx.sell(ctx.feeds.asset, { qty: 1 })],
        3: () => look(ctx),
      }),
      coin({ account: { type: 'margin' } }),
    );
    expect(asked).toEqual([
      [0, true, 0],
      [0.998, false, 1],
      [0.008, true, 0],
      [-0.992, false, -1],
    ]);
  });

  it('is exposed to nothing that no order could close', () => {
    const past = daily(
      [flat, flat, flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }), 1: () => ctx.close(ctx.feeds.asset) }),
      coin(),
    );
    expect(past.session.account.qtyOf(0, 0)).toBe(0.008);
    expect([past.session.account.exposedBatches, past.equity.length]).toEqual([1, 5]);
    const outcome = new Outcome(past.run);
    const { net, gross } = exposureColumns(outcome, valuerOf(outcome));
    expect([...net].map((share) => share > 0)).toEqual([false, true, false, false, false]);
    expect([...gross]).toEqual([...net]);
  });

  it('has exits of the next entry cover what was left over', () => {
    const past = daily(
      [flat, flat, flat, flat, flat, [100, 100, 90, 90]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.close(ctx.feeds.asset),
        2: () => ctx.buy(ctx.feeds.asset, { qty: 1, stopLoss: { price: 95 } }),
      }),
      coin(),
    );
    // 0.008 and 0.998 are a step more than 0.998 alone.
    expect(sides(past)).toEqual([
      ['buy', 1, 100],
      ['sell', 0.99, 100],
      ['buy', 1, 100],
      ['sell', 1, 95],
    ]);
    expect(past.session.account.qtyOf(0, 0)).toBe(0.006);
  });

  it('has what was left over be part of the next round trip, with what it cost', () => {
    const past = daily(
      [flat, flat, flat, [110, 110, 110, 110], [120, 120, 120, 120], [120, 120, 120, 120]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.close(ctx.feeds.asset),
        2: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        3: () => ctx.close(ctx.feeds.asset),
      }),
      coin(),
    );
    const [first, second] = past.roundTrips;
    expect(past.roundTrips).toHaveLength(2);
    expect(first).toMatchObject({ qty: 0.99, entryPrice: 100, exitPrice: 100 });
    // 0.008 at 100 and 0.998 at 110 are 1.006 at 109.92.
    expect(second).toMatchObject({ qty: 1, exitPrice: 120 });
    expect(second!.entryPrice).toBeCloseTo((0.008 * 100 + 0.998 * 110) / 1.006, 12);
    const open = 0.006 * (120 - second!.entryPrice);
    const [{ feeQty: one = 0 } = {}, , { feeQty: other = 0 } = {}] = past.fills;
    const unpaid = (0.006 * ((0.008 * one * 100) / 0.998 + other * 110)) / 1.006;
    expect(first!.pnl + second!.pnl + open - unpaid).toBeCloseTo(past.equity.at(-1)! - 10_000, 10);
  });

  it('adds what is left over to the next position', () => {
    const past = daily(
      [flat, flat, flat, flat, flat],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        1: () => ctx.close(ctx.feeds.asset),
        2: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
        3: () => ctx.close(ctx.feeds.asset),
      }),
      coin(),
    );
    // 0.008 + 0.998 are 1.006, of which 1 can be sold.
    expect(sides(past).at(-1)).toEqual(['sell', 1, 100]);
    expect(past.session.account.qtyOf(0, 0)).toBe(0.006);
  });

  it('lets exits cover what has arrived: together, and in parts', () => {
    const target = (ctx: Parameters<Parameters<typeof daily>[1]>[0], qty: number) =>
      ctx.buy(ctx.feeds.asset, { qty, stopLoss: { price: 90 }, takeProfit: { price: 105 } });
    const one = daily([flat, flat, [100, 110, 99, 108]], (ctx) => ({ 0: () => target(ctx, 1) }), coin());
    expect(sides(one).at(-1)).toEqual(['sell', 0.99, 105]);
    expect(ends(one)).toEqual(['filled', 'canceled: linked-order-filled', 'filled']);

    const half = { price: 105, portion: 0.5 };
    const two = daily(
      [flat, flat, [100, 110, 99, 108], [108, 108, 80, 80]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 1, stopLoss: { price: 90 }, takeProfit: [half, { ...half, price: 120 }] }),
      }),
      coin(),
    );
    // 0.998 in two: 0.49 each; the stop covers what is left.
    expect(sides(two).slice(1)).toEqual([
      ['sell', 0.49, 105],
      ['sell', 0.5, 90],
    ]);
    expect(two.session.account.qtyOf(0, 0)).toBe(0.008);
  });

  it('is taken off every part of an order that fills in parts', () => {
    const past = daily(
      [flat, flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 20, limit: 100, stopLoss: { price: 90 } }) }),
      coin({ simulator: { volumeLimit: 0.1, touch: 'fill' } }),
    );
    expect(past.fills.map(({ qty, feeQty }) => [qty, feeQty])).toEqual([
      [10, 0.02],
      [10, 0.02],
    ]);
    expect(past.session.account.qtyOf(0, 0)).toBe(19.96);
    expect(past.orders[1]).toMatchObject({ qty: 19.96, status: 'accepted' });
  });

  it('leaves all money to what is sized to take it all', () => {
    const all = (sizer: Terms['sizer'], more: Terms = {}) =>
      daily([flat, flat, flat], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset) }), coin({ ...more, sizer: sizer! }));
    const atFill = all({ model: 'fraction-of-equity', fraction: 1, at: 'fill' });
    expect(sides(atFill)).toEqual([['buy', 100, 100]]);
    expect(atFill.session.account.cash).toBe(0);
    expect(sides(all({ model: 'fixed', qty: 200, fit: true }))).toEqual([['buy', 100, 100]]);
    // Paid with money, the fee is part of what has to be there.
    expect(sides(all({ model: 'fixed', qty: 200, fit: true }, { fee: { model: 'percent', rate: 0.002 } }))).toEqual([['buy', 99.8, 100]]);
    const margin = all({ model: 'fixed', qty: 2_000, fit: true }, { account: { type: 'margin', leverage: 2 } });
    // 200 units less what the fee takes are carried by twice of what is left: 2 x (10 000 - 0.2 q) = 99.8 q.
    expect(sides(margin)).toEqual([['buy', 199.6, 100]]);
  });

  it('never sells on credit what the fee took', () => {
    const past = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 1 }) }),
      coin(),
    );
    expect(sides(past).at(-1)).toEqual(['sell', 0.99, 100]);
    expect(ends(past)).toEqual(['filled', 'canceled: no-position']);
  });

  it('is paid with money where a purchase covers a short position, and of what is not spot', () => {
    const short = daily(
      [flat, flat, flat],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 1 }), 1: () => ctx.close(ctx.feeds.asset) }),
      coin({ account: { type: 'margin' } }),
    );
    expect(short.session.account.qtyOf(0, 0)).toBe(0);
    expect(short.equity.at(-1)).toBeCloseTo(10_000 - 0.4, 9);
    const linear = daily(
      [flat, flat],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 1 }) }),
      coin({ account: { type: 'margin' }, instruments: { A: { contract: 'linear' } } }),
    );
    expect(linear.fills).toMatchObject([{ qty: 1, fee: 0.2 }]);
    expect(linear.fills[0]).not.toHaveProperty('feeQty');
  });

  it('is booked in eight decimals, and with money where it is less than the last of them or all there is', () => {
    const buy = (qty: number, fee: FeeSpec, stepSize = 0.01) =>
      daily(
        [flat, flat],
        (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty }) }),
        coin({ fee: { model: 'in-kind', of: fee }, instruments: { A: { stepSize } } }),
      ).fills[0]!;
    expect(buy(0.01, { model: 'percent', rate: 0.00012345 })).toMatchObject({ feeQty: 0.00000123, fee: 0.000123 });
    expect(buy(0.00000001, { model: 'percent', rate: 0.1 }, 0)).not.toHaveProperty('feeQty');
    expect(buy(1, { model: 'fixed', amount: 100 })).toMatchObject({ fee: 100 });
    expect(buy(1, { model: 'fixed', amount: 100 })).not.toHaveProperty('feeQty');
    // A rebate arrives in the coin as well.
    expect(buy(1, { model: 'scale', factor: 1, of: { model: 'maker-taker', maker: 0, taker: -0.001 } })).toMatchObject({ feeQty: -0.001 });
  });

  it('of one strategy is none of another, and an emergency leaves nothing to try again', () => {
    const asset = bars('A', '1d', [flat, flat, flat, flat, flat]);
    const buyer = (qty: number) => trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(ctx.feeds.asset, { qty }) }));
    const past = liveAll([buyer(1), buyer(2)], {
      ...coin(),
      inputs: [{ kind: 'human', ts: at('2024-01-04'), seq: 0, order: { kind: 'kill' } }],
    });
    expect(sides(past)).toEqual([
      ['buy', 1, 100],
      ['buy', 2, 100],
      ['sell', 0.99, 100],
      ['sell', 1.99, 100],
    ]);
    expect(past.orders).toHaveLength(4);
    const { account } = past.session;
    expect([account.qtyOf(0, 0), account.qtyOf(1, 0), account.qty(0)]).toEqual([0.008, 0.006, 0.014]);
  });

  it('concerns a fee as a whole, and none that the coin of the venue pays', () => {
    const run = (fee: FeeSpec) => () => daily([flat, flat], () => ({}), { fee });
    expect(run({ model: 'scale', factor: 2, of: IN_KIND })).toThrow('Expected "in-kind" to be the outermost model of a fee');
    expect(run({ model: 'in-kind', of: { model: 'preset', name: 'binance-spot', bnb: true } })).toThrow('not to be paid with BNB');
  });
});
