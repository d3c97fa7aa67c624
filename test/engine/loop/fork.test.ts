import { describe, expect, it } from 'vitest';
import { fork } from '../../../engine/loop/fork.ts';
import type { BarSeries } from '../../../engine/model/series.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import { bars, daily, follow, type Plan, partsOf, type Row, trader } from '../world.ts';

const flat: Row = [10, 11, 9, 10];
type Author = (ctx: Context<{ asset: BarSeries }>) => Plan;

/** The P&L of every outcome that the bars allow, and what the interval says of the run as it stands. */
function outcomes(
  rows: readonly Row[],
  author: Author,
  most = 100,
): { pnl: readonly number[]; exhaustive: boolean; interval: readonly number[] } {
  const asset = bars('A', '1d', rows);
  const { pnl, exhaustive } = fork(partsOf([trader({ asset }, (ctx) => follow(ctx.feeds.asset, author(ctx)))]), most);
  const { pnlWorst, pnlBest } = daily(rows, author).ambiguity;
  return { pnl, exhaustive, interval: [pnlWorst, pnlBest] };
}

describe('a forked run', () => {
  it('of a run in which nothing is ambiguous is that run', () => {
    expect(outcomes([flat, flat, [10, 15, 9, 14]], (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset) }))).toEqual({
      pnl: [4],
      exhaustive: true,
      interval: [4, 4],
    });
  });

  it('takes the stop, and the target, where one bar holds both', () => {
    // Bought at 10; the second bar goes to 7 and to 14.
    const both = outcomes([flat, [10, 11, 9, 10], [10, 14, 7, 10]], (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 }, takeProfit: { price: 13 } }),
    }));
    expect(both).toEqual({ pnl: [-2, 3], exhaustive: true, interval: [-2, 3] });
  });

  it('multiplies: two brackets, each hit both ways in a bar of its own, are four runs', () => {
    const wild: Row = [10, 14, 7, 10];
    const four = outcomes([flat, flat, wild, flat, flat, wild], (ctx) => {
      const enter = (): unknown => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 }, takeProfit: { price: 13 } });
      return { 0: enter, 3: enter };
    });
    expect(four).toEqual({ pnl: [-4, 1, 1, 6], exhaustive: true, interval: [-4, 6] });
  });

  it('goes on from each outcome: who enters again only after a stop has a second trade only there', () => {
    const rows: Row[] = [flat, flat, [10, 14, 7, 10], [10, 10, 10, 10], [10, 12, 10, 12]];
    const again = outcomes(rows, (ctx) => ({
      0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 }, takeProfit: { price: 13 } }),
      2: () => ctx.cash < 10_000 && ctx.buy(ctx.feeds.asset),
    }));
    // Stopped at 8: -2, then bought at 10 and worth 12. The interval holds the decision to enter as it was.
    expect(again).toEqual({ pnl: [0, 3], exhaustive: true, interval: [0, 5] });
  });

  it('lets an entry inside a bar be stopped out on that bar, or not', () => {
    // Filled at 9 on the way to 7; the stop at 8 was hit before or after, and the next day goes to 12.
    const rows: Row[] = [flat, [10, 11, 7, 10], [10, 12, 10, 12]];
    const limit = outcomes(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { limit: 9, stopLoss: { price: 8 } }) }));
    expect(limit).toEqual({ pnl: [-1, 3], exhaustive: true, interval: [-1, 3] });
  });

  it('moves a trailing stop by the good side of the bar first, or last', () => {
    // Trails by 2 from 10: at 8 when the bar begins; its high of 14 would have moved it to 12.
    const rows: Row[] = [flat, [10, 10, 9, 10], [10, 14, 7, 9]];
    const trailing = outcomes(rows, (ctx) => ({ 0: () => ctx.buy(ctx.feeds.asset, { stopLoss: { trail: { amount: 2 } } }) }));
    expect(trailing).toEqual({ pnl: [-2, 2], exhaustive: true, interval: [-2, 2] });
  });

  it('decides between two orders of a group that share no position yet', () => {
    const rows: Row[] = [flat, [10, 13, 7, 11]];
    const breakout = outcomes(rows, (ctx) => ({
      0: () => [ctx.buy(ctx.feeds.asset, { trigger: 12, oco: 1 }), ctx.sell(ctx.feeds.asset, { trigger: 8, oco: 1 })],
    }));
    // Long from 12 or short from 8, worth 11 at the end. As it stands the buy goes first; the other price of that fill is 8.
    expect(breakout.pnl).toEqual([-3, -1]);
  });

  it('is a sample, and says so, where there are more outcomes than runs', () => {
    const wild: Row = [10, 14, 7, 10];
    const rows = [flat, ...Array.from({ length: 8 }, () => [flat, wild]).flat()];
    const author: Author = (ctx) =>
      Object.fromEntries(
        Array.from({ length: 8 }, (_, k) => [2 * k, () => ctx.buy(ctx.feeds.asset, { stopLoss: { price: 8 }, takeProfit: { price: 13 } })]),
      );
    const sample = outcomes(rows, author, 20);
    expect(sample.exhaustive).toBe(false);
    expect(sample.pnl).toHaveLength(20);
    expect(new Set(sample.pnl).size).toBeGreaterThan(3);
    const all = outcomes(rows, author, 300);
    expect([all.exhaustive, all.pnl.length, all.pnl[0], all.pnl.at(-1)]).toEqual([true, 256, -16, 24]);
    expect(outcomes(rows, author, 20)).toEqual(sample);
  });
});
