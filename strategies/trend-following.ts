/*
 * Trend following: in many futures at once, long what rises and short what falls, each at the same risk.
 *
 * Idea: trends last longer than chance would have it in nearly every market, but faintly in each: many markets at equal
 * risk make a result of it (Moskowitz, Ooi and Pedersen, Time Series Momentum, Journal of Financial Economics 104, 2012;
 * Hurst, Ooi and Pedersen, A Century of Evidence on Trend-Following Investing, 2017). The sign is that of a `fast` less a
 * `slow` exponential average. The size is what varies by `target` of equity a year over the number of markets: volatility
 * is the standard deviation of the last `window` price changes, in points, so that back-adjusted prices below zero are
 * sized as well, times the root of `periods` bars a year. Markets that are not ready are not counted.
 * All positions together are held to `gross` of equity, all alike; for futures raise it together with the account's
 * leverage. A position is left alone until it is off by a share `buffer` (Carver, Systematic Trading, 2015): contracts
 * are not traded back and forth for noise. `shorts` takes a margin account.
 * Where it fails: years without trends, in which it loses a little in many markets (2009 to 2019); sharp turns, at which
 * it is largest on the wrong side; a calm that ends at once, for a quiet market gets the largest position (the franc,
 * January 2015); markets that suddenly move as one; contracts must be spliced, as a contract that ends keeps its last price.
 */
import { type Bars, choice, defineStrategy, ema, flag, int, many, real, stdev } from '../engine/index.ts';

export default defineStrategy({
  name: 'trend-following',
  params: {
    fast: int(32, { min: 1, max: 400 }),
    slow: int(128, { min: 2, max: 1000 }),
    window: int(36, { min: 2, max: 400 }),
    target: real(0.2, { min: 0.01, max: 2, step: 0.05 }),
    periods: int(252, { min: 1, max: 600_000 }),
    gross: real(0.95, { min: 0.1, max: 50, step: 0.05 }),
    buffer: real(0.1, { min: 0, max: 0.9, step: 0.05 }),
    every: choice('1w', '1d', '1M'),
    shorts: flag(true),
  },
  feeds: [many('universe')],
  setup(ctx, { fast, slow, window, target, periods, gross, buffer, every, shorts }) {
    const markets = ctx.feeds.universe.map((bars) => {
      const [quick, lazy, changes] = [ema(bars.close, fast), ema(bars.close, slow), ctx.line()];
      ctx.plot(`ema ${fast}`, quick);
      ctx.plot(`ema ${slow}`, lazy);
      return { bars, position: ctx.position(bars), quick, lazy, changes, noise: stdev(changes, window) };
    });
    const byBars = new Map<Bars, (typeof markets)[number]>(markets.map((market) => [market.bars, market]));
    const yearly = target / Math.sqrt(periods);

    ctx.every(every, () => {
      // What still waits for a market to open is decided anew.
      for (const id of ctx.openOrders()) ctx.cancel(id);
      const ready = markets.filter(({ lazy, noise }) => lazy.ready && noise.value > 0);
      const wishes = ready.map(({ bars, position, quick, lazy, noise }) => {
        const side = Math.max(Math.sign(quick.value - lazy.value), shorts ? -1 : 0);
        return { bars, has: position.notional / ctx.equity, wants: (side * yearly * bars.close.value) / (noise.value * ready.length) };
      });
      const total = wishes.reduce((sum, { wants }) => sum + Math.abs(wants), 0);
      const scale = Math.min(1, gross / total);
      const changes = wishes.map(({ bars, has, wants }) => ({ bars, has, wants: wants * scale }));
      // What shrinks first: it pays for what grows.
      changes.sort((a, b) => Math.abs(a.wants) - Math.abs(a.has) - Math.abs(b.wants) + Math.abs(b.has));
      for (const { bars, has, wants } of changes) if (Math.abs(wants - has) > buffer * Math.abs(wants)) ctx.target(bars, wants);
    });
    return {
      onBar(bars) {
        byBars.get(bars)!.changes.push(bars.close.value - bars.close.ago(1));
      },
    };
  },
});
