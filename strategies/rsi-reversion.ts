/*
 * RSI reversion: in a rising market buy what has just been sold hard, and sell it when it has recovered.
 *
 * Idea: over a few days prices overshoot and come back, over months they go on (Connors and Alvarez, Short Term Trading
 * Strategies That Work, 2008; the index is Wilder's, New Concepts in Technical Trading Systems, 1978). A relative
 * strength of two bars below `low`, while the close is above its average of `trend` bars, is a rise that pauses; a close
 * above the average of `exit` bars is the recovery. With `shorts` the mirror image is traded: above 100 - `low`, in a
 * falling market; that takes a margin account.
 * The published rules have no stop, for a stop sells what the idea says to buy. The one here is wide, against ruin
 * rather than against loss: a share `stop` from the fill, and 0 means none.
 * Where it fails: it wins small and often and loses rarely and big, so a short test flatters it; a crash begins as a dip
 * above the average; it buys what falls for a reason (single shares more than indices); and the dip is mostly over at
 * the next open, so the gap between signal and fill takes part of what was to be earned.
 */
import { defineStrategy, flag, int, type OrderId, real, rsi, sma } from '../engine/index.ts';

export default defineStrategy({
  name: 'rsi-reversion',
  params: {
    period: int(2, { min: 1, max: 50 }),
    low: real(10, { min: 1, max: 49, step: 1 }),
    trend: int(200, { min: 2, max: 400 }),
    exit: int(5, { min: 2, max: 100 }),
    stop: real(0.1, { min: 0, max: 0.5, step: 0.01 }),
    shorts: flag(false),
  },
  feeds: ['asset'],
  setup(ctx, { period, low, trend, exit, stop, shorts }) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    const strength = rsi(asset.close, period);
    const slow = sma(asset.close, trend);
    const quick = sma(asset.close, exit);
    ctx.plot(`sma ${trend}`, slow);
    ctx.plot(`sma ${exit}`, quick);
    ctx.plot(`rsi ${period}`, strength, { pane: 'rsi' });
    const terms = stop > 0 ? { stopLoss: { pct: stop } } : {};
    let leaving: OrderId = 0;
    return {
      onBar() {
        const close = asset.close.value;
        const held = position.direction;
        if (held !== 0) {
          const recovered = (close - quick.value) * held > 0;
          if (recovered && !ctx.isOpen(leaving)) leaving = ctx.close(asset, { reason: 'recovered' }) ?? 0;
        } else if (ctx.openOrders(asset).length === 0) {
          if (close > slow.value && strength.value < low) ctx.buy(asset, terms);
          else if (shorts && close < slow.value && strength.value > 100 - low) ctx.sell(asset, terms);
        }
      },
    };
  },
});
