import { describe, expect, it } from 'vitest';
import { type BarRow, backtest, ConfigError, DataError, defineStrategy, type RunSpec } from '../../app/index.ts';
import { folder, onetape } from './in-process.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

type Prices = readonly [open: number, high: number, low: number, close: number];

/** Bars that follow each other from the first of January on. */
const bars = (length: number, ...rows: readonly Prices[]): BarRow[] =>
  rows.map(([open, high, low, close], k) => ({ ts: START + (k + 1) * length, openTs: START + k * length, open, high, low, close }));

/** Three days; the second goes up to 112 and down to 88, nobody knows in which order. */
const DAYS = bars(DAY, [100, 101, 99, 100], [100, 112, 88, 100], [100, 101, 99, 100]);

/** The same in bars of eight hours: the second day goes up first. */
const EIGHTHS = bars(
  8 * HOUR,
  ...([
    [100, 101, 99, 100],
    [100, 101, 99, 100],
    [100, 101, 99, 100],
    [100, 112, 99, 110],
    [110, 110, 88, 90],
    [90, 101, 90, 100],
    [100, 101, 99, 100],
    [100, 101, 99, 100],
    [100, 101, 99, 100],
  ] as const),
);

/** Buys at the first close, with a stop loss at 90 and a target at 110; counts what it is shown. */
const bracket = (seen: string[] = []) =>
  defineStrategy({
    name: 'bracket',
    params: {},
    feeds: ['asset'],
    setup(ctx) {
      let n = 0;
      return {
        onBar(one) {
          seen.push(`bar ${new Date(one.ts).toISOString().slice(8, 13)}`);
          if (n++ === 0) ctx.buy(ctx.feeds.asset, { qty: 1, stopLoss: { price: 90 }, takeProfit: { price: 110 } });
        },
        onSlice: () => void seen.push('slice'),
      };
    },
  });

type Asset = Exclude<NonNullable<RunSpec['feeds']>[string], string>;
const DAILY = { bars: DAYS, timeframe: '1d' };
const FINER = { bars: EIGHTHS, timeframe: '8h' };
const run = (beside: object, spec: Partial<RunSpec> = {}) =>
  backtest({ strategy: bracket(), feeds: { asset: { ...DAILY, ...beside } as Asset }, ...spec });
const sold = ({ fills }: Awaited<ReturnType<typeof run>>) => fills.filter(({ side }) => side === 'sell');

describe('finer data of a feed', () => {
  it('decide what a bar leaves open: the target came before the stop', async () => {
    const coarse = await run({});
    expect(sold(coarse)).toMatchObject([{ price: 90, tag: 'stop-loss', certainty: 'ambiguous' }]);
    const fine = await run({ finer: FINER });
    expect(sold(fine)).toMatchObject([{ price: 110, tag: 'take-profit', ts: START + DAY + 8 * HOUR, certainty: 'exact' }]);
  });

  it('are not shown to the strategy, and the account is valued at its bars', async () => {
    const seen: string[] = [];
    const { equity, roundTrips, prices, metrics } = await run({ finer: FINER }, { strategy: bracket(seen) });
    expect(seen).toEqual(['bar 02T00', 'slice', 'bar 03T00', 'slice', 'bar 04T00', 'slice']);
    expect([...equity.ts]).toEqual([1, 2, 3].map((day) => START + day * DAY));
    expect([...equity.value]).toEqual([100_000, 100_010, 100_010]);
    expect(roundTrips).toMatchObject([{ bars: 0, entryPrice: 100, exitPrice: 110, mfe: 0.1, mae: 0 }]);
    expect(prices.map(({ close }) => [...close])).toEqual([[100, 100, 100]]);
    const coarse = await run({});
    for (const name of ['buyAndHoldReturn', 'periodsPerYear'] as const) expect(metrics[name]).toBe(coarse.metrics[name]);
  });

  it('may be quotes: a buy pays the ask, a sell gets the bid', async () => {
    const at = (hours: number, bid: number) => ({ ts: START + hours * HOUR, bid, ask: bid + 1, bidSize: 5, askSize: 5 });
    const rows = [at(1, 99.5), at(25, 100.25), at(26, 101), at(30, 111), at(50, 100), at(71, 100)];
    const { fills } = await run({ quotes: { rows } });
    expect(fills).toMatchObject([
      { side: 'buy', price: 101.25, ts: START + 25 * HOUR, certainty: 'exact' },
      { side: 'sell', price: 110, ts: START + 30 * HOUR, certainty: 'exact', liquidity: 'maker' },
    ]);
    const small = await run({ quotes: { rows: rows.map((row) => ({ ...row, askSize: 0.25 })) } }, { simulator: { sizeLimit: 'shown' } });
    expect(small.fills.slice(0, 2)).toMatchObject([{ qty: 0.25 }, { qty: 0.25 }]);
  });

  it('may be public trades, which are finer than quotes and bars: those are not read then', async () => {
    const at = (hours: number, price: number) => ({ ts: START + hours * HOUR, price, size: 1 });
    const trades = { rows: [at(1, 100), at(26, 99.5), at(27, 100), at(30, 111), at(71, 100)] };
    const { fills, warnings } = await run({ finer: { source: 'nowhere.csv' }, trades });
    expect(fills.map(({ price }) => price)).toEqual([99.5, 110]);
    expect(warnings).toContain('orders of "asset" are judged on its trades, so "feeds.asset.finer" was not read');
  });

  it('are quotes and trades together where orders stand in queues', async () => {
    const at = (hours: number, bidSize: number) => ({ ts: START + hours * HOUR, bid: 99.5, ask: 100.5, bidSize, askSize: 5 });
    const print = (hours: number, price: number, size: number) => ({ ts: START + hours * HOUR, price, size, side: 'sell' });
    const beside = {
      quotes: { rows: [at(1, 5), at(23, 4), at(71, 5)] },
      trades: { rows: [print(1, 99.5, 1), print(25, 99.5, 4.5), print(71, 99.5, 1)] },
    };
    const { fills, warnings } = await backtest({
      strategy: 'order-script',
      params: { script: { commands: [{ at: { bar: 0 }, submit: { side: 'buy', type: 'limit', qty: 1, price: 99.5 } }] } },
      feeds: { asset: { ...DAILY, ...beside, finer: FINER } },
      simulator: { queue: 'risk-averse' },
    });
    expect(fills).toMatchObject([
      { qty: 0.5, price: 99.5, ts: START + 25 * HOUR, certainty: 'assumed', liquidity: 'maker' },
      { qty: 0.5, price: 99.5, ts: START + 71 * HOUR },
    ]);
    expect(warnings).toContain('orders of "asset" are judged on its trades, so "feeds.asset.finer" was not read');
  });

  it('of a source that is a role as well are read once', async () => {
    const { fills } = await backtest({
      strategy: 'order-script',
      params: { script: { commands: [{ at: { bar: 0 }, feed: 'day', submit: { side: 'buy', type: 'market', qty: 1 } }] } },
      feeds: { day: { ...DAILY, id: 'X', finer: FINER }, hours: { ...FINER, id: 'X' } },
    });
    expect(fills).toMatchObject([{ instrument: 'X', ts: START + DAY }]);
  });

  it('are what the path "lower-timeframe" asks for', async () => {
    const path = { simulator: { path: 'lower-timeframe' } } as const;
    expect(sold(await run({ finer: FINER }, path))).toMatchObject([{ price: 110 }]);
    await expect(run({}, path)).rejects.toThrow(
      'Expected finer data of "asset" (the "finer", "quotes" or "trades" of its feed) for the path "lower-timeframe", but it was missing',
    );
  });
});

describe('finer data that do not fit', () => {
  const part = (from: number, to: number) => ({ finer: { bars: EIGHTHS.slice(from, to), timeframe: '8h' } });
  const moved = (by: number) => ({
    finer: {
      bars: EIGHTHS.map((b) => ({ ...b, open: b.open * by, high: b.high * by, low: b.low * by, close: b.close * by })),
      timeframe: '8h',
    },
  });

  it.each<[string, object]>([
    [
      'Expected finer data of "asset" from 2024-01-02 to 2024-01-04, as its bars are, but it was "from 2024-01-02T08:00 to 2024-01-04": set "from" and "to"',
      part(3, 9),
    ],
    ['as its bars are, but it was "from 2024-01-01T08:00 to 2024-01-03": set "from" and "to"', part(0, 6)],
    ['Expected the finer bars of "asset" to be shorter than 86400000 ms, but it was "86400000 ms"', { finer: { bars: DAYS } }],
    [
      'Expected the finer data of "asset" to have the prices of its bars, but on 3 of 3 bars (first 2024-01-01) they end more than 1 % outside of the bar: are both adjusted in the same way?',
      moved(2),
    ],
  ])('%s', async (sentence, beside) => {
    await expect(run(beside)).rejects.toThrow(DataError);
    await expect(run(beside)).rejects.toThrow(sentence);
  });

  it('a bar without any, and prices a bar does not hold, are said as warnings', async () => {
    const { warnings } = await run({ finer: { bars: [...EIGHTHS.slice(0, 3), ...EIGHTHS.slice(6)], timeframe: '8h' } });
    expect(warnings).toContain('1 of 3 bars of "asset" have no finer data (first 2024-01-02): orders wait through them');
    expect((await run(moved(1.001))).warnings).toContain(
      '3 of 3 bars of "asset" do not hold the prices of their finer data (first 2024-01-01)',
    );
  });

  it('rules that the data cannot serve are refused', async () => {
    const quotes = { rows: [1, 26, 71].map((hours) => ({ ts: START + hours * HOUR, bid: 100, ask: 101 })) };
    const refused = async (beside: object, spec: Partial<RunSpec>, sentence: string): Promise<void> => {
      await expect(run(beside, spec)).rejects.toThrow(ConfigError);
      await expect(run(beside, spec)).rejects.toThrow(sentence);
    };
    await refused(
      { quotes },
      { simulator: { volumeLimit: 0.1 } },
      'Expected "simulator.volumeLimit" to be null ("sizeLimit" serves) where the orders of "asset" are judged on quotes, but it was "0.1"',
    );
    await refused(
      { quotes },
      { costs: { slippage: { model: 'volatility', share: 0.1, period: 14 } } },
      'Expected "costs.slippage.model" to be none, ticks, amount, percent or half-spread where the orders of "asset" are judged on quotes, but it was "volatility"',
    );
    await refused(
      {},
      { simulator: { sizeLimit: 'shown' } },
      'Expected "simulator.sizeLimit" to be none where orders are judged on bars, which show no size, but it was "shown"',
    );
    await refused(
      { quotes },
      { simulator: { queue: 'log' } },
      'Expected "simulator.queue" to be none without both quotes and trades of an instrument, but it was "log"',
    );
  });
});

describe('finer data from files', () => {
  const csv = (rows: readonly BarRow[]): string =>
    `open_time,open,high,low,close,volume\n${rows.map((b) => `${new Date(b.openTs!).toISOString()},${b.open},${b.high},${b.low},${b.close},1`).join('\n')}\n`;
  const commands = [{ at: { bar: 0 }, submit: { side: 'buy', type: 'market', qty: 1, stopLoss: 90, takeProfit: 110 } }];
  const files = () => ({ 'day.csv': csv(DAYS), 'hours.csv': csv(EIGHTHS), 'script.json': { commands } });
  const spec = (feed: object, more: object = {}) => ({
    strategy: 'order-script',
    params: { script: 'script.json' },
    feeds: { asset: { source: 'day.csv', stamp: 'open', ...feed } },
    ...more,
  });

  it('are part of the run that is kept, and come to the same result again', async () => {
    const cwd = folder({ ...files(), 'run.json': spec({ finer: { source: 'hours.csv', stamp: 'open' } }) });
    const { code, out } = await onetape(cwd, ['backtest', 'run.json', '--json', '-']);
    expect(code).toBe(0);
    const { fills, runId, spec: written } = JSON.parse(out) as { fills: { price: number }[]; runId: string; spec: unknown };
    expect(fills.map(({ price }) => price)).toEqual([100, 110]);
    expect(written).toMatchObject({ feeds: { asset: { finer: { source: 'hours.csv', stamp: 'open' }, quotes: null } } });
    expect(await onetape(cwd, ['rerun', runId])).toMatchObject({ code: 0 });
  });

  it('may be set by a flag', async () => {
    const cwd = folder({ ...files(), 'run.json': spec({}) });
    const { out } = await onetape(cwd, ['backtest', 'run.json', '--set', 'feeds.asset.finer=hours.csv?stamp=open', '--json', '-']);
    expect((JSON.parse(out) as { fills: { price: number }[] }).fills[1]!.price).toBe(110);
  });

  it('exit 2 with the path where they are not there', async () => {
    const cwd = folder({ ...files(), 'run.json': spec({ quotes: 5 }) });
    expect(await onetape(cwd, ['backtest', 'run.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('run.json: Expected "feeds.asset.quotes" to be null, or a source of quotes, but it was "5"'),
    });
  });
});
