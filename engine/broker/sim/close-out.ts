import type { AccountView } from '../../model/account.ts';
import type { Fill } from '../../model/fill.ts';
import { gainOf, type Instrument, notionalAt } from '../../model/instrument.ts';
import type { OrderId, OrderRequest } from '../../model/order.ts';
import type { Payment } from '../../model/payment.ts';
import type { Series } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
import type { Call } from '../broker.ts';
import type { SimRules } from './rules.ts';
import type { Venue } from './venue.ts';

/** The fill of an order that closes a position of an instrument that has ended: at its last price, and free. */
export function settlementOf(
  orderId: OrderId,
  { instrument, strategy, side, qty = 0, words }: OrderRequest,
  price: number,
  ts: Millis,
): Fill {
  const known = { otherPrice: undefined, otherExit: undefined, tag: words?.tag, barTs: ts };
  return { ts, orderId, instrument, strategy, side, qty, price, fee: 0, slippage: 0, liquidity: 'taker', certainty: 'exact', ...known };
}

/** The fill of an order that closes a position of a liquidated account: the newest price and a taker's costs, whatever the volume. */
export function closeOut(
  { instruments, account, now }: Venue,
  market: Series,
  rules: SimRules,
  orderId: OrderId,
  { instrument, strategy, side, qty = 0, words }: OrderRequest,
  at: Call | undefined,
): Fill {
  const last = at?.price ?? account.last(instrument);
  const buys = side === 'buy';
  const slippage = rules.slippage(last, instruments[instrument]!, true, qty, buys, market, market.row, false);
  const price = buys ? last + slippage : last - slippage;
  const ts = millis(now);
  const fee = rules.fee(qty, price, instruments[instrument]!, 'taker', orderId, buys, ts);
  const known = { otherPrice: undefined, otherExit: undefined, tag: words?.tag, barTs: at?.barTs ?? ts };
  const certainty = at?.certainty ?? 'assumed';
  return { ts, orderId, instrument, strategy, side, qty, price, fee, slippage, liquidity: 'taker', certainty, ...known };
}

/** What a liquidation costs beside its fill, and what an isolated position has lost beyond its margin: that is not the account's. */
export function costsOfCall(account: AccountView, instrument: Instrument, fill: Fill): Payment[] {
  const { ts, strategy, instrument: i, qty, price, side } = fill;
  const common = { ts, strategy, instrument: i, currency: account.currencyOf(i) } as const;
  const fee = notionalAt(instrument, qty, price) * (account.liquidation?.fee ?? 0);
  const payments: Payment[] = fee > 0 ? [{ ...common, kind: 'liquidation', amount: -fee }] : [];
  if (instrument.marginMode !== 'isolated') return payments;
  let held = 0;
  for (let s = 0; s < account.strategies; s++) held += Math.abs(account.qtyOf(s, i));
  // A part that is closed has its part of what backs the whole.
  const backing = (account.backingOf(i) / account.rateOf(i)) * (qty / held);
  const left = backing + gainOf(instrument, side === 'sell' ? qty : -qty, account.last(i), price) - fill.fee - fee;
  if (left < 0) payments.push({ ...common, kind: 'write-off', amount: -left });
  return payments;
}
