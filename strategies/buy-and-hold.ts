/*
 * Buy and hold: buy at the first chance, then never trade again.
 *
 * Idea: the return of the market itself, before any cleverness. Every other strategy has to beat this one, after costs
 * and at the same risk; most do not (Sharpe, The Arithmetic of Active Management, 1991).
 * How much is bought is the run's sizer's business: with a fraction of 0.99 it is a benchmark, with less it is a
 * mixture with cash.
 * Where it fails: it sits through every fall, so its worst drawdown is the market's; on one share it can lose
 * everything; and an index that exists today was chosen by history (survivorship).
 */
import { defineStrategy } from '../engine/index.ts';

export default defineStrategy({
  name: 'buy-and-hold',
  params: {},
  feeds: ['asset'],
  setup(ctx) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    // Kept in `state`, a restart included: what a human has sold is not bought back.
    return {
      onBar() {
        // A refused order (a warm-up, a gap above what the cash buys) is tried again with the next bar.
        if (ctx.state['bought'] !== true && position.isFlat && ctx.openOrders(asset).length === 0)
          ctx.buy(asset, { reason: 'first chance' });
      },
      onFill() {
        ctx.state['bought'] = true;
      },
    };
  },
});
