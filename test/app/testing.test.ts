import { describe, expect, it } from 'vitest';
import { runBars, type TestOptions } from '../../app/testing.ts';
import { custom, defineStrategy, int, many, quotes, trades } from '../../engine/index.ts';
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

/** Buys when its signal rises above zero. */
const follower = defineStrategy({
  name: 'follower',
  params: {},
  feeds: ['asset', custom('score')],
  setup: (ctx) => ({
    onData: (series) => {
      if (series.line('value').value > 0) ctx.buy(ctx.feeds.asset);
    },
  }),
});

/** Buys one of each at the first chance. */
const holder = defineStrategy({
  name: 'holder',
  params: {},
  feeds: [many('u')],
  setup: (ctx) => ({
    onBar: (bars) => {
      if (ctx.position(bars).qty === 0 && ctx.openOrders(bars).length === 0) ctx.buy(bars);
    },
  }),
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

  it('leaves a bar out where a row is null, and counts rows all the same', () => {
    const { fills, equity } = runBars(holder, [
      [10, null, null, 13],
      [20, 21, 22, 23],
    ]);
    expect(fills.map(({ bar, instrument, price }) => ({ bar, instrument, price }))).toEqual([
      { bar: 1, instrument: 'u-2', price: 21 },
      { bar: 3, instrument: 'u-1', price: 13 },
    ]);
    expect(equity).toEqual([10_000, 10_000, 10_001, 10_002]);
  });

  it('takes rows of a custom series, known at a time or at the close of a bar', () => {
    const at = (row: Readonly<Record<string, unknown>>) => runBars(follower, { asset: [10, 11, 12], score: [row] }).fills;
    expect(at({ bar: 1, value: 1 })).toMatchObject([{ bar: 2, price: 12 }]);
    expect(at({ knownAt: '2024-01-02', value: 1 })).toMatchObject([{ bar: 1, price: 11 }]);
    expect(at({ knownAt: '2024-01-01T12:00', value: 1 })).toMatchObject([{ bar: 1, price: 11 }]);
    expect(at({ bar: 1, value: 0 })).toEqual([]);
  });

  it('takes quotes and public trades', () => {
    const taker = defineStrategy({
      name: 'taker',
      params: {},
      feeds: [quotes('book'), trades('tape')],
      setup: (ctx) => ({
        onQuote: (book) => {
          if (ctx.position(book).qty === 0) ctx.buy(book);
        },
        onTrade: (tape) => {
          if (ctx.position(tape).qty === 0) ctx.sell(tape);
        },
      }),
    });
    const book = [
      { ts: '2024-01-01T10:00', bid: 9, ask: 10 },
      { ts: '2024-01-01T10:01', bid: 10, ask: 11 },
    ];
    const tape = [
      { ts: '2024-01-01T10:00', price: 50, size: 1 },
      { ts: '2024-01-01T10:02', price: 51, size: 1, side: 'buy' },
    ];
    expect(runBars(taker, { book, tape }).fills).toMatchObject([
      { instrument: 'book', side: 'buy', price: 11, bar: 1 },
      { instrument: 'tape', side: 'sell', price: 51, bar: 1 },
    ]);
  });

  it('judges orders on finer bars of a role, which the strategy is not shown, and after the latency', () => {
    const bars = [10, [10, 12, 8, 10], 10] as const;
    const finer = { asset: { timeframe: '8h', bars: [10, 10, 10, [10, 12, 10, 12], [12, 12, 8, 8], [8, 10, 8, 10], 10, 10, 10] } } as const;
    const script = {
      commands: [{ at: { bar: 0 }, feed: 'asset', submit: { side: 'buy', type: 'market', qty: 1, stopLoss: 9, takeProfit: 11 } }],
    };
    const sold = (options: TestOptions) => runBars(orderScript, bars, { params: { script }, ...options }).fills.at(-1);
    expect(sold({})).toMatchObject({ price: 9, bar: 1 });
    expect(sold({ finer })).toMatchObject({ price: 11, bar: 1 });
    expect(sold({ latency: { order: 1000 } })).toMatchObject({ side: 'buy', certainty: 'assumed' });
    expect(() => runBars(orderScript, bars, { params: { script }, finer: { asset: { timeframe: '1d', bars } } })).toThrow(
      'to be shorter than',
    );
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
    ['Expected a list of lists of bars for the role "u" of many, but it was a list', () => runBars(holder, [1, 2])],
    ['asset[1]: Expected a price, [open, high, low, close] or null, but it was "[1,2]"', () => runBars(buyer, [1, [1, 2] as never])],
    [
      'score[0]: Expected "bar" to be the number of a bar, from 0, but it was "-1"',
      () => runBars(follower, { asset: [1], score: [{ bar: -1, value: 1 }] }),
    ],
    [
      'score[0]: Expected "knownAt" to be an ISO time or milliseconds, but it was missing',
      () => runBars(follower, { asset: [1], score: [{ value: 1 }] }),
    ],
  ])('%s', (sentence, run) => {
    expect(run).toThrow(sentence);
  });
});
