/*
 * Moving-average cross: long while the average of the recent past is above that of the longer past, else in cash.
 *
 * Idea: trends last longer than chance would have it, and a slow average says where the trend goes (Donchian's 5- and
 * 20-day averages, 1960s; Brock, Lakonishok and LeBaron, Journal of Finance 47, 1992, test it on the Dow Jones).
 * A loss limit travels with each entry: a share `stop` below the price at which it filled; a `stop` of 0 means none.
 * After it was hit, the strategy waits for the next cross.
 * Where it fails: in a market without a trend it buys high and sells low again and again, and pays for each turn; it is
 * late by half the slow average at every turning point; and a `fast` and `slow` that were best in the past are mostly
 * the ones that fitted its noise.
 */
import { crossedAbove, crossedBelow, defineStrategy, int, real, sma } from '../engine/index.ts';

export default defineStrategy({
  name: 'sma-cross',
  params: {
    fast: int(10, { min: 2, max: 100 }),
    slow: int(30, { min: 5, max: 400 }),
    stop: real(0.03, { min: 0, max: 0.2, step: 0.005 }),
  },
  feeds: ['asset'],
  setup(ctx, { fast, slow, stop }) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    const fastMa = sma(asset.close, fast);
    const slowMa = sma(asset.close, slow);
    ctx.plot(`sma ${fast}`, fastMa);
    ctx.plot(`sma ${slow}`, slowMa);
    const terms = stop > 0 ? { stopLoss: { pct: stop } } : {};
    return {
      onBar() {
        if (crossedAbove(fastMa, slowMa)) {
          if (position.isFlat) ctx.buy(asset, terms);
        } else if (crossedBelow(fastMa, slowMa)) {
          ctx.close(asset);
        }
      },
    };
  },
});
