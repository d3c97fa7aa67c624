import fc from 'fast-check';
import type { FeeSpec } from '../../engine/broker/sim/fees/fee-spec.ts';
import { sma } from '../../engine/indicators/sma.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import type { AccountSpec } from '../../engine/model/account.ts';
import { BarSeries } from '../../engine/model/series.ts';
import { DAY, HOUR } from '../../engine/model/time.ts';
import type { RiskSpec } from '../../engine/risk/spec.ts';
import type { SizerSpec } from '../../engine/sizing/sizer-spec.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { Handlers } from '../../engine/strategy/define.ts';
import { MONDAY, partsOf, trader } from '../engine/world.ts';
import { walk } from './random-world.ts';

const FEES: readonly FeeSpec[] = [
  { model: 'none' },
  { model: 'per-day', min: 1, max: 9, of: { model: 'percent', rate: 0.001 } },
  { model: 'per-order', min: 2, daily: true, of: { model: 'per-contract', perContract: 0.1 } },
  {
    model: 'sum',
    of: [
      { model: 'one-side', side: 'sell', of: { model: 'fixed', amount: 1 } },
      {
        model: 'tiers',
        over: 7,
        tiers: [
          { from: 0, maker: 0.001, taker: 0.002 },
          { from: 20_000, maker: 0, taker: 0.001 },
        ],
      },
    ],
  },
];

const SIZERS: readonly SizerSpec[] = [
  { model: 'fixed', qty: 5 },
  { model: 'kelly', fallback: 0.1, floor: 0.05, min: 5 },
  { model: 'drawdown-scaled', of: { model: 'fraction-of-equity', fraction: 0.3 }, limit: 0.5, at: 'fill' },
  { model: 'fraction-of-equity', fraction: 0.6, fit: true },
];

const RISKS: readonly Partial<RiskSpec>[] = [
  {},
  { maxDrawdown: { limit: 0.1, action: 'flatten', coolDown: '3d' }, maxLosingTrades: { limit: 3, coolDown: '12h' } },
  { maxDailyLoss: 0.01, maxWeeklyLoss: { limit: 0.03, action: 'reduce' }, maxLosingDays: { limit: 2, coolDown: '1d' } },
  { maxOrderRate: { orders: 3, per: '6h' }, duplicateWindow: '8h', maxGrossExposure: 1, countWorking: true },
  { maxCorrelatedExposure: { limit: 0.5, window: 20, every: '4h' }, maxPositionQty: 12 },
  { maxBarRange: { limit: 2, period: 30, action: 'flatten', coolDown: '1d' }, maxSilence: { limit: '9h', coolDown: '2h' } },
  {
    human: [
      { at: '2024-01-06T01:30:00Z', order: 'kill' },
      { at: '2024-01-09T00:00:00Z', order: 'release' },
      { at: '2024-01-12T16:00:00Z', order: 'close-all' },
    ],
  },
];

const ACCOUNTS: readonly Partial<AccountSpec>[] = [
  { type: 'cash', settlement: 2 },
  { type: 'cash', settlement: 1, currency: 'USD' },
  { type: 'margin', leverage: 3 },
  { type: 'margin', leverage: 4, liquidation: { maintenance: 0.1, negativeBalance: 'forgiven', judged: 'close' } },
];

/** A world in which everything that watches, charges and sizes has a memory. */
export interface WatchedWorld {
  readonly seed: number;
  readonly fee: FeeSpec;
  readonly sizer: SizerSpec;
  readonly risk: Partial<RiskSpec>;
  readonly account: Partial<AccountSpec>;
  readonly strategies: number;
  readonly warmup: number;
  readonly latency: number;
}

export const watchedWorld: fc.Arbitrary<WatchedWorld> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    fee: fc.constantFrom(...FEES),
    sizer: fc.constantFrom(...SIZERS),
    risk: fc.constantFrom(...RISKS),
    account: fc.constantFrom(...ACCOUNTS),
    strategies: fc.constantFrom(1, 2, 3),
    warmup: fc.constantFrom(0, 0, 6 * DAY),
    latency: fc.constantFrom(0, 0, 5 * HOUR),
  })
  .filter(
    ({ account, latency, risk, warmup }) => (latency === 0 || account.type === 'margin') && (warmup === 0 || risk.human === undefined),
  );

/** What it is made of. */
export function partsOfWatched({ seed, fee, sizer, risk, account, strategies, warmup, latency }: WatchedWorld): BacktestParts {
  const feeds = {
    a: new BarSeries('A', walk(seed, 700, HOUR, { gaps: true })),
    b: new BarSeries('B', walk(seed + 1, 300, 2 * HOUR, { gaps: true })),
  };
  const traders = Array.from({ length: strategies }, (_, s) =>
    trader(feeds, (ctx) => watched(ctx, s), { id: `s${s + 1}`, ...(s === 2 && { capital: 3_000 }) }),
  );
  return partsOf(traders, {
    ...{ seed, fee, sizer, risk, account },
    ...(latency > 0 && { latency: { order: { model: 'exponential', mean: 60_000 }, feed: 0, response: latency } }),
    warmUntil: warmup === 0 ? Number.NEGATIVE_INFINITY : MONDAY + warmup,
    slippage: { model: 'percent', rate: 0.001 },
    instruments: { A: { stepSize: 0.01 }, B: { stepSize: 0 } },
  });
}

/** Trades at random, by timers too, with lines of its own and longer bars; what it must not forget is in its state. */
function watched(ctx: Context<{ a: BarSeries; b: BarSeries }>, strategy: number): Handlers {
  const { a, b } = ctx.feeds;
  const days = ctx.resample(a, '1d');
  const trend = sma(days.close, 3);
  const spread = ctx.line();
  const usual = sma(spread, 20);
  const memory = Object.assign(ctx.state, { fills: 0, last: { orders: [] as number[] }, ...ctx.state });
  ctx.every('6h', () => {
    if (ctx.random() < 0.2 && trend.ready) ctx.target(a, a.close.value > trend.value ? 0.2 : 0);
  });
  return {
    onBar(bars) {
      if (bars === a) spread.push(a.close.value - b.close.value);
      const luck = ctx.random();
      if (luck > 0.25) return;
      const options = luck < 0.1 ? {} : { stopLoss: { pct: 0.03 }, takeProfit: { pct: 0.04 } };
      const isCheap = usual.ready && spread.value < usual.value;
      const id =
        isCheap || strategy === 1 ? ctx.buy(bars, options) : ctx.sell(bars, luck < 0.05 ? { limit: bars.close.value + 1 } : options);
      memory.last.orders.push(id);
      if (memory.last.orders.length > 4) ctx.cancel(memory.last.orders.shift()!);
      if (luck > 0.22) ctx.close(bars, { portion: 0.5 });
    },
    onFill() {
      memory.fills++;
      if (memory.fills % 7 === 0) ctx.close(a);
    },
    onOrder({ kind, id }) {
      if (kind === 'canceled' && ctx.random() < 0.1) memory.last.orders = memory.last.orders.filter((one) => one !== id);
    },
  };
}
