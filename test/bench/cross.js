import { crossedAbove, crossedBelow, defineStrategy, int, sma } from 'onetape';

/** W2's strategy: long all-in while a fast average is above a slow one; nothing rests at the venue. */
export default defineStrategy({
  name: 'cross',
  params: { fast: int(10, { min: 2, max: 1000 }), slow: int(20, { min: 2, max: 1000 }) },
  feeds: ['asset'],
  setup(ctx, { fast, slow }) {
    const { asset } = ctx.feeds;
    const quick = sma(asset.close, fast);
    const steady = sma(asset.close, slow);
    return {
      onBar() {
        if (crossedAbove(quick, steady)) {
          if (ctx.position(asset).qty === 0) ctx.buy(asset);
        } else if (crossedBelow(quick, steady)) ctx.close(asset);
      },
    };
  },
});
