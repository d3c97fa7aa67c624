import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Blotter } from '../../engine/broker/blotter.ts';
import { crossedAbove, crossedBelow } from '../../engine/indicators/cross.ts';
import { sma } from '../../engine/indicators/sma.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { type BarColumns, BarSeries, CustomSeries, type Series } from '../../engine/model/series.ts';
import { DAY, HOUR, MINUTE } from '../../engine/model/time.ts';
import { type AnyStrategy, defineStrategy } from '../../engine/strategy/define.ts';
import { many, roleOf } from '../../engine/strategy/roles.ts';
import { otherFuture, walk } from './random-world.ts';

const FOLDER = new URL('../../strategies/', import.meta.url);

/** What the built-in strategies need beyond their defaults to have something to do in a short history. */
const PARAMS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  rotation: { every: '1d', top: 1 },
  'dual-momentum': { every: '1d', hurdle: -0.5 },
  'dollar-cost-averaging': { every: '1d' },
  'trend-following': { every: '1d' },
  // A session of the whole day, whose range is that of its first four hours.
  'opening-range': { start: 0, end: 0, range: 240 },
  'rsi-reversion': { low: 45, shorts: true },
  'bollinger-squeeze': { width: 1, shorts: true },
  'pairs-rolling': { enter: 1, leave: 0.5, fit: 0 },
  'funding-carry': { enter: 0.02, leave: 0, reverse: true },
  'order-script': {
    script: {
      commands: Array.from({ length: 30 }, (_, k) => ({
        at: { bar: 7 * k },
        feed: 'asset',
        submit: { ref: `o${k}`, side: k % 2 === 0 ? 'buy' : 'sell', type: 'market', qty: 3, stopLoss: { pct: 0.02 } },
      })),
    },
  },
};

/** Trades a coarse cross of a resampled line with fine stops, on timers and fills: every way in which time enters. */
const restless = defineStrategy({
  name: 'restless',
  params: {},
  feeds: ['asset', many('others')],
  setup(ctx) {
    const { asset, others } = ctx.feeds;
    const coarse = ctx.resample(asset, '1d');
    const [fast, slow] = [sma(asset.close, 3), sma(coarse.close, 2)];
    ctx.every('1h', () => void (ctx.random() < 0.05 && ctx.buy(others[0]!, { qty: 1, limit: others[0]!.close.value - 1, tif: 'day' })));
    return {
      onBar(bars) {
        if (bars === asset && crossedAbove(fast, slow))
          ctx.buy(asset, { size: { fraction: 0.2, at: 'fill' }, stopLoss: { pct: 0.02 }, takeProfit: { pct: 0.03 } });
        if (bars === asset && crossedBelow(fast, slow)) ctx.close(asset);
        if (bars === others[1]) ctx.target(bars, bars.close.value > bars.open.value ? 0.2 : -0.2);
      },
      onFill: ({ price, side }) => void (side === 'buy' && ctx.sell(others[0]!, { qty: 1, trigger: price * 0.9 })),
    };
  },
});

const loaded = await Promise.all(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => ((await import(new URL(file, FOLDER).href)) as { default: AnyStrategy }).default),
);
const strategies: readonly AnyStrategy[] = [...loaded, restless];

/** Feeds for every role of a strategy: one series for a role, three for a role of many, the moves of a tape for a custom one. */
function bind(
  strategy: AnyStrategy,
  tapes: readonly BarColumns[],
): { feeds: BacktestParts['strategies'][number]['feeds']; series: Series[]; markets: BarSeries[] } {
  const series: Series[] = [];
  const markets: BarSeries[] = [];
  const next = (): BarSeries => {
    const one = new BarSeries(`I${series.length}`, tapes[series.length]!);
    one.instrument = markets.length;
    series.push(one);
    markets.push(one);
    return one;
  };
  const moves = (): CustomSeries => {
    const { times, open, close } = tapes[series.length]!;
    const one = new CustomSeries('moves', times, times, { rate: close.map((price, k) => (price / open[k]! - 1) / 10) });
    series.push(one);
    return one;
  };
  const feeds = Object.fromEntries(
    (strategy.openFeeds === true ? ['asset'] : strategy.feeds)
      .map(roleOf)
      .map(({ role, kind, many: several }) => [role, kind === 'custom' ? moves() : several ? [next(), next(), next()] : next()]),
  );
  return { feeds, series, markets };
}

const initial = ({ name, params }: AnyStrategy): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).map(([key, param]) => [key, param.parse(PARAMS[name]?.[key] ?? small(key, param.initial))]));

/** Short periods, so that a short history holds many decisions. */
const small = (key: string, value: unknown): unknown =>
  ({ fast: 3, slow: 8, lookback: 6, entry: 8, exit: 4, period: 6, channel: 8, trend: 12, window: 6, recent: 3 })[key] ?? value;

/** Everything that left the engine, each with the time at which it did. */
function emissions(strategy: AnyStrategy, tapes: readonly BarColumns[], fillOn: 'next-open' | 'on-close'): (readonly [number, string])[] {
  const { feeds, series, markets } = bind(strategy, tapes);
  const lines: (readonly [number, string])[] = [];
  const { submit, apply } = Blotter.prototype;
  Blotter.prototype.submit = function (id, order, ts) {
    lines.push([ts, JSON.stringify(['order', id, order])]);
    submit.call(this, id, order, ts);
  };
  Blotter.prototype.apply = function (event) {
    lines.push([event.ts, JSON.stringify(event)]);
    apply.call(this, event);
  };
  try {
    const run = runBacktest({
      strategies: [{ id: strategy.name, strategy, params: initial(strategy), feeds, capital: null }],
      series,
      instruments: markets.map(({ id }) => instrumentOf(id)),
      account: { cash: 100_000, type: 'margin', leverage: 2, currency: 'USD' },
      fee: { model: 'percent', rate: 0.001 },
      slippage: { model: 'percent', rate: 0.001 },
      sizer: { model: 'fraction-of-equity', fraction: 0.2 },
      risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
      simulator: { fillOn, touch: 'through', exitsFrom: 'fill' },
      seed: 3,
      warmUntil: Number.NEGATIVE_INFINITY,
    });
    const { equity } = new Outcome(run);
    for (let k = 0; k < equity.ts.length - 1; k++) lines.push([equity.ts[k]!, `equity ${equity.value[k]}`]);
    return lines;
  } finally {
    Blotter.prototype.submit = submit;
    Blotter.prototype.apply = apply;
  }
}

const upTo = (lines: readonly (readonly [number, string])[], ts: number): readonly string[] =>
  lines.filter(([when]) => when <= ts).map(([, line]) => line);

const WORLDS = {
  'hours around the clock': [HOUR, HOUR, HOUR, HOUR],
  'days with gaps': [DAY, DAY, DAY, DAY],
  'minutes, quarters and hours together': [HOUR, 15 * MINUTE, 5 * MINUTE, HOUR],
} as const;

/** The range of an opening lies within a day: on days there is none. */
const worldsOf = (name: string): readonly (readonly [string, (typeof WORLDS)[keyof typeof WORLDS]])[] =>
  Object.entries(WORLDS).filter(([world]) => name !== 'opening-range' || !world.startsWith('days'));

describe.each(strategies.map((strategy) => [strategy.name, strategy] as const))('%s', (name, strategy) => {
  it.each(worldsOf(name))('decides nothing by what comes later: %s', (world, lengths) => {
    let emitted = 0;
    for (const seed of [11, 12]) {
      const tapes = lengths.map((length, k) => walk(seed * 10 + k, 260, length, { gaps: world.includes('gaps') }));
      for (const fillOn of ['next-open', 'on-close'] as const) {
        const whole = emissions(strategy, tapes, fillOn);
        emitted += whole.length;
        for (const k of [20, 77, 133, 190, 240]) {
          const ts = tapes[0]!.times[k]!;
          const changed = emissions(
            strategy,
            tapes.map((tape) => otherFuture(tape, ts, seed + k)),
            fillOn,
          );
          expect(upTo(changed, ts)).toEqual(upTo(whole, ts));
          if (k === 20) expect(changed).not.toEqual(whole);
        }
      }
    }
    // 260 values of equity each, and orders beside them: a strategy that does nothing would prove nothing.
    expect(emitted).toBeGreaterThan(4 * 260 + 4);
  });
});

describe('the proof itself', () => {
  it('catches a strategy that looks ahead', () => {
    const cheat = defineStrategy({
      name: 'cheat',
      params: {},
      feeds: ['asset'],
      setup(ctx) {
        const { asset } = ctx.feeds;
        const { close } = BarSeries.columnsOf(asset as BarSeries);
        return { onBar: () => void (close[(asset as BarSeries).row + 1]! > asset.close.value ? ctx.target(asset, 1) : ctx.close(asset)) };
      },
    });
    const tape = walk(5, 60, HOUR);
    const ts = tape.times[30]!;
    const [whole, changed] = [tape, otherFuture(tape, ts, 99)].map((one) => upTo(emissions(cheat, [one], 'next-open'), ts));
    expect(changed).not.toEqual(whole);
  });
});
