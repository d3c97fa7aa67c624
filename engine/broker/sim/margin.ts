import type { AccountView } from '../../model/account.ts';
import type { RejectReason, Side } from '../../model/order.ts';

/** Rounding of sums of money may not refuse what is exactly affordable. */
const NOISE = 1e-12;

/**
 * Whether the account can open `qty` more units at `price` (fee included in `feePerUnit`), or why not.
 *
 * Cash: nothing on credit, no shorts. Margin: the notional opened, with its fee, is at most leverage x free margin,
 * where free margin is equity less what the positions held already bind (|notional| / leverage). `freed` is the notional
 * that the same order gives back by closing what it reverses.
 */
export function refuseToOpen(
  account: AccountView,
  side: Side,
  qty: number,
  unitNotional: number,
  feePerUnit: number,
  freed: number,
): RejectReason | undefined {
  if (qty <= 0) return undefined;
  const cost = qty * (Math.abs(unitNotional) + feePerUnit);
  if (account.type === 'cash') {
    if (side === 'sell') return 'no-position';
    return cost <= account.cash + Math.abs(account.cash) * NOISE ? undefined : 'insufficient-cash';
  }
  const buyingPower = Math.max(0, account.equity - (account.grossNotional - freed) / account.leverage) * account.leverage;
  return cost <= buyingPower * (1 + NOISE) ? undefined : 'insufficient-margin';
}
