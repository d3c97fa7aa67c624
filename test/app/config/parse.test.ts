import { describe, expect, it } from 'vitest';
import { parseRunSpec } from '../../../app/config/parse.ts';
import { ConfigError } from '../../../engine/model/errors.ts';

const RUN = { strategy: 'sma-cross', feeds: { asset: 'sample:sp500' } };

describe('a run specification', () => {
  it('has a default for everything but strategy and feeds', () => {
    expect(parseRunSpec(RUN)).toEqual({
      strategy: 'sma-cross',
      params: {},
      feeds: { asset: { source: 'sample:sp500', finer: null, quotes: null, funding: null, actions: null } },
      instruments: {},
      account: { cash: 100_000, type: 'margin', leverage: 1, maintenance: 0.25 },
      costs: { fee: { model: 'none' }, slippage: { model: 'none' }, latency: { order: 0 }, financing: {} },
      sizer: { model: 'fraction-of-equity', fraction: 0.99, at: 'signal' },
      risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
      simulator: { fillOn: 'next-open', path: 'pessimistic', touch: 'through', volumeLimit: null, cashCheck: 'on-fill', exitsFrom: 'fill' },
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
    expect(parseRunSpec(spec)).toEqual(spec);
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

  it.each([
    [{ model: 'percent', rate: 0.001, fixed: 1 }],
    [{ model: 'per-share', perShare: 0.005, min: 1, max: 5, maxRate: 0.01 }],
    [{ model: 'fixed', amount: 1 }],
    [{ model: 'maker-taker', maker: -0.0001, taker: 0.0005 }],
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
      'Expected "costs.fee.model" to be one of none, percent, per-share, fixed, maker-taker, but it was "percnt"',
      { ...RUN, costs: { fee: { model: 'percnt' } } },
    ],
    [
      'Expected "costs.fee.model" to be one of none, percent, per-share, fixed, maker-taker, but it was missing',
      { ...RUN, costs: { fee: {} } },
    ],
    ['Expected "costs.fee" to be an object with a "model", but it was "5"', { ...RUN, costs: { fee: 5 } }],
    ['Expected "costs.fee.rate" to be a number, 0 or above, but it was "a"', { ...RUN, costs: { fee: { model: 'percent', rate: 'a' } } }],
    ['Expected "costs.latency.order" to be 0: this version has no latency, but it was "5"', { ...RUN, costs: { latency: { order: 5 } } }],
    [
      'Expected "costs.financing.borrow" to be absent: this version charges no financing, but it was "0.02"',
      { ...RUN, costs: { financing: { borrow: 0.02 } } },
    ],
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
      'Expected "feeds.asset.finer" to be null: this version judges each bar by itself, not by finer data, but it was "y"',
      { ...RUN, feeds: { asset: { source: 'x', finer: 'y' } } },
    ],
    [
      'Expected "feeds.asset.quotes" to be null: this version takes quotes as a role of their own only, but it was "y"',
      { ...RUN, feeds: { asset: { source: 'x', quotes: 'y' } } },
    ],
    [
      'Expected "feeds.asset.funding" to be null: this version books no funding, but it was "y"',
      { ...RUN, feeds: { asset: { source: 'x', funding: 'y' } } },
    ],
    [
      'Expected "feeds.asset.actions" to be null: this version books no splits and dividends, but it was "y"',
      { ...RUN, feeds: { asset: { source: 'x', actions: 'y' } } },
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
      'Expected "instruments.asset.calendar" to be 24/7: this version has no calendars, but it was "NYSE"',
      { ...RUN, instruments: { asset: { calendar: 'NYSE' } } },
    ],
    [
      'Expected "instruments.asset.multiplier" to be a number above 0, but it was "0"',
      { ...RUN, instruments: { asset: { multiplier: 0 } } },
    ],
    ['Expected "account.cash" to be a number above 0, but it was "lots"', { ...RUN, account: { cash: 'lots' } }],
    ['Expected "account.leverage" to be 1 in a cash account, but it was "2"', { ...RUN, account: { type: 'cash', leverage: 2 } }],
    ['Expected "account.maintenance" to be a fraction from 0 to 1, but it was "2"', { ...RUN, account: { maintenance: 2 } }],
    ['Expected "account.type" to be one of cash, margin, but it was "spot"', { ...RUN, account: { type: 'spot' } }],
    ['Expected "sizer.qty" to be a number above 0, but it was missing', { ...RUN, sizer: { model: 'fixed' } }],
    ['Expected "sizer.at" to be one of signal, fill, but it was "now"', { ...RUN, sizer: { model: 'fixed', qty: 1, at: 'now' } }],
    ['Expected "risk.maxDrawdown" to be a fraction above 0, at most 1, but it was "20"', { ...RUN, risk: { maxDrawdown: 20 } }],
    [
      'Expected "simulator.path" to be pessimistic: this version has no other path, but it was "o-h-l-c"',
      { ...RUN, simulator: { path: 'o-h-l-c' } },
    ],
    [
      'Expected "simulator.volumeLimit" to be null: this version fills whatever the volume, but it was "0.1"',
      { ...RUN, simulator: { volumeLimit: 0.1 } },
    ],
    [
      'Expected "simulator.cashCheck" to be on-fill: this version asks for the money when an order fills, but it was "on-send"',
      { ...RUN, simulator: { cashCheck: 'on-send' } },
    ],
    ['Expected "broker" to be null: a backtest has no broker, but it was "bybit"', { ...RUN, broker: 'bybit' }],
    ['Expected "liveFeed" to be null: a backtest has no live feed, but it was "bybit"', { ...RUN, liveFeed: 'bybit' }],
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
