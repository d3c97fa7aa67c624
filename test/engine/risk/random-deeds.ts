import type { BarSeries } from '../../../engine/model/series.ts';
import { HOUR } from '../../../engine/model/time.ts';
import type { Context } from '../../../engine/strategy/context.ts';
import type { OrderOptions } from '../../../engine/strategy/order-options.ts';
import type { Deed } from '../../property/random-world.ts';

/** The order a deed stands for, with prices around the newest close. */
function optionsOf(one: Deed, close: number, now: number, parent: number): OrderOptions {
  const level = (quarters: number): number => Math.max(close + quarters / 4, 0.25);
  return {
    ...(one.qty === undefined ? {} : { qty: one.qty }),
    ...(one.type.endsWith('limit') ? { limit: level(one.limit) } : {}),
    ...(one.type.startsWith('stop') ? { trigger: level(one.trigger) } : {}),
    ...(one.stopLoss === undefined ? {} : { stopLoss: { pct: one.stopLoss } }),
    ...(one.takeProfit === undefined ? {} : { takeProfit: { pct: one.takeProfit } }),
    ...(one.tif === 'gtd' ? { expiresAt: now + 5 * HOUR } : { tif: one.tif }),
    ...(one.oco === 0 ? {} : { oco: one.oco }),
    ...(one.child && parent !== 0 ? { parent } : {}),
    reduceOnly: one.reduceOnly && one.qty !== undefined && one.qty % 3 === 0,
  };
}

/** Does what a deed says; `own` remembers the last order, so that a child has a parent. */
export function act(ctx: Context<{ readonly a: BarSeries; readonly b: BarSeries }>, one: Deed, own: { last: number }): void {
  const feed = one.instrument === 0 ? ctx.feeds.a : ctx.feeds.b;
  const close = feed.close.value;
  if (Number.isNaN(close)) return;
  const open = ctx.openOrders();
  const chosen = open[Math.abs(one.trigger) % Math.max(open.length, 1)];
  if (one.verb === 'order') own.last = ctx[one.side](feed, optionsOf(one, close, ctx.now, own.last));
  else if (one.verb === 'close') ctx.close(feed);
  else if (one.verb === 'target') ctx.target(feed, one.limit / 40);
  else if (chosen === undefined) return;
  else if (one.verb === 'cancel') ctx.cancel(chosen);
  else ctx.replace(chosen, one.qty === undefined ? { limit: close + one.limit / 4 } : { qty: one.qty });
}
