import { describe, expect, it } from 'vitest';
import { ema } from '../../../engine/indicators/ema.ts';
import { sma } from '../../../engine/indicators/sma.ts';
import { Outcome } from '../../../engine/loop/outcome.ts';
import type { Line } from '../../../engine/model/line.ts';
import type { PlotColumns } from '../../../engine/model/result.ts';
import type { BarSeries } from '../../../engine/model/series.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import type { Handlers } from '../../../engine/strategy/define.ts';
import { at, bars, live, type Row, type Terms } from '../world.ts';

const flat = (price: number): Row => [price, price, price, price];
const PRICES = [10, 12, 14, 16];

type Setup = (ctx: Context<{ asset: BarSeries }>) => Handlers;
const plotted = (setup: Setup, terms: Terms = { plots: true }): readonly PlotColumns[] =>
  new Outcome(live({ asset: bars('A', '1d', PRICES.map(flat)) }, setup, terms).run).plots;

const draw = (ctx: Parameters<Setup>[0], line: Line): Handlers => {
  ctx.plot('own', line);
  return {};
};

describe('what a strategy plots', () => {
  it('is kept row by row with the time at which each value became known', () => {
    const [line] = plotted((ctx) => {
      ctx.plot('average', sma(ctx.feeds.asset.close, 2));
      return {};
    });
    expect(line).toMatchObject({ strategyId: 's1', instrument: 'A', name: 'average', pane: null });
    expect([...line!.value]).toEqual([Number.NaN, 11, 13, 15]);
    expect([...line!.ts]).toEqual(['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'].map(at));
  });

  it('holds the whole history, also of a run longer than what a line remembers, and changes no value of it', () => {
    const many = Array.from({ length: 5_000 }, (_, k) => flat(100 + ((k * 7) % 13)));
    const seen: number[] = [];
    const { run } = live(
      { asset: bars('A', '1m', many) },
      (ctx) => {
        const smooth = ema(sma(ctx.feeds.asset.close, 3), 5);
        ctx.plot('smooth', smooth, { pane: 'own' });
        return { onBar: () => void seen.push(smooth.value) };
      },
      { plots: true },
    );
    const [line] = new Outcome(run).plots;
    expect(line!.pane).toBe('own');
    expect([...line!.value]).toEqual(seen);
  });

  it('may be a price, and a line of a longer timeframe', () => {
    const [close, daily] = plotted((ctx) => {
      ctx.plot('close', ctx.feeds.asset.close);
      ctx.plot('every other day', ctx.resample(ctx.feeds.asset, '2d').close);
      return {};
    });
    expect([...close!.value]).toEqual(PRICES);
    expect(daily!.ts.length).toBeLessThan(close!.ts.length);
  });

  it("may be an author's own, on the chart of a feed and at the times of its pushes", () => {
    const [spread, mean] = plotted((ctx) => {
      const own = ctx.line();
      const average = sma(own, 2);
      ctx.plot('own', own, { on: ctx.feeds.asset });
      ctx.plot('average', average, { on: ctx.feeds.asset });
      return { onBar: ({ close }) => void (close.value !== 12 && own.push(close.value)) };
    });
    expect([...spread!.value]).toEqual([10, 14, 16]);
    expect([...mean!.value]).toEqual([Number.NaN, 12, 15]);
    expect([...mean!.ts]).toEqual(['2024-01-02', '2024-01-04', '2024-01-05'].map(at));
    expect(() => plotted((ctx) => draw(ctx, ctx.line()))).toThrow('Expected the feed on whose chart the own line "own" is drawn');
  });

  it('costs nothing where no charts are wanted, and is refused after the first bar', () => {
    expect(plotted((ctx) => draw(ctx, ctx.feeds.asset.close), {})).toEqual([]);
    expect(() => plotted((ctx) => ({ onBar: () => ctx.plot('late', ctx.feeds.asset.close) }))).toThrow(
      'Expected ctx.plot("late") in setup, but it was called after the first row',
    );
  });
});
