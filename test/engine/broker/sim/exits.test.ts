import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../../engine/model/series.ts';
import { at, columnsOf, daily, ends, follow, live, sides } from '../../world.ts';

const bracket = { stopLoss: { price: 8 }, takeProfit: { price: 13 } };

describe('attached exits', () => {
  it('begin with the fill of their entry and work for the rest of the entry bar', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 7, 9],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 3, ...bracket }) }),
    );
    expect(past.fills).toMatchObject([
      { ts: at('2024-01-02'), side: 'buy', qty: 3, price: 10, tag: null },
      { ts: at('2024-01-03'), side: 'sell', qty: 3, price: 8, tag: 'stop-loss' },
    ]);
    expect(ends(past)).toEqual(['filled', 'filled', 'canceled: linked-order-filled']);
  });

  it('begin with the bar after the entry bar where the run says so', () => {
    const rows = [
      [10, 11, 9, 10],
      [10, 11, 7, 9],
      [9, 9.5, 7.5, 8],
    ] as const;
    const past = daily(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, bracket) }), { simulator: { exitsFrom: 'next-bar' } });
    expect(past.fills).toMatchObject([{ price: 10 }, { price: 8, ts: at('2024-01-04') }]);
  });

  it('take the stop when one bar reaches stop and target, and say that the fill is ambiguous', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 14, 7, 12],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 2, ...bracket }) }),
    );
    expect(past.fills).toMatchObject([{ certainty: 'exact' }, { price: 8, certainty: 'ambiguous' }]);
    // Had the target been first, two units would have made 13 - 8 more each.
    expect(past.ambiguity).toMatchObject({ exact: 1, assumed: 0, ambiguous: 1, pnlWorst: -4, pnlBest: 6 });
  });

  it('mirror this for a short', () => {
    const exits = { stopLoss: { price: 13 }, takeProfit: { price: 8 } };
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 14, 7, 12],
      ],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { qty: 2, ...exits }) }),
    );
    expect(past.fills).toMatchObject([{ side: 'sell' }, { side: 'buy', price: 13, certainty: 'ambiguous' }]);
    expect(past.ambiguity).toMatchObject({ pnlWorst: -6, pnlBest: 4 });
  });

  it('are judged at the open first: a gap beyond the target is no ambiguity', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [14, 15, 7, 12],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, bracket) }),
    );
    expect(past.fills).toMatchObject([{}, { price: 14, certainty: 'exact', tag: 'take-profit' }]);
    expect(ends(past)).toEqual(['filled', 'canceled: linked-order-filled', 'filled']);
  });

  it('stand at a share away from the average fill price, on the tick grid', () => {
    const terms = { instruments: { A: { tickSize: 0.1 } } };
    const buy = daily(
      [
        [10, 11, 9, 10],
        [10.1, 10.9, 9.6, 10],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { pct: 0.055 }, takeProfit: { pct: 0.085 } }) }),
      terms,
    );
    // 10.1 x 0.945 = 9.5445: a stop to sell moves down; 10.1 x 1.085 = 10.9585: a limit to sell moves up.
    expect(buy.orders).toMatchObject([
      {},
      { type: 'stop', side: 'sell', trigger: 9.5, qty: 1 },
      { type: 'limit', side: 'sell', price: 11, qty: 1 },
    ]);
    const sell = daily(
      [
        [10, 11, 9, 10],
        [10.1, 10.5, 9.6, 10],
      ],
      (ctx) => ({ 0: () => ctx.sell(ctx.feeds.asset, { stopLoss: { pct: 0.055 }, takeProfit: { pct: 0.085 } }) }),
      terms,
    );
    expect(sell.orders).toMatchObject([{}, { trigger: 10.7 }, { price: 9.2 }]);
  });

  it('whose level an open moves across the market fill at that open, never at a level where the market has not been', () => {
    const columns = columnsOf('1d', [
      [100, 100, 100, 100],
      [100, 100, 100, 100],
      [20, 20.5, 19.5, 20],
      [20, 20, 20, 20],
    ]);
    columns.volume.set([10, 10, 2_000, 2_000], 1);
    const past = live(
      { asset: new BarSeries('A', columns) },
      (ctx) => follow(ctx.feeds.asset, { 0: () => ctx.sell(ctx.feeds.asset, { qty: 51, stopLoss: { pct: 0.1 } }) }),
      { instruments: { A: { tickSize: 0.5 } }, slippage: { model: 'ticks', ticks: 10 }, simulator: { volumeLimit: 0.1 } },
    );
    // Sold 1 at 95 and 50 at 15: the stop, at 104.5 until then, stands at 18.5 now, and the market at 20 is beyond it.
    expect(past.fills).toMatchObject([
      { side: 'sell', qty: 1, price: 95 },
      { side: 'sell', qty: 50, price: 15, ts: at('2024-01-03') },
      { side: 'buy', qty: 51, price: 25, slippage: 255, ts: at('2024-01-03') },
    ]);
  });

  it('have no level and no quantity until their entry fills', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 5, stopLoss: { pct: 0.1 } }) }),
    );
    expect(past.orders).toMatchObject([{ status: 'accepted' }, { status: 'accepted', qty: null, trigger: null }]);
  });

  it('of an entry that fills inside a bar begin at its close, and the entry is ambiguous where the bar may have hit them', () => {
    const rows = [
      [10, 11, 9, 10],
      [10, 11, 7, 8.5],
      [8.5, 9, 7.9, 8],
    ] as const;
    const past = daily(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9, stopLoss: { price: 8 } }) }));
    expect(past.fills).toMatchObject([
      { price: 9, ts: at('2024-01-03'), certainty: 'ambiguous' },
      { price: 8, ts: at('2024-01-04') },
    ]);
    // Stopped out on the bar of the entry or on the next one: a unit loses 1 either way.
    expect(past.ambiguity).toMatchObject({ ambiguous: 1, pnlWorst: -1, pnlBest: -1 });
  });

  it('die with their entry', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 11, 9, 10],
      ],
      (ctx) => {
        let id = 0;
        return { 0: () => (id = ctx.buy(ctx.feeds.asset, { limit: 5, ...bracket })), 1: () => ctx.cancel(id) };
      },
    );
    expect(ends(past)).toEqual(['canceled: user', 'canceled: parent-closed', 'canceled: parent-closed']);
  });

  it('are refused with their entry, for the same reason', () => {
    const past = daily([[10, 11, 9, 10]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { qty: 0, ...bracket }) }));
    expect(ends(past)).toEqual(['rejected: zero-quantity', 'rejected: zero-quantity', 'rejected: zero-quantity']);
  });

  it('die with the position they protect', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [11, 12, 9, 10],
        [10, 14, 7, 10],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 3, ...bracket }),
        1: () => ctx.close(ctx.feeds.asset),
      }),
    );
    expect(sides(past)).toEqual([
      ['buy', 3, 10],
      ['sell', 3, 11],
    ]);
    expect(ends(past)).toEqual(['filled', 'canceled: position-closed', 'canceled: position-closed', 'filled']);
  });

  it('shrink with the position they protect', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [11, 12, 9, 10],
        [10, 10, 7, 10],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 3, ...bracket }),
        1: () => ctx.close(ctx.feeds.asset, { portion: 1 / 3 }),
      }),
      { instruments: { A: { stepSize: 1 } } },
    );
    expect(sides(past)).toEqual([
      ['buy', 3, 10],
      ['sell', 1, 11],
      ['sell', 2, 8],
    ]);
  });

  it('of the oldest entry go first when a position of two entries shrinks', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 12, 9, 10],
        [10, 10, 9, 10],
        [10, 10, 6.5, 7],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 3, stopLoss: { price: 7 } }),
        1: () => ctx.buy(ctx.feeds.asset, { qty: 2, stopLoss: { price: 8 } }),
        2: () => ctx.sell(ctx.feeds.asset, { qty: 4 }),
      }),
    );
    expect(sides(past)).toEqual([
      ['buy', 3, 10],
      ['buy', 2, 10],
      ['sell', 4, 10],
      ['sell', 1, 8],
    ]);
    expect(ends(past)).toEqual(['filled', 'canceled: position-closed', 'filled', 'filled', 'filled']);
  });

  it('of an order that turns the position cover what it opened, and those of the old position go', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 11, 9, 10],
        [10, 15, 9, 12],
      ],
      (ctx) => ({
        0: () => ctx.buy(ctx.feeds.asset, { qty: 3, stopLoss: { price: 8 } }),
        1: () => ctx.sell(ctx.feeds.asset, { qty: 5, stopLoss: { price: 12 } }),
      }),
    );
    expect(sides(past)).toEqual([
      ['buy', 3, 10],
      ['sell', 5, 10],
      ['buy', 2, 12],
    ]);
    expect(ends(past)).toEqual(['filled', 'canceled: position-closed', 'filled', 'filled']);
  });

  it('that stand beyond the open at once fill there', () => {
    const past = daily(
      [
        [10, 11, 9, 10],
        [7, 11, 6, 9],
      ],
      (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 } }) }),
    );
    expect(past.fills).toMatchObject([
      { price: 7, ts: at('2024-01-02') },
      { side: 'sell', price: 7, ts: at('2024-01-02') },
    ]);
  });

  it('can be moved before and after their entry has filled', () => {
    const rows = [
      [10, 11, 9, 10],
      [10, 11, 9, 10],
      [10, 11, 9, 10],
      [10, 11, 9, 9.5],
    ] as const;
    const moved = daily(rows, (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 } }),
      1: () => ctx.replace(ctx.openOrders(ctx.feeds.asset)[0]!, { trigger: 9.5 }),
    }));
    expect(sides(moved)).toEqual([
      ['buy', 1, 10],
      ['sell', 1, 9.5],
    ]);
  });
});
