import type { AccountView } from '../../model/account.ts';
import type { Fill } from '../../model/fill.ts';
import { type Instrument, notionalAt } from '../../model/instrument.ts';
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

/** What a liquidation costs beside its fill; undefined for nothing. */
export function costOfCall(
  account: AccountView,
  instrument: Instrument,
  { ts, strategy, instrument: i, qty, price }: Fill,
): Payment | undefined {
  const fee = notionalAt(instrument, qty, price) * (account.liquidation?.fee ?? 0);
  return fee > 0 ? { ts, kind: 'liquidation', strategy, instrument: i, amount: -fee, currency: account.currencyOf(i) } : undefined;
}
