/*
 * Dual momentum: hold what rose most, but only if it also rose more than cash; else hold cash.
 *
 * Idea: the strongest markets go on for some months (relative momentum), and a market that has lost money over the last
 * year is often in a long fall (absolute momentum); the first picks, the second protects (Antonacci, Dual Momentum
 * Investing, 2014; Risk Premia Harvesting Through Dual Momentum, 2012). The universe is ranked by its return over
 * `lookback` bars; of the best `top` those above `hurdle` get equal weights, together up to `invested` of equity, and
 * the share of the others stays in cash. `hurdle` is what cash earned over the same time: 0.04 where bills paid 4 % a
 * year and `lookback` is one. While the list stays the same nothing is traded, so weights drift until it changes.
 * `top` 1 over two stock markets and no bonds is Antonacci's own portfolio, with cash in place of its bonds.
 * Where it fails: it is months late at every turn, so a short crash is sat through and its recovery missed (1987, 2020);
 * a market that swings around the hurdle is sold low and bought back higher; one holding is no diversification; the
 * day of the month on which it looks decides much; prices without dividends understate the absolute momentum.
 */
import { type Bars, choice, defineStrategy, int, many, real } from '../engine/index.ts';

export default defineStrategy({
  name: 'dual-momentum',
  params: {
    lookback: int(252, { min: 1, max: 1000 }),
    top: int(1, { min: 1, max: 100 }),
    hurdle: real(0, { min: -0.5, max: 1, step: 0.01 }),
    every: choice('1M', '1w', '1d'),
    invested: real(0.95, { min: 0.1, max: 1, step: 0.05 }),
  },
  feeds: [many('universe')],
  setup(ctx, { lookback, top, hurdle, every, invested }) {
    const { universe } = ctx.feeds;
    const momentum = (bars: Bars): number => bars.close.value / bars.close.ago(lookback) - 1;
    const worth = (bars: Bars): number => ctx.position(bars).notional;

    ctx.every(every, () => {
      // What still waits for a market to open is decided anew.
      for (const id of ctx.openOrders()) ctx.cancel(id);
      // Equal momentum: the one named first wins, so that the order is the user's and not chance.
      const rising = universe.filter((bars) => bars.close.ago(lookback) > 0 && momentum(bars) > hurdle);
      const best = rising.sort((a, b) => momentum(b) - momentum(a)).slice(0, top);
      const held = universe.filter((bars) => worth(bars) !== 0);
      if (best.length === held.length && best.every((bars) => held.includes(bars))) return;
      for (const bars of held)
        if (!best.includes(bars)) ctx.close(bars, { reason: rising.includes(bars) ? 'overtaken' : 'not above cash' });
      // The biggest holdings first: those above their weight are sales.
      for (const bars of best.sort((a, b) => worth(b) - worth(a))) ctx.target(bars, invested / top);
    });
    return {};
  },
});
