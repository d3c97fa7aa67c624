/*
 * Rotation: of many instruments hold the few that rose most, and look again every month.
 *
 * Idea: what has risen over the last months goes on rising for some more (Jegadeesh and Titman, Returns to Buying
 * Winners and Selling Losers, Journal of Finance 48, 1993; for asset classes Faber, Relative Strength Strategies for
 * Investing, 2010). The universe is ranked by its return over `lookback` bars; the best `top` get equal weights, and
 * together `invested` of equity. Where fewer than `top` have a past that long, the rest stays in cash.
 * What shrinks is sold before what grows is bought, so that a cash account can pay for it.
 * Where it fails: at turning points it holds yesterday's winners (momentum crashes: 1932, 2009); equal weights are not
 * equal risks; each look costs the trades back to equal weights; a universe of instruments that exist today has only
 * survivors in it; an instrument whose data ends keeps its last price here.
 */
import { type Bars, choice, defineStrategy, int, many, real } from '../engine/index.ts';

export default defineStrategy({
  name: 'rotation',
  params: {
    lookback: int(126, { min: 1, max: 1000 }),
    top: int(3, { min: 1, max: 100 }),
    every: choice('1M', '1w', '1d'),
    invested: real(0.95, { min: 0.1, max: 1, step: 0.05 }),
  },
  feeds: [many('universe')],
  setup(ctx, { lookback, top, every, invested }) {
    const { universe } = ctx.feeds;
    const momentum = (bars: Bars): number => bars.close.value / bars.close.ago(lookback) - 1;
    const worth = (bars: Bars): number => ctx.position(bars).notional;

    ctx.every(every, () => {
      // What still waits for a market to open is decided anew.
      for (const id of ctx.openOrders()) ctx.cancel(id);
      // Equal momentum: the one named first wins, so that the order is the user's and not chance.
      const ranked = universe.filter((bars) => bars.close.ago(lookback) > 0).sort((a, b) => momentum(b) - momentum(a));
      const best = ranked.slice(0, top);
      for (const bars of universe) if (!best.includes(bars)) ctx.close(bars);
      // The biggest holdings first: those above their weight are sales.
      for (const bars of best.sort((a, b) => worth(b) - worth(a))) ctx.target(bars, invested / top);
    });
    return {};
  },
});
