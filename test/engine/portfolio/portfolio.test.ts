import { describe, expect, it } from 'vitest';
import { EquityCurve } from '../../../engine/portfolio/equity-curve.ts';
import { bars, daily, follow, live, liveAll, type Row, trader } from '../world.ts';

const flat = (price: number): Row => [price, price, price, price];

describe('the account', () => {
  it('pays for what it buys, with the multiplier and the fee', () => {
    const past = daily([flat(10), flat(10), flat(12)], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3 }) }), {
      instruments: { A: { multiplier: 5 } },
      fee: { model: 'fixed', amount: 2 },
    });
    const { cash, equity, grossNotional, traded } = past.session.account;
    expect([cash, equity, grossNotional, traded]).toEqual([10_000 - 150 - 2, 10_000 - 2 + 30, 180, 150]);
    expect(past.equity).toEqual([10_000, 9_998, 10_028]);
  });

  it('is paid for what it sells short, and owes it', () => {
    const past = daily([flat(10), flat(10), flat(12)], (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 3 }) }));
    expect([past.session.account.cash, past.equity]).toEqual([10_030, [10_000, 10_000, 9_994]]);
  });

  it('averages entries, keeps the average when it closes a part, and starts anew when it turns', () => {
    const seen: (readonly [number, number, number])[] = [];
    daily([flat(10), flat(10), flat(20), flat(30), flat(30), flat(40)], (ctx) => {
      const position = ctx.position(ctx.feeds.asset);
      const look = () => seen.push([position.qty, position.avgPrice, position.unrealizedPnl + 0]);
      return {
        0: () => [look(), ctx.buy(ctx.feeds.asset, { qty: 1 })],
        1: () => [look(), ctx.buy(ctx.feeds.asset, { qty: 3 })],
        2: () => [look(), ctx.sell(ctx.feeds.asset, { qty: 2 })],
        3: () => [look(), ctx.sell(ctx.feeds.asset, { qty: 5 })],
        4: () => [look(), ctx.close(ctx.feeds.asset)],
        5: look,
      };
    });
    expect(seen).toEqual([
      [0, Number.NaN, 0],
      [1, 10, 0],
      [4, 17.5, 10],
      [2, 17.5, 25],
      [-3, 30, 0],
      [0, Number.NaN, 0],
    ]);
  });

  it('counts the batches in which something was held', () => {
    const past = daily([flat(10), flat(10), flat(10), flat(10)], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset),
      2: () => ctx.close(ctx.feeds.asset),
    }));
    expect(past.session.account.exposedBatches).toBe(2);
  });

  it('knows after a close what was lost inside the bar, though nothing is held any more', () => {
    const past = daily([flat(10), [10, 10, 7, 9], flat(9)], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 10, stopLoss: { price: 8 } }),
    }));
    expect(past.equity).toEqual([10_000, 9_980, 9_980]);
  });

  it('forgets the dust of fractional quantities', () => {
    const past = daily([flat(10), flat(10), flat(10), flat(10), flat(10)], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { qty: 0.1 }),
      1: () => ctx.buy(ctx.feeds.asset, { qty: 0.2 }),
      2: () => ctx.sell(ctx.feeds.asset, { qty: 0.3 }),
    }));
    // 0.1 + 0.2 - 0.3 is 5.6e-17 in doubles.
    expect([past.session.account.qty(0), past.session.account.holds]).toEqual([0, false]);
  });

  it('loses no cent over many small payments', () => {
    const rows = Array.from({ length: 1_001 }, () => flat(0.1));
    const trade = (k: number) => (ctx: Parameters<Parameters<typeof daily>[1]>[0]) =>
      k % 2 === 0 ? ctx.buy(ctx.feeds.asset) : ctx.close(ctx.feeds.asset);
    const past = daily(rows, (ctx) => Object.fromEntries(rows.map((_, k) => [k, () => trade(k)(ctx)])), {
      account: { cash: 1e9 },
      fee: { model: 'fixed', amount: 0.1 },
    });
    expect(past.fills).toHaveLength(1_000);
    // Added up plainly, a thousand fees of 0.1 taken from a billion are off by 2.4e-5.
    expect(Math.abs(past.session.account.cash - (1e9 - 100))).toBeLessThan(1e-6);
  });
});

describe('several strategies in one account', () => {
  const world = (capitals: readonly (number | undefined)[], plan: (k: number) => number) => {
    const asset = bars('A', '1d', [flat(10), flat(10), flat(15), flat(15)]);
    const seen: (readonly [number, number, number])[] = [];
    const past = liveAll(
      capitals.map((capital, k) =>
        trader(
          { asset },
          (ctx) =>
            follow(asset, {
              0: () => (plan(k) > 0 ? ctx.buy(asset, { qty: plan(k) }) : ctx.sell(asset, { qty: -plan(k) })),
              2: () => seen.push([ctx.position(asset).qty, ctx.equity, ctx.cash]),
              3: () => ctx.close(asset),
            }),
          { id: `s${k}`, ...(capital === undefined ? {} : { capital }) },
        ),
      ),
    );
    return { past, seen };
  };

  it('see each their own position and capital, and one cash', () => {
    const { seen, past } = world([4_000, 6_000], (k) => [10, -4][k]!);
    expect(seen).toEqual([
      [10, 4_050, 9_940],
      [-4, 5_980, 9_940],
    ]);
    expect(past.session.account.qty(0)).toBe(6);
    expect(past.fills.map(({ strategyId, side, qty }) => [strategyId, side, qty])).toEqual([
      ['s0', 'buy', 10],
      ['s1', 'sell', 4],
    ]);
  });

  it('without a capital of their own use the whole account', () => {
    const { seen } = world([undefined, undefined], (k) => [10, -4][k]!);
    expect(seen.map(([, equity]) => equity)).toEqual([10_030, 10_030]);
  });

  it('take fees from the capital of the one that traded', () => {
    const asset = bars('A', '1d', [flat(10), flat(10), flat(10)]);
    const equities: number[] = [];
    liveAll(
      [0, 1].map((k) =>
        trader({ asset }, (ctx) => follow(asset, { 0: () => k === 0 && ctx.buy(asset), 2: () => equities.push(ctx.equity) }), {
          capital: 1_000,
        }),
      ),
      { fee: { model: 'fixed', amount: 3 } },
    );
    expect(equities).toEqual([997, 1_000]);
  });

  it('may hold against each other: the account is flat, both are not', () => {
    const { past, seen } = world([undefined, undefined], (k) => [5, -5][k]!);
    expect([past.session.account.qty(0), seen.map(([qty]) => qty)]).toEqual([0, [5, -5]]);
    expect(past.equity.at(-1)).toBe(10_000);
  });

  it("may not touch each other's orders", () => {
    const asset = bars('A', '1d', [flat(10), flat(10)]);
    let id = 0;
    const first = trader({ asset }, (ctx) => follow(asset, { 0: () => (id = ctx.buy(asset, { limit: 1 })) }));
    const second = trader({ asset }, (ctx) => follow(asset, { 1: () => ctx.cancel(id) }), { id: 'second' });
    expect(() => liveAll([first, second])).toThrow(
      /Strategy "second" threw in onBar at bar 1 of "A" .*: Expected an order of this strategy, but order 1 is another's/,
    );
  });

  it('in a cash account sell what is their own only', () => {
    const asset = bars('A', '1d', [flat(10), flat(10), flat(10), flat(10)]);
    const owner = trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty: 5 }), 2: () => ctx.close(asset) }));
    const thief = trader({ asset }, (ctx) => follow(asset, { 1: () => ctx.sell(asset, { qty: 5 }) }));
    expect(liveAll([owner, thief], { account: { type: 'cash' } }).orders.map(({ status, strategyId }) => [strategyId, status])).toEqual([
      ['s1', 'filled'],
      ['s2', 'canceled'],
      ['s1', 'filled'],
    ]);
  });
});

describe('round trips', () => {
  it('match entries to exits first in, first out', () => {
    const past = daily(
      [flat(10), flat(10), flat(20), flat(30), flat(40)],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }),
        1: () => ctx.buy(ctx.feeds.asset, { qty: 3 }),
        2: () => ctx.sell(ctx.feeds.asset, { qty: 4 }),
        3: () => ctx.close(ctx.feeds.asset),
      }),
      { fee: { model: 'percent', rate: 0.1 } },
    );
    expect(
      past.roundTrips.map(({ qty, entryPrice, exitPrice, pnl, fees, bars: held, entryOrderId, exitOrderId }) => [
        qty,
        entryPrice,
        exitPrice,
        pnl,
        fees,
        held,
        entryOrderId,
        exitOrderId,
      ]),
    ).toEqual([
      [2, 10, 30, 40 - 8, 8, 2, 1, 3],
      [2, 20, 30, 20 - 10, 10, 1, 2, 3],
      [1, 20, 40, 20 - 6, 6, 2, 2, 4],
    ]);
    expect(past.roundTrips[0]).toMatchObject({ side: 'buy', returnPct: 32 / 20 });
  });

  it('of a turn close the old side and open the new', () => {
    const past = daily(
      [flat(10), flat(10), flat(8), flat(6)],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 5 }),
        2: () => ctx.close(ctx.feeds.asset),
      }),
      { instruments: { A: { multiplier: 10 } } },
    );
    expect(past.roundTrips.map(({ side, qty, pnl, returnPct }) => [side, qty, pnl, returnPct])).toEqual([
      ['buy', 2, -40, -0.2],
      ['sell', 3, 60, 0.25],
    ]);
  });

  it('see the whole bars through which they were held, the entry bar from its open', () => {
    const past = daily([flat(10), [10, 13, 9, 10], [10, 16, 8, 10], [11, 30, 1, 11]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset),
      2: () => ctx.close(ctx.feeds.asset),
    }));
    expect(past.roundTrips).toMatchObject([{ mae: -0.2, mfe: 0.6, bars: 2 }]);
  });

  it('of a short have their worst above', () => {
    const past = daily([flat(10), [10, 13, 9, 10], flat(10)], (ctx) => ({
      0: () => ctx.sell(ctx.feeds.asset),
      1: () => ctx.close(ctx.feeds.asset),
    }));
    expect(past.roundTrips[0]!.mae).toBeCloseTo(-0.3, 12);
    expect(past.roundTrips[0]!.mfe).toBeCloseTo(0.1, 12);
  });

  it('entered inside a bar do not count the extremes of that bar', () => {
    const past = daily([flat(10), [10, 20, 8, 9], flat(9), flat(9)], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { limit: 9 }),
      2: () => ctx.close(ctx.feeds.asset),
    }));
    expect(past.roundTrips).toMatchObject([{ mae: 0, mfe: 0, bars: 2 }]);
  });

  it('entered on a close count from the bar after it', () => {
    const past = daily(
      [[10, 20, 5, 10], [10, 12, 9, 11], flat(11)],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset), 1: () => ctx.close(ctx.feeds.asset) }),
      { simulator: { fillOn: 'on-close' } },
    );
    expect(past.roundTrips).toMatchObject([
      { entryPrice: 10, exitPrice: 11, mae: expect.closeTo(-0.1, 12), mfe: expect.closeTo(0.2, 12), bars: 1 },
    ]);
  });

  it('that begin and end in one bar have lasted no bar', () => {
    const past = daily([flat(10), [10, 11, 7, 9]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 } }) }));
    expect(past.roundTrips).toMatchObject([{ pnl: -2, bars: 0, mae: expect.closeTo(-0.2, 12), mfe: 0 }]);
  });

  it('of two strategies are kept apart', () => {
    const asset = bars('A', '1d', [flat(10), flat(10), flat(12)]);
    const past = liveAll(
      [1, 2].map((qty) => trader({ asset }, (ctx) => follow(asset, { 0: () => ctx.buy(asset, { qty }), 1: () => ctx.close(asset) }))),
    );
    expect(past.roundTrips.map(({ strategyId, qty, pnl }) => [strategyId, qty, pnl])).toEqual([
      ['s1', 1, 2],
      ['s2', 2, 4],
    ]);
  });
});

describe('the equity curve', () => {
  it('has one value per moment at which an executing feed shows something', () => {
    const feeds = { a: bars('A', '1h', [flat(1), flat(1)]), b: bars('B', '30m', [flat(1), flat(1), flat(1)]) };
    const past = live(feeds, () => ({}));
    expect(past.session.account.curve.columns().ts).toHaveLength(4);
  });

  it('keeps every value and time in turn, over the edges of its chunks and when its times leave those of the series', () => {
    const rows = 16_384 * 2 + 5;
    for (const leaves of [0, 3, 16_384, rows]) {
      const times = Float64Array.from({ length: rows + 1 }, (_, k) => (k === 0 ? Number.NaN : k));
      const curve = new EquityCurve(times, () => 100);
      curve.amend(5);
      for (let k = 1; k <= rows; k++) curve.push(k <= leaves ? k : k + 0.5, 2 * k);
      curve.amend(-1);
      const { ts, value } = curve.columns();
      expect(curve.length).toBe(rows);
      expect(ts).toEqual(Float64Array.from({ length: rows }, (_, k) => (k < leaves ? k + 1 : k + 1.5)));
      expect(value).toEqual(Float64Array.from({ length: rows }, (_, k) => (k === rows - 1 ? -1 : 2 * k + 2)));
    }
    expect(new EquityCurve(new Float64Array(1), () => 100).columns().value).toHaveLength(0);
  });
});
