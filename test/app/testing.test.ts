import { describe, expect, it } from 'vitest';
import { runBars } from '../../app/testing.ts';
import { defineStrategy, int, many, quotes } from '../../engine/index.ts';
import orderScript from '../../strategies/order-script.ts';

/** Buys at the close of bar `at`, with a stop loss a tenth below. */
const buyer = defineStrategy({
  name: 'buyer',
  params: { at: int(0, { min: 0, max: 9 }) },
  feeds: ['asset'],
  setup(ctx, { at }) {
    let n = 0;
    return {
      onBar() {
        if (n++ === at) ctx.buy(ctx.feeds.asset, { stopLoss: { pct: 0.1 } });
        ctx.log(`bar ${n}`);
      },
    };
  },
});

describe('a test of a strategy', () => {
  it('runs bars written as rows, and says which bar filled what', () => {
    const { fills, roundTrips, equity, finalEquity, orders, logs } = runBars(buyer, [10, [11, 12, 10.5, 11.5], 12, [12, 12, 9, 9.5, 500]], {
      params: { at: 1 },
    });
    expect(fills.map(({ bar, side, price, qty, tag }) => ({ bar, side, price, qty, tag }))).toEqual([
      { bar: 2, side: 'buy', price: 12, qty: 1, tag: null },
      { bar: 3, side: 'sell', price: 10.8, qty: 1, tag: 'stop-loss' },
    ]);
    expect(roundTrips).toHaveLength(1);
    expect(equity).toEqual([10_000, 10_000, 10_000, 9998.8]);
    expect(finalEquity).toBe(9998.8);
    expect(orders.map(({ type }) => type)).toEqual(['market', 'stop']);
    expect(logs.map(({ message }) => message)).toEqual(['bar 1', 'bar 2', 'bar 3', 'bar 4']);
  });

  it('takes the timeframe, the start and what a run file can say', () => {
    const options = {
      timeframe: '1h',
      start: '2024-05-01T10:00Z',
      cash: 500,
      sizer: { model: 'fixed', qty: 2 },
      fee: { model: 'fixed', amount: 1 },
      slippage: { model: 'ticks', ticks: 1 },
      instrument: { tickSize: 0.5, multiplier: 10 },
      account: { currency: 'EUR' },
    } as const;
    const { fills, finalEquity } = runBars(buyer, [10, 11, 12], options);
    expect(fills).toMatchObject([{ ts: Date.UTC(2024, 4, 1, 11), price: 11.5, qty: 2, fee: 1 }]);
    expect(finalEquity).toBe(500 + 2 * 10 * 0.5 - 1);
  });

  it('refuses intents of the warm-up', () => {
    expect(runBars(buyer, [10, 11, 12], { warmup: 1 }).orders).toMatchObject([
      { status: 'rejected', reason: 'warm-up' },
      { status: 'rejected' },
    ]);
  });

  it('binds roles by name in the order of the strategy, and a role of many to a list', () => {
    const names = defineStrategy({
      name: 'names',
      params: {},
      feeds: ['index', many('universe')],
      setup: (ctx) => ({ onBar: (bars) => ctx.log(bars.id) }),
    });
    const { logs } = runBars(names, { universe: [[1], [2]], index: [3] });
    expect(logs.map(({ message }) => message)).toEqual(['index', 'universe-1', 'universe-2']);
    const only = defineStrategy({ name: 'only', params: {}, feeds: [many('u')], setup: (ctx) => ({ onBar: ({ id }) => ctx.log(id) }) });
    expect(runBars(only, [[1, 2], [3]]).logs).toHaveLength(3);
  });

  it('runs an order script', () => {
    const script = { commands: [{ at: { bar: 0 }, feed: 'asset', submit: { ref: 'a', side: 'buy', type: 'limit', qty: 1, price: 9 } }] };
    expect(runBars(orderScript, [10, [10, 10, 8, 10]], { params: { script } }).fills).toMatchObject([{ ref: 'a', price: 9, bar: 1 }]);
  });

  it.each<[string, () => unknown]>([
    ['Expected a timeframe such as 1m, 1h or 1d, but it was "day"', () => runBars(buyer, [1], { timeframe: 'day' })],
    ['Expected "start" to be an ISO date or time, but it was "soon"', () => runBars(buyer, [1], { start: 'soon' })],
    ['Expected "at" to be an integer from 0 to 9, but it was "10"', () => runBars(buyer, [1], { params: { at: 10 } })],
    [
      'Expected one of the roles asset of "buyer", but it was "aset"; did you mean "asset"?',
      () => runBars(buyer, { asset: [1], aset: [1] }),
    ],
    ['Expected a feed for the role "asset"', () => runBars(buyer, {})],
    ['asset.bars[0]: Expected "high" to be the highest price of its bar, but it was "1"', () => runBars(buyer, [[2, 1, 1, 1]])],
    [
      'Expected a strategy of bars only, but the role "q" was of "quotes"',
      () => runBars(defineStrategy({ name: 'q', params: {}, feeds: [quotes('q')], setup: () => ({}) }), [1]),
    ],
  ])('%s', (sentence, run) => {
    expect(run).toThrow(sentence);
  });
});
