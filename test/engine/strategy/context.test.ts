import { describe, expect, it } from 'vitest';
import { sma } from '../../../engine/indicators/sma.ts';
import { StrategyError } from '../../../engine/model/errors.ts';
import { at, bars, daily, ends, follow, live, liveAll, type Row, sides, trader } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('ctx', () => {
  it('knows the time, the money and the position of the moment', () => {
    const seen: unknown[] = [];
    daily([flat, flat, [10, 13, 10, 12]], (ctx) => {
      const position = ctx.position(ctx.feeds.asset);
      const look = () => seen.push([ctx.now, ctx.cash, ctx.equity, position.qty, position.avgPrice]);
      return { 0: () => [look(), ctx.buy(ctx.feeds.asset, { qty: 5 })], 1: look, 2: look };
    });
    expect(seen).toEqual([
      [at('2024-01-02'), 10_000, 10_000, 0, Number.NaN],
      [at('2024-01-03'), 9_950, 10_000, 5, 10],
      [at('2024-01-04'), 9_950, 10_010, 5, 10],
    ]);
  });

  it('tells the terms of an instrument', () => {
    const seen: unknown[] = [];
    daily([flat], (ctx) => ({ 0: () => seen.push(ctx.instrument(ctx.feeds.asset)) }), {
      instruments: { A: { multiplier: 50, stepSize: 2 } },
    });
    expect(seen).toMatchObject([{ id: 'A', multiplier: 50, stepSize: 2 }]);
  });

  it('gives one view of a position, and state that lasts', () => {
    daily([flat, flat], (ctx) => ({
      0: () => {
        ctx.state['n'] = 1;
        expect(ctx.position(ctx.feeds.asset)).toBe(ctx.position(ctx.feeds.asset));
      },
      1: () => expect(ctx.state).toEqual({ n: 1 }),
    }));
    expect.assertions(2);
  });

  it('says what a position is worth at the newest price, by the multiplier and signed', () => {
    const seen: number[] = [];
    const drawing: Row[] = [
      [10, 10, 10, 10],
      [10, 12, 10, 12],
      [12, 12, 9, 9],
    ];
    daily(
      drawing,
      (ctx) => {
        const position = ctx.position(ctx.feeds.asset);
        const look = (): unknown => seen.push(position.notional, position.unrealizedPnl);
        return {
          0: () => [look(), ctx.sell(ctx.feeds.asset, { qty: 3 })],
          1: look,
          2: look,
        };
      },
      { instruments: { A: { multiplier: 50 } } },
    );
    expect(seen).toEqual([0, 0, -1_800, -300, -1_350, 150]);
  });

  it('lists its open orders, of one feed or all, and says which can still fill', () => {
    const seen: unknown[] = [];
    const [a, b] = [bars('A', '1d', [flat, flat]), bars('B', '1d', [flat, flat])];
    liveAll([
      trader({ a, b }, (ctx) =>
        follow(a, {
          0: () => [ctx.buy(a, { limit: 5 }), ctx.buy(b, { limit: 5 }), ctx.buy(a)],
          1: () => seen.push(ctx.openOrders(), ctx.openOrders(a), ctx.openOrders(b), ctx.isOpen(1), ctx.isOpen(3)),
        }),
      ),
      trader({ a }, (ctx) => follow(a, { 1: () => seen.push(ctx.openOrders()) })),
    ]);
    expect(seen).toEqual([[1, 2], [1], [2], true, false, []]);
  });

  it('makes of its options the type of an order', () => {
    const past = daily([flat], (ctx) => ({
      0: () =>
        [{}, { limit: 5 }, { trigger: 15 }, { trigger: 15, limit: 16 }, { limit: 5, expiresAt: at('2024-02-01') }].map((one) =>
          ctx.buy(ctx.feeds.asset, one),
        ),
    }));
    expect(past.orders.map(({ type, tif }) => `${type} ${tif}`)).toEqual([
      'market gtc',
      'limit gtc',
      'stop gtc',
      'stop-limit gtc',
      'limit gtd',
    ]);
  });

  it('targets a signed share of equity, trades the difference, and nothing where there is none', () => {
    const ids: unknown[] = [];
    const past = daily(
      [flat, flat, flat, flat, flat, flat],
      (ctx) => ({
        0: () => ids.push(ctx.target(ctx.feeds.asset, 0.5)),
        1: () => ids.push(ctx.target(ctx.feeds.asset, 0.5)),
        2: () => ids.push(ctx.target(ctx.feeds.asset, -0.25)),
        3: () => ids.push(ctx.target(ctx.feeds.asset, 0)),
        4: () => ids.push(ctx.target(ctx.feeds.asset, 0)),
      }),
      { instruments: { A: { stepSize: 1, multiplier: 2 } } },
    );
    expect(sides(past)).toEqual([
      ['buy', 250, 10],
      ['sell', 375, 10],
      ['buy', 125, 10],
    ]);
    expect(ids).toEqual([1, undefined, 2, 3, undefined]);
  });

  it('targets nothing where no equity is left, neither more nor the other side', () => {
    const past = daily(
      [flat, flat, [10, 10, 1, 2], [2, 2, 2, 2]],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 5_000 }),
        2: () => [expect(ctx.equity).toBe(-30_000), ctx.target(ctx.feeds.asset, 0.5), ctx.buy(ctx.feeds.asset)],
      }),
      { account: { leverage: 10 }, sizer: { model: 'fraction-of-equity', fraction: 0.5 } },
    );
    expect(sides(past)).toEqual([
      ['buy', 5_000, 10],
      ['sell', 5_000, 2],
    ]);
    expect(past.orders.slice(1)).toMatchObject([{ qty: 5_000 }, { qty: 0, reason: 'zero-quantity' }]);
  });

  it('targets nothing that is no number, and nothing that has no price', () => {
    expect(() => daily([flat], (ctx) => ({ 0: () => ctx.target(ctx.feeds.asset, Number.NaN) }))).toThrow(
      new StrategyError(
        'Strategy "s1" threw in onBar at bar 0 of "A" (2024-01-02T00:00:00.000Z): Expected a finite weight for "A", but it was "NaN"',
      ),
    );
    const feeds = { early: bars('E', '1d', [flat]), late: bars('L', '1d', ['2024-01-05', flat]) };
    expect(live(feeds, (ctx) => follow(ctx.feeds.early, { 0: () => ctx.target(ctx.feeds.late, 1) })).orders).toEqual([]);
  });

  it('closes long and short, with words of its own', () => {
    const past = daily([flat, flat, flat], (ctx) => ({
      0: () => ctx.sell(ctx.feeds.asset, { qty: 3 }),
      1: () => ctx.close(ctx.feeds.asset, { ref: 'out', tag: 'late', reason: 'enough', confidence: 1 }),
    }));
    expect(sides(past)).toEqual([
      ['sell', 3, 10],
      ['buy', 3, 10],
    ]);
    expect(past.orders[1]).toMatchObject({ ref: 'out', tag: 'late', note: 'enough', confidence: 1 });
  });

  it('cancels and replaces only orders that are', () => {
    for (const id of [0, 7, Number.NaN]) {
      expect(() => daily([flat], (ctx) => ({ 0: () => ctx.cancel(id) }))).toThrow(`Expected the id of an order, but it was "${id}"`);
      expect(() => daily([flat], (ctx) => ({ 0: () => ctx.replace(id, {}) }))).toThrow('Expected the id of an order');
    }
  });

  it('sends nothing after the end', () => {
    const asset = bars('A', '1d', [flat]);
    expect(ends(live({ asset }, (ctx) => ({ onStop: () => void ctx.buy(asset) })))).toEqual([]);
  });
});

describe("an author's own line", () => {
  it('shows what was pushed, and moves the indicators made of it', () => {
    const seen: number[] = [];
    daily([flat, flat, flat], (ctx) => {
      const own = ctx.line();
      const mean = sma(own, 2);
      const push = (value: number) => {
        own.push(value);
        seen.push(own.value, mean.value);
      };
      return { 0: () => push(1), 1: () => push(3), 2: () => [push(7), seen.push(own.ago(2), own.ago(3))] };
    });
    expect(seen).toEqual([1, Number.NaN, 3, 2, 7, 5, 1, Number.NaN]);
  });

  it('forgets nothing within its bounded past', () => {
    daily([flat], (ctx) => ({
      0: () => {
        const own = ctx.line();
        for (let k = 0; k < 10_000; k++) own.push(k);
        expect([own.value, own.ago(1_024)]).toEqual([9_999, 8_975]);
      },
    }));
    expect.assertions(1);
  });

  it('that has begun takes no more indicators', () => {
    expect(() =>
      daily([flat], (ctx) => ({
        0: () => {
          const own = ctx.line();
          own.push(1);
          sma(own, 2);
        },
      })),
    ).toThrow(/Expected .*before|Expected .*first/);
  });
});
