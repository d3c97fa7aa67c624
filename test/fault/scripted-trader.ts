import type { BacktestParts } from '../../engine/loop/parts.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { BarSeries, barColumns } from '../../engine/model/series.ts';
import type { Context } from '../../engine/strategy/context.ts';
import type { AnyStrategy, Handlers } from '../../engine/strategy/define.ts';

/** How many orders the script gives before it cancels what is open and rests. */
export const ORDERS = 200;

interface Feeds {
  readonly assets: readonly BarSeries[];
}

/**
 * One who goes through the same script bar by bar: market, limit and stop orders, brackets, changes and cancels in turn; where a venue has
 * no stop orders, without those.
 */
const scriptedTrader = (hasStops: boolean): AnyStrategy => ({
  name: 'scripted-trader',
  params: {},
  feeds: ['assets'],
  setup: (ctx: Context<Feeds>) => trader(ctx, hasStops),
});

function trader(ctx: Context<Feeds>, hasStops: boolean): Handlers {
  const state = ctx.state as { bars?: number; last?: number };
  return {
    onBar(seen) {
      const asset = seen as BarSeries;
      const at = ctx.feeds.assets.indexOf(asset);
      if (at < 0) return;
      const bar = state.bars ?? 0;
      state.bars = bar + 1;
      const open = ctx.openOrders(asset);
      const [oldest, newest] = [open[0], open.at(-1)];
      if ((state.last ?? 0) >= ORDERS) {
        for (const id of open) ctx.cancel(id);
        return;
      }
      const qty = ctx.instrument(asset).stepSize * (5 + (bar % 17));
      const price = asset.close.value;
      const exits = { ...(hasStops ? { stopLoss: { pct: 0.002 } } : {}), takeProfit: { pct: 0.002 } };
      switch ((bar + Math.floor(bar / ctx.feeds.assets.length)) % 12) {
        case 0:
          state.last = ctx.buy(asset, { qty, ...exits });
          return;
        case 1:
          state.last = ctx.sell(asset, { qty, limit: price * 1.002 });
          return;
        case 2:
          if (newest !== undefined) ctx.replace(newest, { qty: 2 * qty });
          return;
        case 3:
          state.last = ctx.buy(asset, { qty, limit: price * 0.9995, ...exits });
          return;
        case 4:
          state.last = ctx.sell(asset, { qty, ...exits });
          return;
        case 5:
          if (oldest !== undefined) ctx.cancel(oldest);
          return;
        case 6:
          state.last = ctx.buy(asset, { qty, ...(hasStops ? { trigger: price * 1.001 } : {}) });
          return;
        case 7:
          state.last = ctx.sell(asset, { qty, limit: price * 1.0005, ...exits });
          return;
        case 8:
          if (oldest !== undefined) ctx.replace(oldest, { qty: 3 * qty });
          return;
        case 9:
          state.last = ctx.buy(asset, { qty, limit: price * 0.998 });
          return;
        case 10:
          if (newest !== undefined) ctx.cancel(newest);
          return;
        default:
          ctx.close(asset);
      }
    },
  };
}

/** What a session of it is made of; `bar` is the length of a bar, milliseconds. */
export function scriptedParts(instruments: readonly Instrument[], cash: number, bar: number, hasStops = true): BacktestParts {
  const series = instruments.map(({ id }, i) => {
    const columns = barColumns(1);
    columns.times[1] = bar;
    const one = new BarSeries(id, columns);
    one.instrument = i;
    return one;
  });
  return {
    strategies: [{ id: 'trader', strategy: scriptedTrader(hasStops), params: {}, feeds: { assets: series }, capital: null }],
    ...{ series, instruments, seed: 1, warmUntil: Number.NEGATIVE_INFINITY },
    account: { cash, type: 'margin', leverage: 3, currency: 'USD' },
    ...{ fee: { model: 'none' }, slippage: { model: 'none' }, sizer: { model: 'fixed', qty: 1 } },
    risk: { maxDrawdown: null, maxDailyLoss: null, maxPositionNotional: null },
    simulator: {},
  };
}
