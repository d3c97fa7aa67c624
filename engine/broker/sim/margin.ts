import type { AccountView } from '../../model/account.ts';
import { type Instrument, notionalAt } from '../../model/instrument.ts';
import { marginOf } from '../../model/margin.ts';
import type { OrderRequest, RejectReason } from '../../model/order.ts';

/** Rounding of sums of money may not refuse what is exactly affordable. */
const NOISE = 1e-12;

/**
 * Whether the account can open `qty` more units at `price`, paying `fee` for them, once `closes` units of the other side
 * are closed by the same order; or why not.
 *
 * Cash: nothing on credit, no shorts, and nothing that has not settled. Margin: the notional opened, with its fee, is at
 * most leverage x free margin, where free margin is equity less what the positions held bind (|notional| / leverage).
 * Where the instrument has margin tiers: the margin of the position after it, and the fee, are at most the free margin.
 */
export function refuseToOpen(
  account: AccountView,
  instrument: Instrument,
  { instrument: i, side }: Pick<OrderRequest, 'instrument' | 'side'>,
  qty: number,
  price: number,
  fee: number,
  closes: number,
): RejectReason | undefined {
  if (qty <= 0) return undefined;
  const rate = account.rateOf(i);
  const opened = notionalAt(instrument, qty, price) * rate;
  if (account.type === 'cash') {
    if (side === 'sell') return 'no-position';
    const cash = account.cashFor(i);
    const short = opened + fee * rate - (cash + Math.abs(cash) * NOISE);
    if (short <= 0) return undefined;
    return short <= account.unsettledCash ? 'unsettled-cash' : 'insufficient-cash';
  }
  if (side === 'sell' && isBeyondBorrow(account, instrument, i, qty, closes)) return 'no-borrow';
  const free = account.freeMargin;
  if (instrument.margin.length === 0) {
    const freed = closes === 0 ? 0 : notionalAt(instrument, closes, account.last(i)) * rate;
    const buyingPower = Math.max(0, free + freed / account.leverage) * account.leverage;
    return opened + fee * rate <= buyingPower * (1 + NOISE) ? undefined : 'insufficient-margin';
  }
  const held = Math.abs(account.qty(i));
  const before = marginOf(instrument, notionalAt(instrument, held, account.last(i)), 'initial', 0);
  const after = marginOf(instrument, notionalAt(instrument, closes > 0 ? qty : held + qty, price), 'initial', 0);
  return (after - before + fee) * rate <= free + Math.abs(free) * NOISE ? undefined : 'insufficient-margin';
}

/** Whether a sale would leave more units short than can be borrowed. */
function isBeyondBorrow(account: AccountView, { contract, borrow }: Instrument, i: number, qty: number, closes: number): boolean {
  if (contract !== 'spot' || borrow?.available === undefined) return false;
  const short = closes > 0 ? 0 : Math.max(-account.qty(i), 0);
  return short + qty > borrow.available * (1 + NOISE);
}
