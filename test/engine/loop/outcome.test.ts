import { describe, expect, it } from 'vitest';
import { BARE_FILL } from '../../../engine/broker/live/bare.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import type { Fill } from '../../../engine/model/fill.ts';
import { at, bars, daily, follow, live, liveAll, quotes, type Row, trader } from '../world.ts';

const flat: Row = [10, 11, 9, 10];

describe('the records of a run', () => {
  const past = daily(
    [flat, flat, [10, 14, 8.5, 12]],
    (ctx) => ({
      0: () =>
        ctx.buy(ctx.feeds.asset, {
          qty: 2,
          ref: 'in',
          tag: 'swing',
          reason: 'because',
          confidence: 0.7,
          stopLoss: { price: 8 },
          takeProfit: { price: 13 },
        }),
      1: () => ctx.sell(ctx.feeds.asset, { qty: 0 }),
    }),
    { fee: { model: 'percent', rate: 0.01 }, instruments: { A: { multiplier: 3 } } },
  );

  it('say of each order what it was, what became of it and when', () => {
    expect(past.orders[0]).toEqual({
      id: 1,
      ref: 'in',
      strategyId: 's1',
      instrument: 'A',
      side: 'buy',
      type: 'market',
      qty: 2,
      price: null,
      trigger: null,
      tif: 'gtc',
      status: 'filled',
      filledQty: 2,
      avgPrice: 10,
      createdTs: at('2024-01-02'),
      closedTs: at('2024-01-02'),
      reason: null,
      tag: 'swing',
      note: 'because',
      confidence: 0.7,
      events: ['submitted', 'accepted', 'filled'].map((kind) => ({ kind, ts: at('2024-01-02') })),
    });
    expect(past.orders[1]).toMatchObject({
      tag: 'stop-loss',
      ref: 'in',
      status: 'canceled',
      reason: 'linked-order-filled',
      trigger: 8,
      avgPrice: null,
      filledQty: 0,
    });
    expect(past.orders[2]).toMatchObject({ tag: 'take-profit', price: 13, status: 'filled', closedTs: at('2024-01-04') });
    expect(past.orders[3]).toMatchObject({
      ref: null,
      tag: null,
      note: null,
      confidence: null,
      status: 'rejected',
      reason: 'zero-quantity',
    });
    expect(past.orders[2]!.events.map(({ kind }) => kind)).toEqual(['submitted', 'accepted', 'released', 'filled']);
  });

  it('say of each fill what it was', () => {
    expect(past.fills).toEqual([
      {
        ts: at('2024-01-02'),
        orderId: 1,
        ref: 'in',
        strategyId: 's1',
        instrument: 'A',
        side: 'buy',
        qty: 2,
        price: 10,
        fee: 0.6,
        slippage: 0,
        liquidity: 'taker',
        certainty: 'exact',
        tag: 'swing',
        barTs: at('2024-01-03'),
        rate: 1,
      },
      {
        ts: at('2024-01-04'),
        orderId: 3,
        ref: 'in',
        strategyId: 's1',
        instrument: 'A',
        side: 'sell',
        qty: 2,
        price: 13,
        fee: 0.78,
        slippage: 0,
        liquidity: 'maker',
        certainty: 'exact',
        tag: 'take-profit',
        barTs: at('2024-01-04'),
        rate: 1,
      },
    ]);
  });

  it('say of each round trip what it brought', () => {
    expect(past.roundTrips).toMatchObject([
      { strategyId: 's1', instrument: 'A', side: 'buy', qty: 2, entryPrice: 10, exitPrice: 13, fees: 1.38, returnPct: (18 - 1.38) / 60 },
    ]);
  });

  it('hold the prices that the run went through, and what it began with', () => {
    const outcome = new Outcome(past.run);
    expect(outcome.prices).toEqual([
      {
        instrument: 'A',
        ts: Float64Array.of(at('2024-01-02'), at('2024-01-03'), at('2024-01-04')),
        open: Float64Array.of(10, 10, 10),
        high: Float64Array.of(11, 11, 14),
        low: Float64Array.of(9, 9, 8.5),
        close: Float64Array.of(10, 10, 12),
      },
    ]);
    expect([outcome.startCash, outcome.currency, outcome.exposedBatches, outcome.traded]).toEqual([10_000, 'USD', 1, 138]);
    expect(outcome.equity.ts).toEqual(outcome.prices[0]!.ts);
  });

  it('are read once', () => {
    const outcome = new Outcome(past.run);
    for (const part of ['fills', 'orders', 'prices', 'roundTrips', 'equity'] as const) {
      const first = outcome[part];
      expect(outcome[part]).toBe(first);
    }
  });

  it('have no prices of a market of quotes', () => {
    const { run } = live({ book: quotes('Q', [['2024-01-01', 1, 2]]), asset: bars('A', '1d', [flat]) }, () => ({}));
    expect(new Outcome(run).prices.map(({ instrument }) => instrument)).toEqual(['A']);
  });

  it('put no bounds on the result where nothing is ambiguous', () => {
    expect(past.ambiguity).toMatchObject({
      exact: 2,
      assumed: 0,
      ambiguous: 0,
      pnlWorst: expect.closeTo(16.62, 9),
      pnlBest: expect.closeTo(16.62, 9),
    });
  });
});

describe('what came otherwise than by orders of the session', () => {
  const bought = { ...BARE_FILL, ts: at('2024-01-02'), barTs: at('2024-01-02'), instrument: 1, strategy: 1, side: 'buy' } as const;
  const priced = { price: 10, liquidity: 'taker' } as const;
  const begun = (then: readonly Fill[]) => {
    const [one, two] = ['A', 'B'].map((id) => bars(id, '1d', [flat, flat, flat, flat]));
    const traders = [one!, two!].map((asset) =>
      trader({ asset }, (ctx) => follow(ctx.feeds.asset, { 0: () => ctx.buy(ctx.feeds.asset, { qty: 2 }) })),
    );
    const { run } = liveAll(traders, { fee: { model: 'percent', rate: 0.01 } });
    for (const fill of then) run.session.account.book(fill);
    return new Outcome(run);
  };

  it('is in the records with its strategy and its instrument, though no order is', () => {
    const { fills, roundTrips, trips } = begun([
      { ...bought, ...priced, qty: 3 },
      { ...bought, ...priced, price: 12, side: 'sell', qty: 5 },
      { ...bought, ...priced, side: 'buy', qty: 1 },
      { ...bought, ...priced, price: 12, side: 'sell', qty: 1 },
    ]);
    expect(fills.slice(2).map(({ orderId, strategyId, instrument, side, qty }) => [orderId, strategyId, instrument, side, qty])).toEqual([
      [0, 's2', 'B', 'buy', 3],
      [0, 's2', 'B', 'sell', 5],
      [0, 's2', 'B', 'buy', 1],
      [0, 's2', 'B', 'sell', 1],
    ]);
    const said = roundTrips.map(({ strategyId, instrument, qty, entryOrderId, pnl }) => [strategyId, instrument, qty, entryOrderId, pnl]);
    expect(said).toEqual([
      ['s2', 'B', 2, 2, 4 - 0.2],
      ['s2', 'B', 3, 0, 6],
      ['s2', 'B', 1, 0, 2],
    ]);
    expect([...trips.pnl]).toEqual([3.8, 6, 2]);
  });

  it('is part of its fill where its fee took it, and no fill of the other side', () => {
    const fee = { ...bought, ...priced, orderId: 2, side: 'sell', qty: 0.02 } as const;
    const { fills, roundTrips } = begun([fee, { ...fee, qty: 0.01, fee: 0.1 }]);
    expect(fills).toHaveLength(2);
    expect(fills[1]).toMatchObject({ side: 'buy', qty: 2, fee: 0.2 + 0.1, feeQty: 0.03 });
    expect(fills[0]).not.toHaveProperty('feeQty');
    expect(roundTrips).toEqual([]);
  });
});
