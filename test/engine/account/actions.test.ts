import { describe, expect, it } from 'vitest';
import { ACTION } from '../../../engine/broker/sim/financing/actions.ts';
import { at, daily, ends, type Row, sides } from '../world.ts';
import { ledgerOf } from './ledger-of.ts';

const actions = (type: keyof typeof ACTION, value: number, date = '2024-01-03') => ({
  financing: {
    actions: [{ instrument: 0, times: Float64Array.of(at(date)), types: Float64Array.of(ACTION[type]), values: Float64Array.of(value) }],
  },
});

/** A share that splits two for one on Wednesday, the third. */
const halves: readonly Row[] = [
  [100, 100, 100, 100],
  [100, 110, 100, 110],
  [55, 56, 54, 55],
  [55, 60, 50, 60],
];

describe('a split', () => {
  it('makes more units of what is held, and changes nothing else', () => {
    const past = daily(
      halves,
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }),
        2: () => ctx.log(`${ctx.position(ctx.feeds.asset).qty} at ${ctx.position(ctx.feeds.asset).avgPrice}`),
      }),
      actions('split', 2),
    );
    expect(past.session.logs[0]!.message).toBe('20 at 50');
    expect(past.equity).toEqual([10_000, 10_100, 10_100, 10_200]);
  });

  it('comes after the orders of its midnight and before its open: one sent at the close before is in new units already', () => {
    const past = daily(
      halves,
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }), 1: () => ctx.sell(ctx.feeds.asset, { qty: 20 }) }),
      {
        ...actions('split', 2),
        instruments: { A: { tickSize: 0.01 } },
      },
    );
    // Twenty were asked for in old units: forty new ones, and the account is short by twenty.
    expect(sides(past)).toEqual([
      ['buy', 10, 100],
      ['sell', 40, 55],
    ]);
  });

  it('moves orders that rest, so that the fall in price triggers nothing', () => {
    const past = daily(
      halves,
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10, stopLoss: { price: 90 }, takeProfit: { price: 118 } }) }),
      actions('split', 2),
    );
    // The stop stands at 45, the target at 59.
    expect(sides(past)).toEqual([
      ['buy', 10, 100],
      ['sell', 20, 59],
    ]);
    expect(past.roundTrips).toMatchObject([{ qty: 20, entryPrice: 50, exitPrice: 59, pnl: 180 }]);
  });

  it('pays out what is less than a step', () => {
    const past = daily(halves, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 11 }) }), {
      ...actions('split', 1.5),
      instruments: { A: { stepSize: 1 } },
    });
    // Sixteen and a half shares at 110 / 1.5.
    expect(ledgerOf(past)).toEqual([['2024-01-03T00:00', 'cash-in-lieu', expect.closeTo(0.5 * (110 / 1.5), 10)]]);
    expect(past.session.account.qty(0)).toBe(16);
  });
});

describe('an order that is partly filled when its instrument splits', () => {
  // Three units a bar.
  const parts = (ratio: number, terms: object = {}) => ({
    ...actions('split', ratio),
    simulator: { volumeLimit: 0.03 },
    instruments: { A: { stepSize: 1, ...terms } },
  });

  it('has exits at a distance of the average of all its fills, in new units', () => {
    const doubled: readonly Row[] = [
      [100, 100, 100, 100],
      [100, 100, 100, 100],
      [200, 200, 200, 200],
    ];
    const past = daily(doubled, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 8, stopLoss: { pct: 0.1 } }) }), parts(0.5));
    // Three at 100 are one and a half at 200, and two more are bought at 200: a tenth below is 180.
    expect(past.orders[1]).toMatchObject({ type: 'stop', trigger: 180, status: 'accepted' });
  });

  it('keeps the exits of which it has filled less than a step so far', () => {
    const past = daily(
      halves,
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 2, limit: 200, parent: ctx.buy(ctx.feeds.asset, { qty: 8 }) }) }),
      parts(2),
    );
    // A quarter of three units is none yet; of nine in sixteen it is two.
    expect(past.orders[0]).toMatchObject({ status: 'partially-filled', filledQty: 12 });
    expect(past.orders[1]).toMatchObject({ status: 'accepted', qty: 3 });
  });
});

describe('a dividend', () => {
  it('is paid to who holds into its date, and by who is short', () => {
    const paid = (side: 'buy' | 'sell') =>
      ledgerOf(daily(halves, (ctx) => ({ 0: () => ctx[side](ctx.feeds.asset, { qty: 10 }) }), actions('dividend', 0.5)));
    expect(paid('buy')).toEqual([['2024-01-03T00:00', 'dividend', 5]]);
    expect(paid('sell')).toEqual([['2024-01-03T00:00', 'dividend', -5]]);
  });

  it('is not for who buys at the open of its date', () => {
    expect(ledgerOf(daily(halves, (ctx) => ({ 1: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), actions('dividend', 0.5)))).toEqual([]);
  });
});

describe('the end of an instrument', () => {
  it('deals what is held at its last price, ends its orders and takes no more', () => {
    const past = daily(
      halves,
      (ctx) => ({
        0: () => {
          ctx.buy(ctx.feeds.asset, { qty: 10 });
          ctx.buy(ctx.feeds.asset, { qty: 1, limit: 1 });
        },
        2: () => ctx.buy(ctx.feeds.asset, { qty: 1 }),
      }),
      actions('delisting', 80),
    );
    expect(sides(past)).toEqual([
      ['buy', 10, 100],
      ['sell', 10, 80],
    ]);
    expect(ends(past)).toEqual(['filled', 'canceled: instrument-ended', 'filled', 'rejected: instrument-ended']);
    expect(past.equity.at(-1)).toBe(9_800);
  });

  it('comes at its expiry, at the newest price or the settlement price given', () => {
    const held = (settlementPrice?: number) =>
      daily(halves, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 10 }) }), {
        instruments: { A: { contract: 'linear', expiry: at('2024-01-03T12:00'), settlementPrice } },
      });
    expect(sides(held())).toEqual([
      ['buy', 10, 100],
      // The bar of that day is under way: its open is the newest price.
      ['sell', 10, 55],
    ]);
    expect(sides(held(107))[1]).toEqual(['sell', 10, 107]);
    expect(held().fills[1]).toMatchObject({ ts: at('2024-01-03T12:00'), fee: 0, tag: 'expiry' });
  });
});
