/*
 * Channel breakout: buy a close above everything of the last weeks, leave on a close below the last few.
 *
 * Idea: a market that closes beyond the range in which everybody has traded has news in it, and goes on more often than
 * not (Donchian's four-week rule, 1960s; the Turtles of Dennis and Eckhardt, 1983: entry 20, exit 10, stop at 2 ATR).
 * The channel is that of the bars before: the newest bar is part of today's channel and can never close beyond it.
 * The stop stands a number of average true ranges from the close that gave the signal, so that a calm market gets a
 * tight one; it is what the fixed-fractional sizer needs to risk the same share of equity on every trade.
 * With `shorts` the mirror image is traded as well; that takes a margin account.
 * Where it fails: most breakouts are false, so it loses often and little, and lives off a few long trends that it may
 * miss; a gap fills far from the signal, sometimes beyond the stop; it gives back the last part of every trend.
 */
import { atr, defineStrategy, donchian, flag, int, real } from '../engine/index.ts';

export default defineStrategy({
  name: 'breakout',
  params: {
    entry: int(20, { min: 2, max: 400 }),
    exit: int(10, { min: 1, max: 200 }),
    period: int(14, { min: 1, max: 100 }),
    stop: real(2, { min: 0.5, max: 10, step: 0.5 }),
    shorts: flag(false),
  },
  feeds: ['asset'],
  setup(ctx, { entry, exit, period, stop, shorts }) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    const outer = donchian(asset, entry);
    const inner = donchian(asset, exit);
    const range = atr(asset, period);
    ctx.plot(`high ${entry}`, outer.upper);
    ctx.plot(`low ${exit}`, inner.lower);
    if (shorts) {
      ctx.plot(`low ${entry}`, outer.lower);
      ctx.plot(`high ${exit}`, inner.upper);
    }
    return {
      onBar() {
        const close = asset.close.value;
        if (position.direction > 0) {
          if (close < inner.lower.ago(1)) ctx.close(asset);
        } else if (position.direction < 0) {
          if (close > inner.upper.ago(1)) ctx.close(asset);
        } else if (range.ready && ctx.openOrders(asset).length === 0) {
          const away = stop * range.value;
          if (close > outer.upper.ago(1)) ctx.buy(asset, { stopLoss: { price: close - away } });
          else if (shorts && close < outer.lower.ago(1)) ctx.sell(asset, { stopLoss: { price: close + away } });
        }
      },
    };
  },
});
