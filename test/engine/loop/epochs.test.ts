import { describe, expect, it } from 'vitest';
import { tema } from '../../../engine/indicators/dema.ts';
import { dmi } from '../../../engine/indicators/dmi.ts';
import { ema, rma } from '../../../engine/indicators/ema.ts';
import { macd } from '../../../engine/indicators/macd.ts';
import { rsi } from '../../../engine/indicators/rsi.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { type CheckedRun, checkEpochs, type EpochTerms } from '../../../engine/loop/epochs.ts';
import type { BacktestParts } from '../../../engine/loop/parts.ts';
import type { Line } from '../../../engine/model/line.ts';
import { BarSeries } from '../../../engine/model/series.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import type { AnyStrategy, Handlers } from '../../../engine/strategy/define.ts';
import { walk } from '../../property/random-world.ts';
import { bars, partsOf, type Terms, trader } from '../world.ts';

type Feeds = { asset: BarSeries };

/** Half a year of hours: at its end more rows lie behind than a session is shown before an epoch. */
const HOURS = 4_000;

const partsWith = (setup: (ctx: Context<Feeds>) => Handlers, terms: Terms = {}): BacktestParts =>
  partsOf([trader({ asset: new BarSeries('A', walk(4, HOURS, HOUR)) }, setup)], terms);

function check(parts: BacktestParts, terms: EpochTerms, fresh?: () => readonly AnyStrategy[]): CheckedRun {
  const steps = checkEpochs(parts, terms);
  let step = steps.next();
  while (step.done !== true) step = steps.next(fresh?.());
  return step.value;
}

/** Buys or closes at every hundredth bar that it counts. */
const act = (ctx: Context<Feeds>, count: number): void => {
  const { asset } = ctx.feeds;
  if (count % 100 !== 0) return;
  if (ctx.position(asset).qty === 0) ctx.buy(asset);
  else ctx.close(asset);
};

describe('a run with epochs', () => {
  it('is the same run for a strategy that counts in its state', () => {
    const counts = (ctx: Context<Feeds>): Handlers => {
      const memory = Object.assign(ctx.state, { seen: { bars: 0 }, ...ctx.state });
      return { onBar: () => act(ctx, ++memory.seen.bars) };
    };
    const { epochs, run } = check(partsWith(counts), { every: DAY });
    expect(epochs).toEqual({ every: DAY, rows: 1024, count: 167, difference: null });
    expect(run.session.account.fills.length).toBe(39);
  });

  it('finds a counter in a closure, in the epoch in which it has forgotten, and names the first command that differs', () => {
    const counts = (ctx: Context<Feeds>): Handlers => {
      let seen = 0;
      return { onBar: () => act(ctx, ++seen) };
    };
    const { epochs } = check(partsWith(counts), { every: 7 * DAY });
    expect(epochs.count).toBe(8);
    expect(epochs.difference).toMatch(
      /^Expected a run with epochs to be the run without them, but in epoch 8 \(from 2024-02-19T00:00:00\.000Z\) there was "(buy|sell) 1 A market \(order \d+\)" at 2024-0\S+, and "(buy|sell) 1 A market \(order \d+\)" at 2024-0\S+ without epochs: what a strategy keeps elsewhere than in ctx\.state is lost at an epoch$/,
    );
  });

  it('finds a counter of a module where the module is loaded anew', () => {
    const module = (): ((ctx: Context<Feeds>) => Handlers) => {
      let seen = 0;
      return (ctx) => ({ onBar: () => act(ctx, ++seen) });
    };
    const parts = partsWith(module());
    const fresh = (): readonly AnyStrategy[] => [{ ...parts.strategies[0]!.strategy, setup: module() }];
    expect(check(parts, { every: 7 * DAY }, fresh).epochs.difference).toContain('in epoch 8');
  });

  it('gives lines that an author pushes and longer bars their past again', () => {
    const lines = (ctx: Context<Feeds>): Handlers => {
      const { asset } = ctx.feeds;
      const days = sma(ctx.resample(asset, '1d').close, 30);
      const range = ctx.line();
      const usual = sma(range, 200);
      return {
        onBar() {
          range.push(asset.high.value - asset.low.value);
          if (range.value < usual.value || !days.ready) return;
          ctx.target(asset, asset.close.value > days.value ? 0.5 : -0.5);
        },
      };
    };
    const { epochs, run } = check(partsWith(lines), { every: DAY });
    expect(epochs.difference).toBeNull();
    expect(run.session.account.fills.length).toBeGreaterThan(100);
  });

  const needy: readonly (readonly [string, (close: Line, bars: BarSeries) => Line])[] = [
    ['a long window', (close) => sma(close, 2_000)],
    ['a window of a window', (close) => sma(sma(close, 800), 900)],
    ['an exponential average', (close) => ema(close, 100)],
    ["Wilder's smoothing", (close) => rma(close, 50)],
    ['a relative strength', (close) => rsi(close, 40)],
    ['an average of averages', (close) => tema(close, 30)],
    ['the signal of two averages', (close) => macd(close, 30, 60, 20).signal],
    ['a directional index', (_, bars) => dmi(bars, 25).adx],
  ];
  it.each(needy)('is shown as many rows as %s needs, to the last bit', (_, lineOf) => {
    const exact = (ctx: Context<Feeds>): Handlers => {
      const { asset } = ctx.feeds;
      const line = lineOf(asset.close, asset);
      return { onBar: () => void ((asset.ts / HOUR) % 31 === 0 && line.ready && ctx.buy(asset, { qty: Math.abs(line.value) })) };
    };
    const { epochs, run } = check(partsWith(exact, { instruments: { A: { stepSize: 0 } } }), { every: 7 * DAY });
    expect(epochs.difference).toBeNull();
    expect(run.session.blotter.length).toBeGreaterThan(60);
  });

  it('hears what people say, goes on in a warm-up and with seeded chance', () => {
    const random = (ctx: Context<Feeds>): Handlers => ({
      onBar: () => void (ctx.random() < 0.2 && ctx.buy(ctx.feeds.asset, { stopLoss: { trail: { percent: 0.05 } } })),
    });
    const terms: Terms = {
      warmUntil: Date.UTC(2024, 0, 20),
      risk: {
        human: [
          { at: '2024-02-05T00:00:00Z', order: 'reducing' },
          { at: '2024-02-09T12:34:56Z', order: 'active' },
        ],
      },
    };
    const { epochs, run } = check(partsWith(random, terms), { every: DAY });
    expect(epochs.difference).toBeNull();
    expect(run.session.risk.transitions).toHaveLength(2);
  });

  it('says what a strategy throws in an epoch alone', () => {
    const throws = (ctx: Context<Feeds>): Handlers => {
      let entry: number | undefined;
      return {
        onBar() {
          const { asset } = ctx.feeds;
          if (asset.row % 300 === 1 && ctx.position(asset).qty === 0) ctx.buy(asset);
          if (ctx.position(asset).qty > 0 && entry!.toFixed(2) === '') ctx.close(asset);
        },
        onFill({ price }) {
          entry = price;
        },
      };
    };
    expect(check(partsWith(throws), { every: DAY }).epochs.difference).toMatch(
      /in epoch 2 .* there was an error \(Cannot read properties of undefined/,
    );
  });

  it('says where a state cannot be written down', () => {
    const maps = (ctx: Context<Feeds>): Handlers => {
      ctx.state['seen'] = new Map();
      return {};
    };
    expect(() => check(partsWith(maps), { every: DAY })).toThrow(
      'Expected ctx.state of strategy "s1" to hold plain JSON values, but it was "Map"',
    );
  });

  it('needs its data in memory', () => {
    const passing = BarSeries.streamed('A', () => ({ rows: 0, fill: () => undefined }));
    expect(() => check(partsOf([trader({ asset: passing }, () => ({}))]), { every: DAY })).toThrow(
      'Expected data that fit into memory for a run with epochs, but "A" was longer',
    );
  });

  it('has a boundary after each bar of a day, and none while nothing comes', () => {
    const asset = bars('A', '1d', [[10, 11, 9, 10], [10, 11, 9, 10], '2024-03-01', [10, 11, 9, 10]]);
    const { epochs } = check(partsOf([trader({ asset }, (ctx) => ({ onBar: () => void ctx.buy(ctx.feeds.asset) }))]), { every: DAY });
    expect(epochs).toMatchObject({ count: 3, difference: null });
  });
});
