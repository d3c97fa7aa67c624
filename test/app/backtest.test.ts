import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type BarRow,
  backtest,
  barColumns,
  ConfigError,
  custom,
  DataError,
  defineStrategy,
  many,
  quotes,
  type RunSpec,
  StrategyError,
  trades,
} from '../../app/index.ts';
import { folder, RISING } from './in-process.ts';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);

/** Daily bars that open, move and close at one price each. */
const flat = (...prices: number[]): BarRow[] =>
  prices.map((price, k) => ({ ts: START + (k + 1) * DAY, open: price, high: price, low: price, close: price }));

const buyer = defineStrategy({
  name: 'buyer',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    let n = 0;
    return { onBar: () => void (n++ === 0 && ctx.buy(ctx.feeds.asset, { qty: 2 })) };
  },
});

const run = (spec: Partial<RunSpec>) =>
  backtest({ strategy: buyer, feeds: { asset: { bars: flat(10, 11, 12), timeframe: '1d' } }, ...spec });

describe('a backtest from a program', () => {
  it('takes a strategy and bars in memory and gives the whole result', async () => {
    const result = await run({});
    expect(result.fills).toMatchObject([{ side: 'buy', qty: 2, price: 11, ts: START + DAY, instrument: 'asset' }]);
    expect([...result.equity.value]).toEqual([100_000, 100_000, 100_002]);
    expect(result.orders).toHaveLength(1);
    expect(result.roundTrips).toEqual([]);
    expect(result.metrics.finalEquity).toBe(100_002);
    expect(result.resultHash).toMatch(/^[0-9a-f]{64}$/);
    expect(result.runId).toMatch(/^\d{8}-buyer-[0-9a-f]{4}$/);
    expect(result.engine.node).toBe(process.versions.node);
    expect(result.ambiguity.exact).toBe(1);
    expect(result.prices.map(({ instrument }) => instrument)).toEqual(['asset']);
    expect(result).toMatchObject({ currency: 'USD', startCash: 100_000, logs: [], refusals: {} });
    expect(result.spec).toMatchObject({ strategy: 'buyer', params: {}, feeds: { asset: { memory: 'asset' } }, seed: 1 });
  });

  it('has the same hash again, and another for other fills', async () => {
    const [first, second, other] = await Promise.all([run({}), run({ seed: 2 }), run({ costs: { fee: { model: 'fixed', amount: 1 } } })]);
    expect(second.resultHash).toBe(first.resultHash);
    expect(other.resultHash).not.toBe(first.resultHash);
  });

  it('keeps nothing unless it is given a workspace', async () => {
    const cwd = folder();
    await backtest({ strategy: 'buy-and-hold', feeds: { asset: 'sample:sp500' } }, { baseDir: cwd });
    expect(readdirSync(cwd)).toEqual([]);
    await backtest({ strategy: 'buy-and-hold', feeds: { asset: 'sample:sp500' } }, { baseDir: cwd, workspace: `${cwd}/ws` });
    expect(existsSync(`${cwd}/ws/runs.db`)).toBe(true);
  });

  it('takes columns, and those of the engine as they are', async () => {
    const own = barColumns(3);
    [10, 11, 12].forEach((price, k) => {
      own.openTimes[k + 1] = START + k * DAY;
      own.times[k + 1] = START + (k + 1) * DAY;
      for (const name of ['open', 'high', 'low', 'close'] as const) own[name][k + 1] = price;
    });
    const prices = [10, 11, 12];
    const plain = { openTs: [0, 1, 2].map((k) => START + k * DAY), open: prices, high: prices, low: prices, close: prices };
    const { resultHash } = await run({});
    expect((await run({ feeds: { asset: { columns: { ...own } } } })).resultHash).toBe(resultHash);
    expect((await run({ feeds: { asset: { columns: plain, timeframe: '1d' } } })).resultHash).toBe(resultHash);
  });

  it('reads files relative to the base folder', async () => {
    const result = await backtest(
      { strategy: buyer, feeds: { asset: { source: './up.csv', stamp: 'open', timeframe: '1d' } } },
      { baseDir: folder({ 'up.csv': RISING }) },
    );
    expect(result.fills).toMatchObject([{ price: 101, instrument: 'UP' }]);
  });

  it('gives roles of the same source one instrument and one series', async () => {
    const pair = defineStrategy({
      name: 'pair',
      params: {},
      feeds: ['a', 'b'],
      setup: (ctx) => ({ onStop: () => ctx.log(String(Object.is(ctx.feeds.a, ctx.feeds.b))) }),
    });
    const result = await backtest({ strategy: pair, feeds: { a: 'sample:sp500', b: 'sample:sp500' } });
    expect(result.logs.map(({ message }) => message)).toEqual(['true']);
    expect(result.prices).toHaveLength(1);
    const both = { strategy: pair, feeds: { a: 'sample:sp500', b: 'sample:sp500' } };
    expect((await backtest({ ...both, instruments: { a: { id: 'X' } } })).prices).toMatchObject([{ instrument: 'X' }]);
    await expect(backtest({ ...both, instruments: { b: { id: 'X' } } })).rejects.toThrow(
      'Expected one name for the source of "SP500", but it was "X" too',
    );
    await expect(backtest({ ...both, instruments: { b: { multiplier: 5 } } })).rejects.toThrow(
      'Expected one description of "SP500", but "instruments.b" was another',
    );
  });

  it('gives a role of many its list, in the order of the list', async () => {
    const names = defineStrategy({
      name: 'names',
      params: {},
      feeds: [many('universe')],
      setup: (ctx) => ({ onStop: () => ctx.log(ctx.feeds.universe.map(({ id }) => id).join()) }),
    });
    const unnamed = [flat(1), flat(2)].map((bars) => ({ bars, timeframe: '1d' }));
    expect((await backtest({ strategy: names, feeds: { universe: unnamed } })).logs).toMatchObject([{ message: 'universe-1,universe-2' }]);
    const universe = ['B', 'A'].map((id) => ({ id, bars: flat(1, 2), timeframe: '1d' }));
    expect((await backtest({ strategy: names, feeds: { universe } })).logs).toMatchObject([{ message: 'B,A' }]);
  });

  it('takes quotes, trades and custom series in memory, each visible when it is known', async () => {
    const seen = defineStrategy({
      name: 'seen',
      params: {},
      feeds: [quotes('q'), trades('t'), custom('signal')],
      setup: (ctx) => ({
        onQuote: ({ bid, ask }) => ctx.log(`quote ${bid.value}/${ask.value}`),
        onTrade: ({ price, side }) => ctx.log(`trade ${price.value} ${side.value}`),
        onData: (series) => ctx.log(`score ${series.line('score').value} of ${new Date(series.about.value).toISOString().slice(0, 10)}`),
      }),
    });
    const { logs } = await backtest({
      strategy: seen,
      feeds: {
        q: { id: 'X', rows: [{ ts: '2024-01-01T10:00Z', bid: 9, ask: 10 }] },
        t: { id: 'X', rows: [{ ts: '2024-01-01T11:00Z', price: 9.5, size: 3, side: 'sell' }] },
        signal: { rows: [{ ts: '2023-12-31', knownAt: '2024-01-01T10:30Z', score: 0.7 }] },
      },
    });
    expect(logs.map(({ message }) => message)).toEqual(['quote 9/10', 'score 0.7 of 2023-12-31', 'trade 9.5 -1']);
  });

  it('runs several strategies, each with its own feeds, parameters and capital', async () => {
    const strategies = [
      { id: 'one', strategy: buyer, capital: 1000 },
      { id: 'two', strategy: buyer, feeds: { asset: 'other' } },
    ];
    const { fills, spec } = await backtest({
      strategies,
      feeds: { asset: { bars: flat(10, 11), timeframe: '1d' }, other: { bars: flat(20, 22), timeframe: '1d' } },
    });
    expect(fills.map(({ strategyId, price }) => [strategyId, price])).toEqual([
      ['one', 11],
      ['two', 22],
    ]);
    await expect(backtest({ strategies: [{ strategy: buyer }], feeds: { asset: 'sample:sp500', spare: 'y' } })).rejects.toThrow(
      'Expected every feed to be bound to a role of a strategy, but "spare" was not',
    );
    expect(spec).toMatchObject({ strategies: [{ id: 'one', strategy: 'buyer', capital: 1000 }, { id: 'two' }] });
  });
});

describe('instruments', () => {
  it('are described by role or by id', async () => {
    const feeds = { asset: { id: 'ES', bars: flat(10, 11, 12), timeframe: '1d' } };
    for (const instruments of [{ asset: { multiplier: 50 } }, { ES: { multiplier: 50 } }])
      expect((await run({ feeds, instruments })).metrics.finalEquity).toBe(100_100);
    expect((await run({ instruments: { asset: { id: 'GOOG' } } })).fills[0]!.instrument).toBe('GOOG');
  });

  it('lend the account their currency', async () => {
    expect((await run({ instruments: { asset: { quote: 'EUR' } } })).currency).toBe('EUR');
    expect((await run({ account: { currency: 'JPY' } })).currency).toBe('JPY');
  });

  it.each<[string, Partial<RunSpec>]>([
    [
      'Expected the rate of "EUR", in which "asset" is settled, in "account.rates" (its price in USD), but it was missing',
      { instruments: { asset: { quote: 'EUR' } }, account: { currency: 'USD' } },
    ],
    ['Expected one of asset in "instruments", but it was "aset"; did you mean "asset"?', { instruments: { aset: {} } }],
  ])('%s', async (sentence, spec) => {
    await expect(run(spec)).rejects.toThrow(new ConfigError(sentence).message);
  });

  it('of the same name from two sources are refused, unless they are named apart', async () => {
    const pair = defineStrategy({ name: 'pair', params: {}, feeds: ['a', 'b'], setup: () => ({}) });
    const feeds = { a: { id: 'X', bars: flat(1, 2), timeframe: '1d' }, b: { id: 'X', bars: flat(3, 4), timeframe: '1d' } };
    await expect(backtest({ strategy: pair, feeds })).rejects.toThrow(
      'Expected one source of bars of "X", but it was "X (in memory)" and "X (in memory)": name them apart with "instruments.ROLE.id"',
    );
    expect((await backtest({ strategy: pair, feeds, instruments: { b: { id: 'Y' } } })).prices).toHaveLength(2);
    const hours = { id: 'X', bars: [{ ts: START + 3_600_000, open: 1, high: 1, low: 1, close: 1 }], timeframe: '1h' };
    expect((await backtest({ strategy: pair, feeds: { a: feeds.a, b: hours } })).prices).toHaveLength(1);
    await expect(
      backtest({ strategy: pair, feeds: { a: feeds.a, b: hours }, instruments: { a: { tickSize: 1 }, b: { tickSize: 2 } } }),
    ).rejects.toThrow('Expected one description of "X", but "instruments.b" was another');
  });

  it('of a role of many have no id of their own', async () => {
    const universe = defineStrategy({ name: 'u', params: {}, feeds: [many('universe')], setup: () => ({}) });
    const spec = { strategy: universe, feeds: { universe: [{ bars: flat(1), timeframe: '1d' }] }, instruments: { universe: { id: 'X' } } };
    await expect(backtest(spec)).rejects.toThrow('Expected no "id" for the role "universe" of many instruments, but it was "X"');
  });
});

describe('the stretch of a run', () => {
  const daily = (spec: Partial<RunSpec>) => run({ feeds: { asset: { bars: flat(10, 11, 12, 13, 14), timeframe: '1d' } }, ...spec });
  const days = async (spec: Partial<RunSpec>) => [...(await daily(spec)).equity.ts].map((ts) => new Date(ts - DAY).getUTCDate());

  it('is all there is, or whole days from the first to the last, or up to a time', async () => {
    expect(await days({})).toEqual([1, 2, 3, 4, 5]);
    expect(await days({ from: '2024-01-02', to: '2024-01-04' })).toEqual([2, 3, 4]);
    expect(await days({ from: '2024-01-01T00:00:01Z', to: '2024-01-04T00:00Z' })).toEqual([2, 3]);
  });

  it('is refused where it holds no data', async () => {
    await expect(daily({ from: '2030-01-01' })).rejects.toThrow(
      new DataError('Expected data of "asset" from 2030-01-01 to its end, but it was "from 2024-01-01 to 2024-01-06"').message,
    );
    await expect(daily({ to: '2020-01-01' })).rejects.toThrow('Expected data of "asset" from its start to 2020-01-02, but it was');
    await expect(run({ feeds: { asset: { bars: [], timeframe: '1d' } } })).rejects.toThrow('but it was "empty"');
  });

  it('begins to trade after the warm-up, in bars or up to a time', async () => {
    const always = defineStrategy({
      name: 'always',
      params: {},
      feeds: ['asset'],
      setup: (ctx) => ({ onBar: () => void ctx.buy(ctx.feeds.asset, { qty: 1 }) }),
    });
    expect((await daily({ strategy: always, warmup: 2 })).refusals).toEqual({ 'warm-up': 2 });
    expect((await daily({ strategy: always, warmup: '2024-01-02' })).refusals).toEqual({ 'warm-up': 1 });
    expect((await daily({ strategy: always, warmup: 0 })).refusals).toEqual({});
    await expect(daily({ warmup: 5 })).rejects.toThrow('Expected "warmup" to be fewer than the 5 bars of "asset", but it was "5"');
  });
});

describe('a benchmark', () => {
  const rising = { bars: flat(100, 110, 121, 120), timeframe: '1d' };
  const holder = defineStrategy({
    name: 'holder',
    params: {},
    feeds: ['asset'],
    setup: (ctx) => ({ onBar: () => void (ctx.position(ctx.feeds.asset).qty === 0 && ctx.buy(ctx.feeds.asset, { qty: 1 })) }),
  });

  it('is a role or a source, and none by default', async () => {
    const own = await backtest({ strategy: holder, feeds: { asset: rising }, account: { cash: 110 }, metrics: { benchmark: 'asset' } });
    expect(own.metrics.beta).toBeGreaterThan(0.3);
    expect((await backtest({ strategy: holder, feeds: { asset: rising } })).metrics.beta).toBeNaN();
    const sp = await backtest({ strategy: 'sma-cross', feeds: { asset: 'sample:sp500' }, metrics: { benchmark: 'sample:sp500' } });
    expect(sp.metrics.beta).toBeGreaterThan(0);
  });

  it('is refused where its role holds no bars', async () => {
    const quoted = defineStrategy({ name: 'q', params: {}, feeds: [quotes('q')], setup: () => ({}) });
    const spec = { strategy: quoted, feeds: { q: { rows: [{ ts: 0, bid: 1, ask: 2 }] } }, metrics: { benchmark: 'q' } };
    await expect(backtest(spec)).rejects.toThrow('Expected "metrics.benchmark" to be a role of bars, but it was "q"');
  });
});

describe('warnings', () => {
  it('tell of runs without costs, and of none with them', async () => {
    expect((await run({})).warnings).toEqual(['no fee and no slippage: real trading costs both, set "costs.fee" and "costs.slippage"']);
    expect((await run({ costs: { slippage: { model: 'percent', rate: 0.001 } } })).warnings).toEqual([]);
  });

  it('tell of optimistic rules', async () => {
    const { warnings } = await run({ simulator: { touch: 'fill' } });
    expect(warnings).toEqual([expect.stringContaining('no fee'), expect.stringContaining('"touch": "fill"')]);
  });

  it('tell of an account that was liquidated, in place of one below zero', async () => {
    const short = defineStrategy({
      name: 'short',
      params: {},
      feeds: ['asset'],
      setup: (ctx) => ({ onBar: () => void (ctx.position(ctx.feeds.asset).qty === 0 && ctx.sell(ctx.feeds.asset, { qty: 9 })) }),
    });
    const ruined = (account: NonNullable<RunSpec['account']>) =>
      run({ strategy: short, account: { cash: 100, ...account }, feeds: { asset: { bars: flat(10, 10, 30, 30), timeframe: '1d' } } });
    const told = await ruined({ liquidation: 'at-close', maintenance: 0, negativeBalance: 'forgiven' });
    expect(told.warnings.slice(1)).toEqual([
      'the account was liquidated at 2024-01-04T00:00:00.000Z',
      'a debt of 80 was written off at 2024-01-04T00:00:00.000Z',
    ]);
    expect([...told.equity.value]).toEqual([100, 100, 0, 0]);
    expect((await ruined({})).warnings[1]).toBe(
      'equity fell below zero at 2024-01-04T00:00:00.000Z: a broker would have liquidated before ("account.liquidation")',
    );
    // A share of the notional held: 9 x 12 = 108 are held against an equity of 82 at a price of 12.
    const early = await run({
      strategy: short,
      account: { cash: 100, liquidation: 'at-close', maintenance: 0.8 },
      feeds: { asset: { bars: flat(10, 10, 12, 12), timeframe: '1d' } },
    });
    expect(early.fills[1]).toMatchObject({ price: 12, tag: 'liquidation' });
  });

  it('tell of an equity below zero, of a loss limit, and of the data', async () => {
    const short = defineStrategy({
      name: 'short',
      params: {},
      feeds: ['asset'],
      setup: (ctx) => ({ onBar: () => void (ctx.position(ctx.feeds.asset).qty === 0 && ctx.sell(ctx.feeds.asset, { qty: 9 })) }),
    });
    const ruin = await run({
      strategy: short,
      feeds: { asset: { bars: flat(10, 10, 40), timeframe: '1d' } },
      account: { cash: 100 },
      risk: { maxDrawdown: 0.5 },
    });
    expect(ruin.warnings).toEqual([
      expect.stringContaining('no fee'),
      expect.stringContaining('equity fell below zero at 2024-01-04'),
      expect.stringContaining('max-drawdown'),
    ]);
  });
});

describe('what a backtest refuses before it reads data', () => {
  it.each<[string, Partial<RunSpec>]>([
    ['Expected a feed for the role "asset" of "buyer" (--feed asset=SOURCE), but it was missing', { feeds: {} }],
    ['Expected one of the roles asset of "buyer", but it was "aset"; did you mean "asset"?', { feeds: { asset: 'x', aset: 'y' } }],
    ['Expected one source for the role "asset" of "buyer", but it was "2 sources"', { feeds: { asset: ['x', 'y'] } }],
    ['Expected no parameters of "buyer", but it was "fast"', { params: { fast: 1 } }],
    [
      'Expected "rows" for the role "q" of quotes, but it was "bars" or "columns"',
      { strategy: defineStrategy({ name: 'q', params: {}, feeds: [quotes('q')], setup: () => ({}) }), feeds: { q: { bars: [] } } },
    ],
    ['Expected "bars" or "columns" for the role "asset", but it was "rows"', { feeds: { asset: { rows: [] } } }],
  ])('%s', async (sentence, spec) => {
    await expect(run(spec)).rejects.toThrow(new ConfigError(sentence).message);
  });

  it('strategies of one name, and more capital than there is', async () => {
    const feeds = { asset: { bars: flat(1, 2), timeframe: '1d' } };
    await expect(backtest({ strategies: [{ strategy: buyer }, { strategy: buyer }], feeds })).rejects.toThrow(
      'Expected "strategies[1].id" to be unlike those before it, but it was "buyer"',
    );
    const rich = [
      { strategy: buyer, capital: 60_000 },
      { id: 'b', strategy: buyer, capital: 60_000 },
    ];
    await expect(backtest({ strategies: rich, feeds })).rejects.toThrow(
      'Expected the capital of all strategies to be at most the account\'s cash of "100000", but it was "120000"',
    );
  });

  it('a strategy of no feeds at all', async () => {
    await expect(backtest({ strategy: 'order-script', feeds: {} })).rejects.toThrow(
      'Expected at least one feed for "order-script" (--feed ROLE=SOURCE), but it was missing',
    );
  });
});

it('a strategy that throws fails the run with its name, handler and bar', async () => {
  const thrower = defineStrategy({
    name: 'thrower',
    params: {},
    feeds: ['asset'],
    setup: () => ({ onBar: (bars) => void (bars.close.value === 12 && Date.now()) }),
  });
  await expect(run({ strategy: thrower })).rejects.toThrow(StrategyError);
  await expect(run({ strategy: thrower })).rejects.toThrow(
    'Strategy "thrower" threw in onBar at bar 2 of "asset" (2024-01-04T00:00:00.000Z): Expected no Date.now()',
  );
});

it('an order script is read from its file, and is written out in the specification', async () => {
  const script = { commands: [{ at: { bar: 1 }, feed: 'asset', submit: { ref: 'o1', side: 'buy', type: 'market', qty: 3 } }] };
  const baseDir = folder({ 'script.json': script, 'up.csv': RISING });
  const result = await backtest(
    { strategy: 'order-script', params: { script: 'script.json' }, feeds: { asset: './up.csv?stamp=open&timeframe=1d' } },
    { baseDir },
  );
  expect(result.fills).toMatchObject([{ ref: 'o1', qty: 3, price: 102 }]);
  expect(result.spec).toMatchObject({ params: { script } });
  const late = { strategy: 'order-script', params: { script }, feeds: { asset: './up.csv?stamp=open&timeframe=1d' }, from: '2024-01-03' };
  await expect(backtest(late, { baseDir })).rejects.toThrow(
    'Expected "from" to be null for an order script that counts bars from the first one of its source, but it was "2024-01-03"',
  );
});
