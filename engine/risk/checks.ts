import type { AccountView } from '../model/account.ts';
import { type Instrument, notionalAt } from '../model/instrument.ts';
import type { OrderRequest, RejectReason } from '../model/order.ts';

/** An order whose quantity is known. */
export type SizedOrder = OrderRequest & { readonly qty: number };

/** May this order leave? The first refusal wins. `price` is what it is expected to fill at. */
export type RiskCheck = (order: SizedOrder, price: number, instrument: Instrument, account: AccountView) => RejectReason | undefined;

/** An order that would only shrink the position is always let through: an exit must never be trapped. */
export function exits(order: OrderRequest, account: AccountView): boolean {
  const held = account.qty(order.instrument);
  return order.reduceOnly || (order.qty ?? Number.POSITIVE_INFINITY) <= (order.side === 'buy' ? -held : held);
}

/** The venue's smallest order, in money. */
export const minNotional: RiskCheck = (order, price, instrument, account) =>
  notionalAt(instrument, order.qty, price) < instrument.minNotional && !exits(order, account) ? 'below-min-notional' : undefined;

/** No position worth more than `limit`, in account currency, once the order has filled. */
export const maxPositionNotional =
  (limit: number): RiskCheck =>
  (order, price, instrument, account) => {
    const held = account.qty(order.instrument);
    const after = held + (order.side === 'buy' ? order.qty : -order.qty);
    return Math.abs(after) > Math.abs(held) && notionalAt(instrument, after, price) * account.rateOf(order.instrument) > limit
      ? 'max-position-notional'
      : undefined;
  };
