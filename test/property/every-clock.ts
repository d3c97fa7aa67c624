import { crossedAbove, crossedBelow } from '../../engine/indicators/cross.ts';
import { ema } from '../../engine/indicators/ema.ts';
import { sma } from '../../engine/indicators/sma.ts';
import { defineStrategy } from '../../engine/strategy/define.ts';
import { many } from '../../engine/strategy/roles.ts';

/** Every way in which time enters: longer bars, timers, orders for a day, exits at fills, several timeframes. */
export const everyClock = defineStrategy({
  name: 'every-clock',
  params: {},
  feeds: ['asset', many('others')],
  setup(ctx) {
    const { asset, others } = ctx.feeds;
    const coarse = ctx.resample(asset, '1d');
    const [fast, slow] = [ema(asset.close, 3), sma(coarse.close, 2)];
    ctx.every('6h', () => void (ctx.random() < 0.2 && ctx.buy(others[0]!, { qty: 1, limit: others[0]!.close.value - 0.1, tif: 'day' })));
    return {
      onBar(bars) {
        if (bars === asset && crossedAbove(fast, slow))
          ctx.buy(asset, { size: { fraction: 0.2, at: 'fill' }, stopLoss: { pct: 0.002 }, takeProfit: { pct: 0.003 } });
        if (bars === asset && crossedBelow(fast, slow)) ctx.close(asset);
        if (bars === others[1]) ctx.target(bars, bars.close.value > bars.open.value ? 0.2 : -0.2);
      },
      onFill: ({ price, side }) => void (side === 'buy' && ctx.sell(others[0]!, { qty: 1, trigger: price * 0.999 })),
    };
  },
});
