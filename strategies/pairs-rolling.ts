/*
 * Pairs with a rolling hedge ratio: as `pairs`, but how much of x hedges y is measured, and measured anew with every bar.
 *
 * Idea: log y is regressed on log x over the last `lookback` bars; the slope is the hedge ratio, and the residual in its
 * own standard deviations, z, says how far the pair has come apart (Vidyamurthy, Pairs Trading, 2004; Chan, Algorithmic
 * Trading, 2013). Beyond `enter` the pair is traded against z, if x explains at least a share `fit` of y's variance.
 * A trade is judged by the line it was entered on: a line that goes on rolling bends towards the spread, and would call
 * a loss a return to the mean. It ends within `leave` of that line, beyond `stop` at a loss, and after `patience` bars.
 * The legs have weights of 1 to the slope, opposite, and together `gross` of equity; below 1 leaves room for a gap.
 * Where it fails: two prices that merely trended together fit as well as a true pair (spurious regression: r2 is no test
 * of cointegration); a short window fits its noise and finds the same size of residual everywhere; pairs break for good;
 * and the legs fill one after the other, and one may be refused: it then closes the other with the next bar.
 */
import { defineStrategy, int, log, real, regression, stdev } from '../engine/index.ts';

/** A residual that varies less than this is the rounding noise of logarithms. */
const NOISE = 1e-9;

/** The line on which a trade was entered; what a restart must not forget. */
interface Fit {
  slope: number;
  intercept: number;
  deviation: number;
  /** Bars since. */
  age: number;
}

export default defineStrategy({
  name: 'pairs-rolling',
  params: {
    lookback: int(60, { min: 5, max: 500 }),
    enter: real(2, { min: 0.5, max: 5, step: 0.25 }),
    leave: real(0, { min: 0, max: 3, step: 0.25 }),
    stop: real(4, { min: 1, max: 20, step: 0.5 }),
    fit: real(0.7, { min: 0, max: 1, step: 0.05 }),
    patience: int(60, { min: 1, max: 1000 }),
    gross: real(0.9, { min: 0.1, max: 2, step: 0.1 }),
  },
  feeds: ['y', 'x'],
  setup(ctx, { lookback, enter, leave, stop, fit, patience, gross }) {
    const { y, x } = ctx.feeds;
    const logs = ctx.lines('y', 'x');
    const { slope, intercept, r2 } = regression(logs.y, logs.x, lookback);
    const noise = stdev(logs.y, lookback);
    const distance = ctx.line();
    ctx.plot('z', distance, { pane: 'z', on: y });
    ctx.plot('hedge ratio', slope, { pane: 'hedge ratio', on: y });
    const entry = ctx.state as unknown as Fit;

    const flatten = (reason: string): void => {
      ctx.close(y, { reason });
      ctx.close(x, { reason });
    };
    const enterAt = (z: number, now: Fit): void => {
      Object.assign(entry, now);
      const unit = (-Math.sign(z) * gross) / (1 + now.slope);
      ctx.target(y, unit);
      ctx.target(x, -unit * now.slope);
    };

    return {
      onSlice(ts) {
        // A spread of prices from different moments is none, and a moment without new ones has been seen.
        if (y.ts !== ts || x.ts !== ts) return;
        logs.push({ y: log(y.close.value), x: log(x.close.value) });
        const held = ctx.position(y).direction;
        const other = ctx.position(x).direction;
        const now = { slope: slope.value, intercept: intercept.value, deviation: noise.value * Math.sqrt(1 - r2.value), age: 0 };
        const line = held === 0 ? now : entry;
        const z = (logs.y.value - line.intercept - line.slope * logs.x.value) / line.deviation;
        distance.push(line.deviation > NOISE ? z : Number.NaN);
        if (held !== 0) entry.age++;
        // While a leg is still on its way there is nothing to decide.
        if (ctx.openOrders().length > 0) return;
        const far = Math.abs(z);
        if (held + other !== 0) flatten('a leg is missing');
        else if (held === 0 && now.deviation > NOISE && now.slope > 0 && r2.value >= fit && far >= enter && far < stop) enterAt(z, now);
        else if (held !== 0 && -held * z <= leave) flatten('back at the line');
        else if (held !== 0 && far >= stop) flatten('the pair has broken');
        else if (held !== 0 && entry.age >= patience) flatten('it took too long');
      },
    };
  },
});
