import { describe, expect, it } from 'vitest';
import { Blotter } from '../../engine/broker/blotter.ts';
import { runBacktest } from '../../engine/loop/backtest.ts';
import { Outcome } from '../../engine/loop/outcome.ts';
import type { BacktestParts } from '../../engine/loop/parts.ts';
import { instrumentOf } from '../../engine/model/instrument.ts';
import { type BarColumns, BarSeries, CustomSeries, type Series } from '../../engine/model/series.ts';
import { DAY, HOUR, MINUTE } from '../../engine/model/time.ts';
import { type AnyStrategy, defineStrategy } from '../../engine/strategy/define.ts';
import { roleOf } from '../../engine/strategy/roles.ts';
import { everyClock } from './every-clock.ts';
import { otherFuture, walk } from './random-world.ts';
import { BUILT_IN, shortParams } from './short-history.ts';

const strategies: readonly AnyStrategy[] = [...BUILT_IN, everyClock];

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

const initial = (strategy: AnyStrategy): Record<string, unknown> => {
  const short = shortParams(strategy);
  return Object.fromEntries(Object.entries(strategy.params).map(([key, param]) => [key, param.parse(short[key] ?? param.initial)]));
};

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
