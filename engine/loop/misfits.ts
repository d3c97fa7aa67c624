import type { Blotter } from '../broker/blotter.ts';
import type { AccountView } from '../model/account.ts';
import type { OrderId } from '../model/order.ts';
import { leavesOf } from './working.ts';

/**
 * The open orders of a strategy that may not stay while its positions may only shrink: whatever opens or adds, and exits that are
 * not reduce-only and would turn the position if all the others filled first, the youngest of them. Oldest first.
 */
export function misfits(blotter: Blotter, account: AccountView, strategy: number): OrderId[] {
  const ids = blotter.openOrders(strategy, -1);
  /** Units of each position that its exits may close, and of each group of them. */
  const covered = new Map<number, number>();
  const shared = new Map<string, number>();
  const cover = (id: OrderId, most: number): boolean => {
    const { instrument, group } = blotter.request(id)!;
    const key = `${instrument} ${group}`;
    const counted = group === 0 ? 0 : (shared.get(key) ?? 0);
    const before = covered.get(instrument) ?? 0;
    const after = before + Math.max(leavesOf(blotter, id) - counted, 0);
    if (after > before && !(after <= most)) return false;
    covered.set(instrument, after);
    if (group !== 0) shared.set(key, Math.max(counted, leavesOf(blotter, id)));
    return true;
  };
  const isPlain = (id: OrderId): boolean => !blotter.request(id)!.reduceOnly;
  for (const id of ids) if (!isPlain(id) && leavesOf(blotter, id) > 0) cover(id, Number.POSITIVE_INFINITY);
  return ids.filter((id) => {
    if (!isPlain(id)) return false;
    const { instrument, side } = blotter.request(id)!;
    const held = account.qtyOf(strategy, instrument);
    const closable = side === 'buy' ? -held : held;
    return !(closable > 0 && leavesOf(blotter, id) > 0 && cover(id, closable));
  });
}

/** Those of a strategy, or (-1) of all of them. */
export function allMisfits(blotter: Blotter, account: AccountView, strategy: number): OrderId[] {
  const all = Array.from({ length: account.strategies }, (_, s) => s);
  return all.filter((s) => strategy === -1 || s === strategy).flatMap((s) => misfits(blotter, account, s));
}
