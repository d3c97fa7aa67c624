import fc from 'fast-check';
import type { SlippageSpec } from '../../engine/broker/sim/slippage.ts';
import { highest } from '../../engine/indicators/extremes.ts';
import { lag } from '../../engine/indicators/lag.ts';
import { pivotPoints } from '../../engine/indicators/pivot-points.ts';
import { sma } from '../../engine/indicators/sma.ts';
import { vwap } from '../../engine/indicators/vwap.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { seededRandom } from '../../engine/loop/random.ts';
import type { BarColumns, BarSeries, Column, QuoteSeries, Series, TradeSeries } from '../../engine/model/series.ts';
import { HOUR, MINUTE } from '../../engine/model/time.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { AnyStrategy, Handlers } from '../../engine/strategy/define.ts';
import type { OrderOptions } from '../../engine/strategy/order-options.ts';
import bollingerSqueeze from '../../strategies/bollinger-squeeze.ts';
import breakout from '../../strategies/breakout.ts';
import buyAndHold from '../../strategies/buy-and-hold.ts';
import dollarCostAveraging from '../../strategies/dollar-cost-averaging.ts';
import dualMomentum from '../../strategies/dual-momentum.ts';
import fundingCarry from '../../strategies/funding-carry.ts';
import grid from '../../strategies/grid.ts';
import openingRange from '../../strategies/opening-range.ts';
import orderScript from '../../strategies/order-script.ts';
import pairs from '../../strategies/pairs.ts';
import pairsRolling from '../../strategies/pairs-rolling.ts';
import rotation from '../../strategies/rotation.ts';
import rsiReversion from '../../strategies/rsi-reversion.ts';
import smaCross from '../../strategies/sma-cross.ts';
import trendFollowing from '../../strategies/trend-following.ts';
import turtle from '../../strategies/turtle.ts';
import { MONDAY, partsOf, type Terms, trader } from '../engine/world.ts';
import type { Maker } from './passing.ts';
import { LENGTHS, walk } from './random-world.ts';

/** Enough rows to go round the shortest ring twice. */
const ROWS = 9_000;

const longWalks = [1, 2, 3].map((seed) => walk(seed, ROWS, LENGTHS['5m'], { gaps: seed === 2 }));

type Made = Readonly<Record<string, Series | readonly Series[]>>;

const one = (maker: Maker): Made => ({ asset: maker.bars('A', longWalks[0]!) });
const two = (maker: Maker): Made => ({ y: maker.bars('Y', longWalks[0]!), x: maker.bars('X', longWalks[2]!) });
const many = (maker: Maker): Made => ({ universe: longWalks.map((columns, k) => maker.bars(`U${k}`, columns)) });
const funding = (maker: Maker): Made => ({
  spot: maker.bars('S', longWalks[0]!),
  perp: maker.bars('P', longWalks[2]!),
  rates: ratesOf(maker),
});

/** A rate a minute, so that it goes round its ring too. */
function ratesOf(maker: Maker): Series {
  const random = seededRandom(8);
  const column = (value: (k: number) => number): Column =>
    Float64Array.from({ length: ROWS + 1 }, (_, k) => (k === 0 ? Number.NaN : value(k)));
  const knownAt = column((k) => MONDAY + k * MINUTE);
  return maker.custom('rates', knownAt, knownAt, { rate: column((k) => (random() - 0.4 + Math.sign((k % 600) - 300)) / 1_000) });
}

/** A script of market, limit and stop orders with exits, now and then. */
function script(): unknown {
  const random = seededRandom(3);
  const commands = Array.from({ length: 400 }, (_, k) => {
    const bar = k * 20 + Math.floor(random() * 20);
    const { close } = longWalks[0]!;
    const near = close[bar + 1]! + Math.round((random() - 0.5) * 16) / 4;
    const side = random() < 0.5 ? 'buy' : 'sell';
    const kind = random();
    const level = kind < 0.3 ? { type: 'market' } : kind < 0.6 ? { type: 'limit', price: near } : { type: 'stop', trigger: near };
    const exits = random() < 0.5 ? { stopLoss: { pct: 0.03 }, takeProfit: { pct: 0.04 } } : {};
    return { at: { bar }, feed: 'asset', submit: { ref: `o${k}`, side, qty: 1 + Math.floor(random() * 5), ...level, ...exits } };
  });
  return { commands: [...commands, { at: { bar: 8_500 }, feed: 'asset', close: true }] };
}

/** Every strategy that comes with the package, with its data. */
export const BUILT_IN: readonly (readonly [AnyStrategy, (maker: Maker) => Made, Readonly<Record<string, unknown>>?])[] = [
  [bollingerSqueeze, one],
  [breakout, one],
  [buyAndHold, one],
  [dollarCostAveraging, one],
  [dualMomentum, many, { lookback: 2 }],
  [fundingCarry, funding],
  [grid, one],
  [openingRange, one],
  [orderScript, one, { script: script() }],
  [pairs, two],
  [pairsRolling, two],
  [rotation, many],
  [rsiReversion, one],
  [smaCross, one],
  [trendFollowing, many],
  [turtle, one],
];

/** One of them. */
export function builtIn(strategy: AnyStrategy, feeds: Made, given: Readonly<Record<string, unknown>>, more: Terms = {}): BacktestParts {
  const values = Object.fromEntries(
    Object.entries(strategy.params).map(([name, param]) => [name, name in given ? param.parse(given[name]) : param.initial]),
  );
  return partsOf([trader(feeds, (ctx) => strategy.setup(ctx, values))], {
    sizer: { model: 'fraction-of-equity', fraction: 0.3 },
    fee: { model: 'percent', rate: 0.0002 },
    slippage: { model: 'percent', rate: 0.0005 },
    ...more,
  });
}

/** Any run of the restless strategy. */
export const anyRun = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  seen: fc.constantFrom('bars', 'two', 'finer', 'quotes', 'book', 'trades', 'ticks'),
  /** Longer than a line is sure to remember, and longer than half of the shortest ring. */
  period: fc.constantFrom(20, 1_500, 3_000),
  longer: fc.constantFrom(undefined, '15m', '1h', '1d'),
  slippage: fc.constantFrom<SlippageSpec[]>(
    { model: 'none' },
    { model: 'percent', rate: 0.02 },
    { model: 'volatility', share: 0.2, period: 2_500 },
    { model: 'square-root', coefficient: 0.3, period: 30 },
  ),
  latency: fc.constantFrom(0, 0, 40_000, 3 * HOUR),
  simulator: fc.record({
    path: fc.constantFrom('pessimistic', 'o-h-l-c', 'nearest-extreme-first'),
    touch: fc.constantFrom('through', 'fill'),
    fillOn: fc.constantFrom('next-open', 'next-open', 'on-close'),
    trailBy: fc.constantFrom('extreme', 'close'),
    volumeLimit: fc.constantFrom(null, 0.05),
    sizeLimit: fc.constantFrom('none', 'shown'),
    queue: fc.constantFrom('none', 'risk-averse', 'log'),
  }) as fc.Arbitrary<Partial<BacktestParts['simulator']>>,
  warmup: fc.constantFrom(0, 0, 2_200),
});
export type AnyRun = typeof anyRun extends fc.Arbitrary<infer T> ? T : never;

/**
 * What it is made of. `auctions`: it sends orders for the close of a session too; without a calendar only history tells which bar
 * is the last of one.
 */
export function world(
  { seed, seen, period, longer, slippage, latency, simulator, warmup }: AnyRun,
  maker: Maker,
  auctions = true,
): BacktestParts {
  const terms: Terms = {
    seed,
    slippage,
    simulator: { ...simulator },
    latency: { order: latency, feed: 0, response: latency },
    warmUntil: warmup === 0 ? Number.NEGATIVE_INFINITY : MONDAY + warmup * 5 * MINUTE,
    sizer: { model: 'fraction-of-equity', fraction: 0.2 },
    fee: { model: 'maker-taker', maker: 0.0001, taker: 0.0005 },
    instruments: { A: { stepSize: 0.01, tickSize: 0.25 } },
  };
  const columns = walk(seed, ROWS, LENGTHS['5m'], { gaps: true });
  const asset = maker.bars('A', columns);
  const hidden = beside(seen, seed, columns, maker);
  const feeds = seen === 'two' ? { asset, other: maker.bars('B', walk(seed + 1, 5_000, 7 * MINUTE)) } : { asset };
  const shown = seen === 'ticks' ? { ...feeds, ticks: printsOf(maker, seed, columns) } : feeds;
  const parts = partsOf([trader(shown, (ctx) => restless(ctx as Context<{ asset: BarSeries }>, period, longer, auctions))], terms);
  for (const one of hidden) one.instrument = asset.instrument;
  return { ...parts, series: [...parts.series, ...hidden] };
}

/** Finer data of the bars' instrument, which no strategy is shown. */
function beside(seen: string, seed: number, columns: BarColumns, maker: Maker): readonly Series[] {
  if (seen === 'quotes') return [quotesOf(maker, seed, columns)];
  if (seen === 'book') return [quotesOf(maker, seed, columns, true), printsOf(maker, seed, columns)];
  if (seen === 'trades') return [printsOf(maker, seed, columns)];
  return seen === 'finer' ? [maker.bars('A', finerOf(columns))] : [];
}

/** Each bar as five of a minute: along its open, one extreme, the other, and its close. */
function finerOf({ openTimes, open, high, low, close }: BarColumns): BarColumns {
  const length = (open.length - 1) * 5 + 1;
  const column = (value: (bar: number, part: number) => number): Column =>
    Float64Array.from({ length }, (_, k) => (k === 0 ? Number.NaN : value(Math.floor((k - 1) / 5) + 1, (k - 1) % 5)));
  const path = (bar: number, step: number): number => [open[bar]!, high[bar]!, high[bar]!, low[bar]!, close[bar]!, close[bar]!][step]!;
  return {
    openTimes: column((bar, part) => openTimes[bar]! + part * MINUTE),
    times: column((bar, part) => openTimes[bar]! + (part + 1) * MINUTE),
    open: column((bar, part) => path(bar, part)),
    high: column((bar, part) => Math.max(path(bar, part), path(bar, part + 1))),
    low: column((bar, part) => Math.min(path(bar, part), path(bar, part + 1))),
    close: column((bar, part) => path(bar, part + 1)),
    volume: column((bar, part) => 10 * bar + part),
  };
}

/** Two quotes in every bar, one side of some of them missing, and perhaps a second level below. */
function quotesOf(maker: Maker, seed: number, { openTimes, open, high }: BarColumns, isDeep = false): QuoteSeries {
  const random = seededRandom(seed + 7);
  const length = (open.length - 1) * 2 + 1;
  const column = (value: (bar: number, part: number) => number): Column =>
    Float64Array.from({ length }, (_, k) => (k === 0 ? Number.NaN : value(Math.floor((k - 1) / 2) + 1, (k - 1) % 2)));
  const bid = column((bar, part) => (part === 0 ? open[bar]! : high[bar]!) - 0.25);
  const ask = bid.map((price) => (random() < 0.05 ? Number.NaN : price + 0.5));
  const deeper = {
    bid2: bid.map((price) => price - 0.25),
    ask2: ask.map((price) => price + 0.25),
    bidSize2: column((bar) => 1 + (bar % 3)),
  };
  return maker.quotes('A', {
    ...(isDeep && deeper),
    times: column((bar, part) => openTimes[bar]! + 90_000 * (part + 1)),
    bid,
    ask,
    bidSize: column((bar) => 1 + (bar % 7)),
    askSize: column((bar) => 1 + (bar % 5)),
  });
}

/** Two prints in every bar, some of them at one moment. */
function printsOf(maker: Maker, seed: number, { openTimes, low, close }: BarColumns): TradeSeries {
  const random = seededRandom(seed + 9);
  const length = (close.length - 1) * 2 + 1;
  const column = (value: (bar: number, part: number) => number): Column =>
    Float64Array.from({ length }, (_, k) => (k === 0 ? Number.NaN : value(Math.floor((k - 1) / 2) + 1, (k - 1) % 2)));
  return maker.trades('A', {
    times: column((bar, part) => openTimes[bar]! + (bar % 3 === 0 ? 60_000 : 60_000 * (part + 1))),
    price: column((bar, part) => (part === 0 ? low[bar]! : close[bar]!)),
    size: column((bar) => 1 + (bar % 9)),
    side: column(() => (random() < 0.5 ? 1 : -1)),
  });
}

/** Does a bit of everything, and looks back as far as it may. */
function restless(ctx: Context<{ asset: BarSeries }>, period: number, longer: string | undefined, auctions: boolean): Handlers {
  const { asset } = ctx.feeds;
  const slow = sma(asset.close, period);
  const top = highest(asset.high, period);
  const old = lag(slow, period);
  const day = vwap(asset);
  const { pivot } = pivotPoints(asset);
  const bars = longer === undefined ? undefined : ctx.resample(asset, longer);
  const longest = longer === '15m' ? sma(ctx.resample(ctx.resample(asset, '15m'), '1h').close, 5) : undefined;
  ctx.plot('slow', slow);
  ctx.plot('close', asset.close);
  if (bars !== undefined) ctx.plot('longer', sma(bars.close, 3));
  const open: number[] = [];
  return {
    onBar(series) {
      const luck = ctx.random();
      const seen = slow.value + top.value + old.value + day.value + pivot.value + asset.close.ago(1_024) + slow.ago(1_000);
      if (luck < 0.002) ctx.log('seen', { seen, longer: bars?.close.value, longest: longest?.value, open: bars?.openTs });
      if (luck > 0.08 || series.id !== 'A') return;
      const side = ctx.random() < 0.5 ? 'buy' : 'sell';
      const sign = side === 'buy' ? 1 : -1;
      const near = asset.close.value + sign * (Math.round(ctx.random() * 8) / 4 - 1);
      const options: readonly OrderOptions[] = [
        {},
        { stopLoss: { pct: 0.05 }, takeProfit: { pct: 0.08 } },
        { limit: near, tif: 'day' },
        { trigger: near, stopLoss: { trail: { percent: 0.06 } } },
        { touched: near, qty: 3 },
        { at: 'open', qty: 2 },
        auctions ? { at: 'close', qty: 2 } : {},
        { trail: { amount: 2 }, qty: 4 },
        { limit: near, trigger: near, expiresAt: ctx.now + HOUR },
      ];
      const id = ctx[side](asset, options[Math.floor(ctx.random() * options.length)]);
      open.push(id);
      const earlier = open[Math.floor(ctx.random() * open.length)]!;
      const what = ctx.random();
      if (what < 0.2) ctx.cancel(earlier);
      else if (what < 0.4) ctx.replace(earlier, { limit: near });
      if (ctx.random() < 0.1) ctx.close(asset);
    },
    onTrade: (print) => void (ctx.random() < 0.001 && ctx.log('print', { price: print.price.value, ago: print.price.ago(1_024) })),
  };
}
