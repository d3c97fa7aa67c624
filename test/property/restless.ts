import type { BarSeries } from '../../engine/model/series.ts';
import { HOUR } from '../../engine/model/time.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { Handlers } from '../../engine/strategy/define.ts';
import type { OrderOptions } from '../../engine/strategy/order-options.ts';

/** Trades at random with every kind of order, and keeps what it has sent where a restart finds it. */
export function restless(ctx: Context<{ asset: BarSeries }>): Handlers {
  const { asset } = ctx.feeds;
  const { sent } = Object.assign(ctx.state, { sent: [] as number[], ...ctx.state });
  return {
    onBar(series) {
      if (series.id !== 'A' || ctx.random() > 0.08) return;
      const side = ctx.random() < 0.5 ? 'buy' : 'sell';
      const near = asset.close.value + (side === 'buy' ? 1 : -1) * (Math.round(ctx.random() * 8) / 4 - 1);
      const options: readonly OrderOptions[] = [
        {},
        { stopLoss: { pct: 0.05 }, takeProfit: { pct: 0.08 } },
        { takeProfit: [{ pct: 0.02, portion: 0.5 }, { pct: 0.04 }], stopLoss: { pct: 0.03 }, size: { fraction: 0.1, at: 'fill' } },
        { limit: near, tif: 'day' },
        { limit: near, oco: 7, qty: 2, display: 1 },
        { trigger: near, stopLoss: { trail: { percent: 0.06 } } },
        { touched: near, qty: 3 },
        { at: 'open', qty: 2 },
        { at: 'close', qty: 2 },
        { trail: { amount: 2 }, qty: 4 },
        { limit: near, trigger: near, expiresAt: ctx.now + HOUR },
      ];
      sent.push(ctx[side](asset, options[Math.floor(ctx.random() * options.length)]));
      const earlier = sent[Math.floor(ctx.random() * sent.length)]!;
      const what = ctx.random();
      if (what < 0.2) ctx.cancel(earlier);
      else if (what < 0.4) ctx.replace(earlier, { limit: near });
      if (ctx.random() < 0.1) ctx.close(asset);
    },
  };
}
