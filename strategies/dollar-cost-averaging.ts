/*
 * Dollar-cost averaging: buy for the same amount of money every month, whatever the price.
 *
 * Idea: a fixed amount buys more units when they are cheap and fewer when they are dear, so the average price paid is
 * below the average of the prices, and no moment has to be chosen (Graham, The Intelligent Investor, 1949). Nothing is
 * ever sold. Purchases go on while the account's cash covers one; what is left over stays in cash.
 * The account has all its money from the start, and idle cash earns nothing here: a saver who gets the money month by
 * month has no such cash. Compare with `buy-and-hold` at the same cash to see what waiting has cost.
 * Where it fails: markets rise more often than they fall, so whoever has the money does better at once in two cases out
 * of three (Constantinides, Journal of Financial and Quantitative Analysis 14, 1979; Vanguard, 2012); towards the end it
 * holds what buy and hold does and falls as deep; a fixed fee weighs most on small purchases; and what never recovers
 * only gets cheaper.
 */
import { choice, defineStrategy, real } from '../engine/index.ts';

export default defineStrategy({
  name: 'dollar-cost-averaging',
  params: {
    amount: real(1000, { min: 1, max: 1_000_000, step: 100 }),
    every: choice('1M', '1w', '1d'),
  },
  feeds: ['asset'],
  setup(ctx, { amount, every }) {
    const { asset } = ctx.feeds;
    ctx.every(every, () => {
      // One purchase at a time: over a weekend there is no second one, and the money is there but once.
      if (ctx.openOrders(asset).length > 0 || ctx.cash < amount) return;
      // Sized at the fill, its fee included: the amount is what leaves the account.
      ctx.buy(asset, { size: { fraction: amount / ctx.equity, at: 'fill' }, reason: 'the next instalment' });
    });
    return {};
  },
});
