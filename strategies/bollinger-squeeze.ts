/*
 * Bollinger squeeze: when the bands have been at their narrowest for months, follow the first close beyond one.
 *
 * Idea: volatility comes in waves, so calm is followed by movement, though nothing says in which direction (Bollinger on
 * Bollinger Bands, 2001, Method I). The squeeze is on while one of the last `recent` bars had the narrowest bands, in
 * proportion to the price, of the last `lookback`. A close beyond a band then gives the direction; the middle band as it
 * stands at that moment is the stop, and a close beyond the other band is the end. With `shorts` closes below the lower
 * band are traded as well; that takes a margin account.
 * Where it fails: the first move out of a squeeze is often false (Bollinger's head fake), and the stop is then paid in
 * full; a market may go on narrowing for weeks; and on the day a calm ends the open is far from the close before it.
 */
import { bollinger, defineStrategy, flag, int, lowest, type OrderId, real } from '../engine/index.ts';

export default defineStrategy({
  name: 'bollinger-squeeze',
  params: {
    period: int(20, { min: 2, max: 200 }),
    width: real(2, { min: 0.5, max: 4, step: 0.25 }),
    lookback: int(125, { min: 2, max: 1000 }),
    recent: int(5, { min: 1, max: 50 }),
    shorts: flag(false),
  },
  feeds: ['asset'],
  setup(ctx, { period, width, lookback, recent, shorts }) {
    const { asset } = ctx.feeds;
    const position = ctx.position(asset);
    const bands = bollinger(asset.close, period, width);
    const narrowest = lowest(bands.width, lookback);
    const lately = lowest(bands.width, recent);
    ctx.plot('upper band', bands.upper);
    ctx.plot('middle band', bands.middle);
    ctx.plot('lower band', bands.lower);
    ctx.plot('band width', bands.width, { pane: 'band width' });
    let leaving: OrderId = 0;
    return {
      onBar() {
        const close = asset.close.value;
        const held = position.direction;
        if (held !== 0) {
          const over = held > 0 ? close < bands.lower.value : close > bands.upper.value;
          if (over && !ctx.isOpen(leaving)) leaving = ctx.close(asset, { reason: 'beyond the other band' }) ?? 0;
        } else if (lately.value === narrowest.value && ctx.openOrders(asset).length === 0) {
          const terms = { stopLoss: { price: bands.middle.value } };
          if (close > bands.upper.value) ctx.buy(asset, terms);
          else if (shorts && close < bands.lower.value) ctx.sell(asset, terms);
        }
      },
    };
  },
});
