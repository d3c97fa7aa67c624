import type { AccountView } from '../model/account.ts';
import type { OrderId } from '../model/order.ts';
import type { Underway } from './underway.ts';

/**
 * The open orders of a strategy that may not stay while its positions may only shrink: whatever opens or adds, and exits that are
 * not reduce-only and would turn the position if all the others filled first, the youngest of them. Oldest first.
 */
export function misfits(underway: Underway, account: AccountView, strategy: number): OrderId[] {
  const { blotter } = underway;
  const ids = blotter.openOrders(strategy, -1);
  /** Units of each position that its exits may close, and of each group of them. */
  const covered = new Map<number, number>();
  const shared = new Map<string, number>();
  const gone = new Set<OrderId>();
  /** What may still fill of one; what its parent would release of it comes to nothing where that goes. */
  const leavesOf = (id: OrderId): number => {
    const { parent } = blotter.request(id)!;
    if (parent === 0 || gone.has(parent) || underway.isLeaving(parent)) return underway.leavesOf(id);
    return underway.most(id) - blotter.state(id).filledQty;
  };
  const cover = (id: OrderId, most: number): boolean => {
    const { instrument, group } = blotter.request(id)!;
    const key = `${instrument} ${group}`;
    const counted = group === 0 ? 0 : (shared.get(key) ?? 0);
    const leaves = leavesOf(id);
    const after = (covered.get(instrument) ?? 0) + Math.max(leaves - counted, 0);
    if (!(after <= most)) return false;
    covered.set(instrument, after);
    if (group !== 0) shared.set(key, Math.max(counted, leaves));
    return true;
  };
  const isPlain = (id: OrderId): boolean => !blotter.request(id)!.reduceOnly;
  for (const id of ids) if (!isPlain(id) && leavesOf(id) > 0) cover(id, Number.POSITIVE_INFINITY);
  for (const id of ids) {
    if (!isPlain(id) || underway.isLeaving(id)) continue;
    const { instrument, side } = blotter.request(id)!;
    const held = account.qtyOf(strategy, instrument);
    const closable = side === 'buy' ? -held : held;
    if (!(closable > 0 && leavesOf(id) > 0 && cover(id, closable))) gone.add(id);
  }
  return [...gone];
}

/** Those of a strategy, or (-1) of all of them. */
export function allMisfits(underway: Underway, account: AccountView, strategy: number): OrderId[] {
  const all = Array.from({ length: account.strategies }, (_, s) => s);
  return all.filter((s) => strategy === -1 || s === strategy).flatMap((s) => misfits(underway, account, s));
}
