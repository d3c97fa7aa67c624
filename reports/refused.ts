import type { CancelReason } from '../engine/model/order.ts';
import type { OrderRecord } from '../engine/model/result.ts';

/** How an accepted order ends by its own terms, by what it is linked to, or because someone said so. */
const BY_ITSELF: ReadonlySet<string> = new Set<CancelReason>([
  'user',
  'instrument-ended',
  'linked-order-filled',
  'exit-filled',
  'auction-missed',
  'would-take',
  'parent-closed',
  'position-closed',
  'liquidated',
  'ioc-remainder',
  'fok-unfilled',
]);

/**
 * Whether an order was refused: before it left, by the venue, or (cancelled for a reason other than its own end) at the moment of
 * its fill, where the account could not carry it or a limit of `risk` did not let it pass. Exits that were refused along with
 * their entry are not refused for themselves.
 */
export function isRefused({ status, reason, tag }: Pick<OrderRecord, 'status' | 'reason' | 'tag'>): boolean {
  if (reason === null || tag === 'stop-loss' || tag === 'take-profit') return false;
  return status === 'rejected' || (status === 'canceled' && !BY_ITSELF.has(reason));
}
