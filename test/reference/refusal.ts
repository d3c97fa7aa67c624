/** Why an order is refused. */
import { notSentBy } from './account/afford.ts';
import type { Order, Trail } from './stream.ts';
import { isTrailing, needsPrice, needsTrigger, type Work } from './work.ts';
import { findOrder, type World } from './world.ts';

const isNumber = (x: number | undefined): boolean => x !== undefined && Number.isFinite(x);

function isBadPrice(order: Order): boolean {
  const byPercentage = order.levelPct !== undefined && order.parent !== undefined;
  if (byPercentage && (order.type === 'limit' || order.type === 'stop')) return !isNumber(order.levelPct);
  return (needsPrice(order.type) && !isNumber(order.price)) || (needsTrigger(order.type) && !isNumber(order.trigger));
}

function isBadTrail(trail: Trail | undefined, needsOffset: boolean): boolean {
  if (trail === undefined) return true;
  const { amount, percent, activation, offset } = trail;
  if ((amount === undefined) === (percent === undefined)) return true;
  const distance = amount ?? percent ?? Number.NaN;
  if (!Number.isFinite(distance) || distance <= 0) return true;
  if (activation !== undefined && !Number.isFinite(activation)) return true;
  return needsOffset && !isNumber(offset);
}

/** The reason for which an order that arrives now is refused, or undefined. */
export function refusal(world: World, work: Work): string | undefined {
  const { order } = work;
  const byAccount = world.options.latency > 0 ? undefined : notSentBy(world, order.instrument);
  if (byAccount !== undefined) return byAccount;
  if (isTrailing(order.type) && isBadTrail(order.trail, order.type === 'trailing-stop-limit')) return 'bad-trail';
  if (isBadPrice(order)) return 'bad-price';
  const coversParent = order.parent !== undefined && order.qty === undefined;
  if (!coversParent && !(work.qty !== undefined && work.qty > 0)) return 'zero-quantity';
  if (order.tif === 'gtd' && !(order.expiresAt !== undefined && order.expiresAt > world.now)) return 'bad-expiry';
  const gone = world.gone.get(order.instrument);
  if (gone !== undefined) return gone;
  if (order.parent !== undefined) {
    const parent = findOrder(world, order.parent);
    if (parent?.status !== 'open' || parent.order.instrument !== order.instrument) return 'unknown-parent';
  }
  return undefined;
}
