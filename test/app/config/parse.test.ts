import { describe, expect, it } from 'vitest';
import { parseRunSpec } from '../../../app/config/parse.ts';
import { ConfigError } from '../../../engine/model/errors.ts';

const RUN = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } };

describe('a run specification', () => {
  it('has a default for everything but strategy and feeds', () => {
    expect(parseRunSpec(RUN)).toEqual({
      strategy: 'sma-cross',
      params: {},
      feeds: {
        asset: {
          source: 'sample:sp500',
          finer: null,
          quotes: null,
          trades: null,
          funding: null,
          actions: null,
          adjust: 'none',
          adjustOrders: 'splits',
        },
      },
      instruments: {},
      account: {
        ...{ cash: 100_000, type: 'margin', leverage: 1, maintenance: 0.25, liquidation: 'none', negativeBalance: 'owed' },
        ...{ liquidationFee: 0, liquidationPart: 1, balances: null, rates: {}, settlement: 0 },
      },
      costs: {
        fee: { model: 'none' },
        slippage: { model: 'none' },
        latency: { order: 0, feed: 0, response: 0 },
        financing: { at: '00:00', borrow: null, swap: null, interest: null },
      },
      sizer: { model: 'fraction-of-equity', fraction: 0.99, at: 'signal', fit: false },
      risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
      simulator: {
        fillOn: 'next-open',
        path: 'pessimistic',
        touch: 'through',
        trailBy: 'extreme',
        volumeLimit: null,
        sizeLimit: 'none',
        queue: 'none',
        clip: false,
        cashCheck: 'on-fill',
        exitsFrom: 'fill',
      },
      from: null,
      to: null,
      warmup: null,
      seed: 1,
      metrics: { riskFree: 0, benchmark: null, periodsPerYear: null },
      broker: null,
      liveFeed: null,
    });
  });

  it('reads the example of the contract', () => {
    const feed = {
      source: './goog.csv',
      timeframe: '1d',
      stamp: 'open',
      timezone: 'UTC',
      finer: null,
      quotes: null,
      funding: null,
      actions: null,
    };
    const spec = {
      strategy: 'sma-cross',
      params: { fast: 10, slow: 20 },
      feeds: { asset: feed },
      instruments: { asset: { id: 'GOOG', tickSize: 0.01, stepSize: 1, multiplier: 1, quote: 'USD', minNotional: 0, calendar: '24/7' } },
      account: { cash: 10000, type: 'margin', leverage: 1, maintenance: 0.25, currency: 'USD' },
      costs: { fee: { model: 'percent', rate: 0.002 }, slippage: { model: 'none' }, latency: { order: 0 }, financing: {} },
      sizer: { model: 'fraction-of-equity', fraction: 0.99, at: 'signal' },
      risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
      simulator: { fillOn: 'next-open', path: 'pessimistic', touch: 'through', volumeLimit: null, cashCheck: 'on-fill', exitsFrom: 'fill' },
      from: '2004-01-01',
      to: null,
      warmup: null,
      seed: 1,
      metrics: { riskFree: 0, benchmark: null, periodsPerYear: null },
      broker: null,
      liveFeed: null,
    };
    expect(parseRunSpec(spec)).toMatchObject(spec);
  });

  it('reads its own output as the same', () => {
    const spec = parseRunSpec({
      ...RUN,
      feeds: { asset: ['a.csv', { source: 'b.csv', stamp: 'open' }] },
      warmup: '2004-01-01',
      sizer: { model: 'fixed', qty: 2 },
    });
    expect(parseRunSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it('takes finer data beside the bars of a feed: a source, or what a program holds', () => {
    const rows = [{ ts: 1, price: 2, size: 3 }];
    const spec = parseRunSpec({
      ...RUN,
      feeds: {
        asset: { source: 'day.csv', finer: 'minute.csv', quotes: { source: 'q.csv', timezone: 'UTC' } },
        other: { bars: [], finer: { bars: [], timeframe: '1m' }, trades: { rows } },
      },
    });
    expect(spec.feeds).toMatchObject({
      asset: { finer: { source: 'minute.csv' }, quotes: { source: 'q.csv', timezone: 'UTC' }, trades: null },
      other: { finer: { bars: [], timeframe: '1m' }, quotes: null, trades: { rows } },
    });
  });

  it.each([
    [{ model: 'none' }],
    [{ model: 'ticks', ticks: 1, on: 'entry' }],
    [{ model: 'amount', amount: 0.05, where: 'inside' }],
    [{ model: 'percent', rate: 0.001, where: 'all' }],
    [{ model: 'half-spread', spread: 0.0002, on: 'all' }],
    [{ model: 'volatility', share: 0.1, period: 14 }],
    [{ model: 'volume-share', impact: 0.1 }],
    [{ model: 'square-root', coefficient: 0.5, period: 20 }],
  ])('takes the slippage %j', (slippage) => {
    expect(parseRunSpec({ ...RUN, costs: { slippage } }).costs.slippage).toEqual(slippage);
  });

  it.each([
    [250],
    [{ model: 'uniform', min: 10, max: 20 }],
    [{ model: 'exponential', mean: 50 }],
    [{ values: [12, 30, 11.5] }],
    [{ values: 'measured.csv' }],
  ])('takes the latency %j', (order) => {
    expect(parseRunSpec({ ...RUN, costs: { latency: { order } } }).costs.latency).toEqual({ order, feed: 0, response: 0 });
  });

  it('takes every rule of the simulator', () => {
    const simulator = {
      fillOn: 'on-close',
      path: 'nearest-extreme-first',
      touch: 'fill',
      trailBy: 'close',
      exitsFrom: 'next-bar',
      volumeLimit: 0.1,
      sizeLimit: 'shown',
      queue: 'log',
      clip: true,
    };
    expect(parseRunSpec({ ...RUN, simulator }).simulator).toEqual({ ...simulator, cashCheck: 'on-fill' });
    for (const path of ['pessimistic', 'o-h-l-c', 'o-l-h-c', 'lower-timeframe'])
      expect(parseRunSpec({ ...RUN, simulator: { path } }).simulator.path).toBe(path);
  });

  it.each([
    [{ model: 'percent', rate: 0.001, fixed: 1 }],
    [{ model: 'per-share', perShare: 0.005, min: 1, max: 5, maxRate: 0.01 }],
    [{ model: 'fixed', amount: 1 }],
    [{ model: 'maker-taker', maker: -0.0001, taker: 0.0005 }],
    [{ model: 'in-kind', of: { model: 'percent', rate: 0.001 } }],
  ])('takes the fee %j', (fee) => {
    expect(parseRunSpec({ ...RUN, costs: { fee } }).costs.fee).toEqual(fee);
  });
});

describe('what a run specification refuses', () => {
  const NAME = 'the name of a built-in strategy, or the path of a .ts or .js file';
  it.each<[string, unknown]>([
    ['Expected a run specification to be an object, but it was "null"', null],
    [`Expected "strategy" to be ${NAME}, but it was missing`, { feeds: {} }],
    [`Expected "strategy" to be ${NAME}, but it was ""`, { ...RUN, strategy: '' }],
    [`Expected "strategy" to be ${NAME}, or a strategy, but it was "5"`, { ...RUN, strategy: 5 }],
    ['Expected "strategy" to be absent beside "strategies", but it was "sma-cross"', { ...RUN, strategies: [{ strategy: 'x' }] }],
    ['Expected "params" to be within each of "strategies", but it was "{"a":1}"', { params: { a: 1 }, strategies: [{ strategy: 'x' }] }],
    ['Expected "strategies" to be at least one strategy, but it was "[]"', { strategies: [] }],
    ['Expected "strategies[0].capital" to be a number above 0, but it was "0"', { strategies: [{ strategy: 'x', capital: 0 }] }],
    [
      'Expected a key of "costs" to be one of fee, slippage, latency, financing, but it was "slipage"; did you mean "slippage"?',
      { ...RUN, costs: { slipage: 1 } },
    ],
    [
      'Expected "costs.fee.model" to be one of none, percent, per-share, per-contract, fixed, maker-taker, tiers, per-order, per-day, one-side, scale, sum, by-date, in, in-kind, preset, but it was "percnt"; did you mean "percent"?',
      { ...RUN, costs: { fee: { model: 'percnt' } } },
    ],
    [
      'Expected "costs.fee.model" to be one of none, percent, per-share, per-contract, fixed, maker-taker, tiers, per-order, per-day, one-side, scale, sum, by-date, in, in-kind, preset, but it was missing',
      { ...RUN, costs: { fee: {} } },
    ],
    ['Expected "costs.fee" to be an object with a "model", but it was "5"', { ...RUN, costs: { fee: 5 } }],
    ['Expected "costs.fee.rate" to be a number, 0 or above, but it was "a"', { ...RUN, costs: { fee: { model: 'percent', rate: 'a' } } }],
    [
      'Expected "costs.slippage.model" to be one of none, ticks, amount, percent, half-spread, volatility, volume-share, square-root, but it was "spread"',
      { ...RUN, costs: { slippage: { model: 'spread' } } },
    ],
    [
      'Expected "costs.slippage.period" to be a whole number of bars, 1 or more, but it was "0"',
      { ...RUN, costs: { slippage: { model: 'volatility', share: 0.1, period: 0 } } },
    ],
    [
      'Expected "costs.slippage.period" to be a whole number of bars, 1 or more, but it was "2.5"',
      { ...RUN, costs: { slippage: { model: 'square-root', coefficient: 1, period: 2.5 } } },
    ],
    [
      'Expected "costs.slippage.impact" to be a number, 0 or above, but it was "-1"',
      { ...RUN, costs: { slippage: { model: 'volume-share', impact: -1 } } },
    ],
    [
      'Expected "costs.slippage.on" to be one of all, entry, but it was "exit"',
      { ...RUN, costs: { slippage: { model: 'ticks', ticks: 1, on: 'exit' } } },
    ],
    ['Expected "costs.latency.order" to be a number, 0 or above, but it was "-5"', { ...RUN, costs: { latency: { order: -5 } } }],
    [
      'Expected "costs.latency.order" to be milliseconds, 0 or above, or an object with a "model" or "values", but it was "5ms"',
      { ...RUN, costs: { latency: { order: '5ms' } } },
    ],
    [
      'Expected "costs.latency.feed.model" to be one of uniform, exponential, but it was "normal"',
      { ...RUN, costs: { latency: { feed: { model: 'normal' } } } },
    ],
    [
      'Expected "costs.latency.feed.max" to be at least "min", but it was "1"',
      { ...RUN, costs: { latency: { feed: { model: 'uniform', min: 2, max: 1 } } } },
    ],
    [
      'Expected "costs.latency.feed.mean" to be a number, 0 or above, but it was missing',
      { ...RUN, costs: { latency: { feed: { model: 'exponential' } } } },
    ],
    [
      'Expected "costs.latency.response.values" to be at least one value, but it was "[]"',
      { ...RUN, costs: { latency: { response: { values: [] } } } },
    ],
    [
      'Expected "costs.latency.response.values[1]" to be a number, 0 or above, but it was "-1"',
      { ...RUN, costs: { latency: { response: { values: [1, -1] } } } },
    ],
    [
      'Expected "costs.latency.response.values" to be a list of milliseconds, or the path of a file of them, but it was "5"',
      { ...RUN, costs: { latency: { response: { values: 5 } } } },
    ],
    ['Expected "costs.financing.borrow" to be an object with rate, but it was "0.02"', { ...RUN, costs: { financing: { borrow: 0.02 } } }],
    ['Expected "feeds" to be an object of roles and their sources, but it was "5"', { ...RUN, feeds: 5 }],
    [
      'Expected "feeds.asset" to be a source such as "sample:sp500" or "./file.csv", or an object with "source", but it was "5"',
      { ...RUN, feeds: { asset: 5 } },
    ],
    ['Expected "feeds.asset" to be at least one source, but it was "[]"', { ...RUN, feeds: { asset: [] } }],
    [
      'Expected "feeds.asset[1].source" to be a source such as "sample:sp500" or "./file.csv", but it was "3"',
      { ...RUN, feeds: { asset: ['a', { source: 3 }] } },
    ],
    [
      'Expected "feeds.asset.finer" to be null, or a source of shorter bars, but it was "5"',
      { ...RUN, feeds: { asset: { source: 'x', finer: 5 } } },
    ],
    [
      'Expected "feeds.asset.quotes.source" to be a source such as "sample:sp500" or "./file.csv", but it was ""',
      { ...RUN, feeds: { asset: { source: 'x', quotes: { source: '' } } } },
    ],
    [
      'Expected "feeds.asset.trades" to be null, or a source of public trades, but it was ""',
      { ...RUN, feeds: { asset: { source: 'x', trades: '' } } },
    ],
    [
      'Expected a key of "feeds.asset.finer" to be one of source, timeframe, stamp, timezone, dates, price, layout, columns, levels, but it was "finer"',
      { ...RUN, feeds: { asset: { source: 'x', finer: { source: 'y', finer: 'z' } } } },
    ],
    [
      'Expected "feeds.asset.funding" to be null, or a source of funding rates, but it was "5"',
      { ...RUN, feeds: { asset: { source: 'x', funding: 5 } } },
    ],
    [
      'Expected "feeds.asset.adjust" to be one of none, splits, all, but it was "both"',
      { ...RUN, feeds: { asset: { source: 'x', adjust: 'both' } } },
    ],
    [
      'Expected "account.settlement" to be 0 in a margin account, which lends until a sale has settled, but it was "2"',
      { ...RUN, account: { settlement: 2 } },
    ],
    [
      'Expected "costs.financing.at" to be a time of day in UTC such as "22:00", but it was "10pm"',
      { ...RUN, costs: { financing: { at: '10pm' } } },
    ],
    [
      'Expected "instruments.asset.margin" to be a list of tiers, each up to more than the one before it, the last to null, but it was "[{"upTo":5,"initial":0.1,"maintenance":0.1}]"',
      { ...RUN, instruments: { asset: { margin: [{ upTo: 5, initial: 0.1, maintenance: 0.1 }] } } },
    ],
    [
      'Expected "feeds.asset.timeframe" to be a timeframe such as 1m, 1h or 1d, but it was "day"',
      { ...RUN, feeds: { asset: { source: 'x', timeframe: 'day' } } },
    ],
    [
      'Expected "feeds.asset.stamp" to be one of open, close, but it was "end"',
      { ...RUN, feeds: { asset: { source: 'x', stamp: 'end' } } },
    ],
    ['Expected "feeds.asset.bars" to be a list of bars, but it was "5"', { ...RUN, feeds: { asset: { bars: 5 } } }],
    ['Expected "feeds.asset.columns" to be an object of columns, but it was "5"', { ...RUN, feeds: { asset: { columns: 5 } } }],
    [
      'Expected "instruments.asset.multiplier" to be a number above 0, but it was "0"',
      { ...RUN, instruments: { asset: { multiplier: 0 } } },
    ],
    ['Expected "account.cash" to be a number above 0, but it was "lots"', { ...RUN, account: { cash: 'lots' } }],
    ['Expected "account.cash" to be a number above 0, but it was "Infinity"', { ...RUN, account: { cash: Number.POSITIVE_INFINITY } }],
    ['Expected "account.cash" to be a number above 0, but it was "NaN"', { ...RUN, account: { cash: Number.NaN } }],
    ['Expected "account.cash" to be a number above 0, but it was "10"', { ...RUN, account: { cash: 10n } }],
    ['Expected "account.cash" to be a number above 0, but it was "[{"of":"NaN"}]"', { ...RUN, account: { cash: [{ of: Number.NaN }] } }],
    ['Expected "account.leverage" to be 1 in a cash account, but it was "2"', { ...RUN, account: { type: 'cash', leverage: 2 } }],
    ['Expected "account.maintenance" to be a fraction from 0 to 1, but it was "2"', { ...RUN, account: { maintenance: 2 } }],
    ['Expected "account.liquidation" to be one of none, at-close, intrabar, but it was "true"', { ...RUN, account: { liquidation: true } }],
    ['Expected "account.negativeBalance" to be one of owed, forgiven, but it was "zero"', { ...RUN, account: { negativeBalance: 'zero' } }],
    ['Expected "account.type" to be one of cash, margin, but it was "spot"', { ...RUN, account: { type: 'spot' } }],
    ['Expected "sizer.qty" to be a number above 0, but it was missing', { ...RUN, sizer: { model: 'fixed' } }],
    ['Expected "sizer.at" to be one of signal, fill, but it was "now"', { ...RUN, sizer: { model: 'fixed', qty: 1, at: 'now' } }],
    ['Expected "risk.maxDrawdown" to be a fraction above 0, at most 1, but it was "20"', { ...RUN, risk: { maxDrawdown: 20 } }],
    [
      'Expected "simulator.path" to be one of pessimistic, o-h-l-c, o-l-h-c, nearest-extreme-first, lower-timeframe, but it was "ohlc"',
      { ...RUN, simulator: { path: 'ohlc' } },
    ],
    ['Expected "simulator.trailBy" to be one of extreme, close, but it was "high"', { ...RUN, simulator: { trailBy: 'high' } }],
    [
      'Expected "simulator.volumeLimit" to be a fraction above 0, at most 1, but it was "-0.1"',
      { ...RUN, simulator: { volumeLimit: -0.1 } },
    ],
    ['Expected "simulator.volumeLimit" to be a fraction above 0, at most 1, but it was "10"', { ...RUN, simulator: { volumeLimit: 10 } }],
    ['Expected "simulator.sizeLimit" to be one of none, shown, but it was "all"', { ...RUN, simulator: { sizeLimit: 'all' } }],
    [
      'Expected "simulator.queue" to be one of none, risk-averse, proportional, log, but it was "fifo"',
      { ...RUN, simulator: { queue: 'fifo' } },
    ],
    ['Expected "simulator.clip" to be true or false, but it was "yes"', { ...RUN, simulator: { clip: 'yes' } }],
    [
      'Expected "simulator.cashCheck" to be on-fill: this version asks for the money when an order fills, but it was "on-send"',
      { ...RUN, simulator: { cashCheck: 'on-send' } },
    ],
    [
      'Expected "broker" to be null, the name of a broker, or the path of an adapter: where "onetape live" sends orders, but it was "7"',
      { ...RUN, broker: 7 },
    ],
    [
      'Expected "liveFeed" to be null, "tape", the name of a feed, or the path of an adapter: what "onetape paper" and "onetape live" listen to, but it was "7"',
      { ...RUN, liveFeed: 7 },
    ],
    ['Expected "from" to be null, or an ISO date or time such as 2004-01-01, but it was "2004-13-01x"', { ...RUN, from: '2004-13-01x' }],
    ['Expected "to" to be "2005-01-01" or later, but it was "2004-01-01"', { ...RUN, from: '2005-01-01', to: '2004-01-01' }],
    ['Expected "warmup" to be null, a number of bars, or an ISO date, but it was "-1"', { ...RUN, warmup: -1 }],
    ['Expected "warmup" to be null, a number of bars, or an ISO date, but it was "soon"', { ...RUN, warmup: 'soon' }],
    ['Expected "warmup" to be null, a number of bars, or an ISO date, but it was "1.5"', { ...RUN, warmup: 1.5 }],
    ['Expected "seed" to be a whole number, 0 or above, but it was "1.5"', { ...RUN, seed: 1.5 }],
    ['Expected "metrics.riskFree" to be a number, but it was "x"', { ...RUN, metrics: { riskFree: 'x' } }],
  ])('%s', (sentence, raw) => {
    expect(() => parseRunSpec(raw, 'run.json')).toThrow(new ConfigError(sentence, { place: 'run.json' }));
  });

  it('shows the keys there are, and only the beginning of a long value', () => {
    expect(() => parseRunSpec({ ...RUN, stategy: 1 })).toThrow(
      /^Expected a key of a run file to be one of strategy, .*, but it was "stategy"; did you mean "strategy"\?$/,
    );
    expect(() => parseRunSpec({ ...RUN, seed: 'x'.repeat(100) })).toThrow(`"${'x'.repeat(57)}..."`);
  });
});
