import { describe, expect, it } from 'vitest';
import { type BarRow, backtest, defineStrategy } from '../../app/index.ts';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);

/** Daily bars that wander, with a close unlike the next open. */
function wandering(length: number, seed: number): BarRow[] {
  let state = seed;
  const next = (): number => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  let price = 100;
  return Array.from({ length }, (_, k) => {
    const open = price * (1 + next() * 0.01);
    const close = open * (1 + next() * 0.05);
    price = close;
    return { ts: START + (k + 1) * DAY, open, high: Math.max(open, close) * 1.01, low: Math.min(open, close) * 0.99, close };
  });
}

/** Trades at random, long and short, and tells at every bar what the account holds. */
const gambler = (name: string) =>
  defineStrategy({
    name,
    params: {},
    feeds: ['one', 'two'],
    setup(ctx) {
      const { one, two } = ctx.feeds;
      return {
        onSlice() {
          ctx.log('held', { equity: ctx.equity, one: ctx.position(one).qty, two: ctx.position(two).qty });
          for (const feed of [one, two]) {
            const dice = ctx.random();
            if (dice < 0.1) ctx.buy(feed, { qty: 3 });
            else if (dice < 0.2) ctx.sell(feed, { qty: 4 });
            else if (dice < 0.3) ctx.close(feed);
          }
        },
      };
    },
  });

const one = wandering(300, 7);
const two = wandering(300, 11);

describe('the analysis of a run that went long and short in two instruments by two strategies', async () => {
  const result = await backtest({
    strategies: [
      { id: 'a', strategy: gambler('a') },
      { id: 'b', strategy: gambler('b') },
    ],
    feeds: { one: { bars: one, timeframe: '1d' }, two: { bars: two, timeframe: '1d' } },
    instruments: { two: { multiplier: 5 } },
    costs: { fee: { model: 'percent', rate: 0.001 }, slippage: { model: 'percent', rate: 0.0005 } },
    metrics: { benchmark: 'one' },
  });
  const { analysis, metrics } = result;

  it('takes the result apart so that every list adds up to it', () => {
    expect(result.fills.length).toBeGreaterThan(100);
    for (const list of [analysis.bySide, analysis.byStrategy, analysis.byInstrument]) {
      expect(list.length).toBe(2);
      const sum = (field: 'pnl' | 'realized' | 'fees' | 'slippage' | 'traded') => list.reduce((total, part) => total + part[field], 0);
      expect(sum('pnl')).toBeCloseTo(metrics.finalEquity - metrics.startEquity, 6);
      expect(sum('realized')).toBeCloseTo(metrics.netProfit, 6);
      expect(sum('fees')).toBeCloseTo(metrics.fees, 8);
      expect(sum('slippage')).toBeCloseTo(metrics.slippage, 8);
      expect(sum('traded') / metrics.finalEquity).toBeCloseTo(
        result.fills.reduce((t, { qty, price, instrument }) => t + qty * price * (instrument === 'two' ? 5 : 1), 0) / metrics.finalEquity,
        9,
      );
      expect(list.reduce((total, part) => total + part.trades.trades, 0)).toBe(metrics.trades);
    }
  });

  it('knows what was at stake as the strategies saw it', () => {
    const held = result.logs.map(({ ts, fields }) => ({ ts, ...(fields as { equity: number; one: number; two: number }) }));
    for (const [k, ts] of result.equity.ts.entries()) {
      const both = held.filter((log) => log.ts === ts);
      expect(both.length).toBe(2);
      const notional = [0, 1].map(
        (i) => both.reduce((sum, log) => sum + (i === 0 ? log.one : log.two), 0) * (i === 0 ? one[k]!.close : two[k]!.close * 5),
      );
      const { equity } = both[0]!;
      expect(equity).toBe(result.equity.value[k]);
      expect(analysis.exposure.gross[k]).toBeCloseTo((Math.abs(notional[0]!) + Math.abs(notional[1]!)) / equity, 10);
      expect(analysis.exposure.net[k]).toBeCloseTo((notional[0]! + notional[1]!) / equity, 10);
    }
    expect(metrics.timeLong + metrics.timeShort).toBeGreaterThan(0.5);
  });

  it('says what costs took, by month what was earned, and what the benchmark did', () => {
    expect(analysis.costs.total).toBeCloseTo(metrics.fees + metrics.slippage, 8);
    expect(analysis.months.reduce((worth, { value }) => worth * (1 + value), 100_000)).toBeCloseTo(metrics.finalEquity, 6);
    expect(analysis.benchmark!.at(-1)! / 100_000).toBeCloseTo(one.at(-1)!.close / one[0]!.close, 12);
    expect(metrics.benchmarkReturn).toBeCloseTo(one.at(-1)!.close / one[0]!.close - 1, 10);
    expect(analysis.rolling).toMatchObject({ window: 100, ts: { length: 201 } });
    expect(analysis.annualisation.because).toBe('daily values on all days of the week');
  });
});

it('a daily benchmark relates to a run on minutes by its days', async () => {
  const MINUTE = 60_000;
  const days = wandering(40, 5);
  // a market of ten minutes a day, which ends each day where the daily bars do
  const bars = days.flatMap(({ open, close }, day) =>
    Array.from({ length: 10 }, (_, k): BarRow => {
      const at = open + ((close - open) * (k + 1)) / 10;
      return { ts: START + (day + 1) * DAY - (180 - k) * MINUTE, open: at, high: at, low: at, close: at };
    }),
  );
  const holder = defineStrategy({
    name: 'holder',
    params: {},
    feeds: ['asset', 'market'],
    setup: (ctx) => ({ onBar: () => void (ctx.position(ctx.feeds.asset).qty === 0 && ctx.buy(ctx.feeds.asset, { qty: 100 })) }),
  });
  const result = await backtest({
    strategy: holder,
    feeds: { asset: { bars, timeframe: '1m' }, market: { bars: days, timeframe: '1d' } },
    account: { cash: 10_000 },
    metrics: { benchmark: 'market' },
  });
  expect(result.metrics.correlation).toBeGreaterThan(0.99);
  expect(result.metrics.beta).toBeGreaterThan(0.9);
});

it('a benchmark that has no prices in the time of the run is warned of, and nothing is measured against it', async () => {
  const later = wandering(5, 3).map((bar, k) => ({ ...bar, ts: START + (1000 + k) * DAY }));
  const idle = defineStrategy({ name: 'idle', params: {}, feeds: ['asset'], setup: () => ({}) });
  const result = await backtest({
    strategy: idle,
    feeds: { asset: { bars: later, timeframe: '1d' } },
    metrics: { benchmark: 'sample:sp500' },
  });
  expect(result.metrics.beta).toBeNaN();
  expect(result.warnings.at(-1)).toBe(
    'the benchmark "sample:sp500" has no two prices between 2026-09-27T00:00:00.000Z and 2026-10-01T00:00:00.000Z: nothing can be measured against it',
  );
});
