import { describe, expect, it } from 'vitest';
import { Outcome } from '../../../engine/loop/outcome.ts';
import { at, bars, daily, live, quotes, type Row } from '../world.ts';

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
