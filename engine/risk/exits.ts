import type { AccountView } from '../model/account.ts';
import type { OrderRequest } from '../model/order.ts';

/** Whether an order can only shrink its strategy's position: it is always let through, an exit must never be trapped. */
export function exits(order: OrderRequest, account: AccountView, qty = order.qty ?? Number.POSITIVE_INFINITY): boolean {
  if (order.reduceOnly) return true;
  const held = account.qtyOf(order.strategy, order.instrument);
  return qty <= (order.side === 'buy' ? -held : held);
}

/** Whether an order closes no more than what the order that releases it opens. */
export function closesParent(order: OrderRequest, parent: OrderRequest | undefined): boolean {
  return (
    parent !== undefined &&
    parent.instrument === order.instrument &&
    parent.side !== order.side &&
    (order.qty === undefined || (parent.qty !== undefined && order.qty <= parent.qty))
  );
}
