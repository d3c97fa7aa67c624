import type { Fill } from '../../model/fill.ts';
import type { OrderId, OrderRequest } from '../../model/order.ts';
import type { Series } from '../../model/series.ts';
import { type Millis, millis } from '../../model/time.ts';
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
): Fill {
  const last = account.last(instrument);
  const buys = side === 'buy';
  const slippage = rules.slippage(last, instruments[instrument]!, true, qty, buys, market, market.row, false);
  const price = buys ? last + slippage : last - slippage;
  const fee = rules.fee(qty, price, instruments[instrument]!, 'taker');
  const ts = millis(now);
  const known = { otherPrice: undefined, otherExit: undefined, tag: words?.tag, barTs: ts };
  return { ts, orderId, instrument, strategy, side, qty, price, fee, slippage, liquidity: 'taker', certainty: 'assumed', ...known };
}
