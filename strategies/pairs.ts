/*
 * Pairs: two things that move together have come apart; sell the dear one, buy the cheap one, wait.
 *
 * Idea: the log spread of two related prices, log y - ratio x log x, returns to its mean (Gatev, Goetzmann and
 * Rouwenhorst, Review of Financial Studies 19, 2006). How far out it is, is its distance from its moving average in
 * standard deviations: z. Beyond `enter` the spread is traded against z, within `leave` of the mean it is closed, and
 * beyond `stop` the pair is taken to be broken and the loss is taken.
 * The legs have opposite weights in the spread's own proportion, 1 to `ratio`, and together `gross` of equity: a move
 * of both alike earns and costs nothing. `gross` below 1 leaves room for a gap between signal and fill.
 * Where it fails: pairs break for good (a merger, a ruined company), and then the strategy holds the wrong side of it;
 * a fixed `ratio` drifts out of date; pairs picked because they came back in the past need not do so again; the legs
 * fill one after the other, and one may be refused: it then closes the other with the next bar.
 */
import { defineStrategy, int, log, real, sma, stdev } from '../engine/index.ts';

/** A spread that varies less than this is the rounding noise of two logarithms. */
const NOISE = 1e-9;

export default defineStrategy({
  name: 'pairs',
  params: {
    lookback: int(60, { min: 5, max: 500 }),
    enter: real(2, { min: 0.5, max: 5, step: 0.25 }),
    leave: real(0.5, { min: 0, max: 3, step: 0.25 }),
    stop: real(4, { min: 1, max: 20, step: 0.5 }),
    ratio: real(1, { min: 0.1, max: 10, step: 0.1 }),
    gross: real(0.9, { min: 0.1, max: 2, step: 0.1 }),
  },
  feeds: ['y', 'x'],
  setup(ctx, { lookback, enter, leave, stop, ratio, gross }) {
    const { y, x } = ctx.feeds;
    const spread = ctx.line();
    const mean = sma(spread, lookback);
    const deviation = stdev(spread, lookback);
    ctx.plot('log spread', spread, { pane: 'spread', on: y });
    ctx.plot(`mean ${lookback}`, mean, { pane: 'spread', on: y });

    const flatten = (reason: string): void => {
      ctx.close(y, { reason });
      ctx.close(x, { reason });
    };
    // direction 1 is long the spread: long y, short x
    const trade = (direction: number): void => {
      const unit = (direction * gross) / (1 + ratio);
      ctx.target(y, unit);
      ctx.target(x, -unit * ratio);
    };

    return {
      onSlice(ts) {
        // A spread of prices from different moments is none, and a moment without new ones has been seen.
        if (y.ts !== ts || x.ts !== ts) return;
        spread.push(log(y.close.value) - ratio * log(x.close.value));
        // While a leg is still on its way there is nothing to decide.
        if (!(deviation.value > NOISE) || ctx.openOrders().length > 0) return;
        const z = (spread.value - mean.value) / deviation.value;
        const far = Math.abs(z);
        const held = ctx.position(y).direction;
        const other = ctx.position(x).direction;
        if (held + other !== 0) flatten('a leg is missing');
        else if (held === 0 && far >= enter && far < stop) trade(-Math.sign(z));
        else if (held !== 0 && -held * z <= leave) flatten('back at the mean');
        else if (held !== 0 && far >= stop) flatten('the pair has broken');
      },
    };
  },
});
