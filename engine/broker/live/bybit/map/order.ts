import { DataError } from '../../../../model/errors.ts';
import type { OrderType, Side } from '../../../../model/order.ts';
import { millis } from '../../../../model/time.ts';
import type { VenueOrder } from '../../../broker.ts';
import { idOf } from './market.ts';
import { given, numberIn, priceIn } from './number.ts';
import type { Category, WireOrder } from './wire.ts';

/**
 * What each status comes to (docs/v5/enum, orderStatus). `Triggered` lasts an instant, on the way from `Untriggered` to `New`;
 * `Deactivated` was cancelled before it was triggered.
 */
const STATUS: Readonly<Record<string, VenueOrder['status']>> = {
  New: 'open',
  PartiallyFilled: 'open',
  Untriggered: 'open',
  Triggered: 'open',
  Filled: 'filled',
  Cancelled: 'canceled',
  PartiallyFilledCanceled: 'canceled',
  Deactivated: 'canceled',
  Rejected: 'rejected',
};

/** An order as the engine knows orders. `hint` is the type that it was placed as, where that is known. Throws a DataError. */
export function orderOf(wire: WireOrder, category: Category, hint?: OrderType): VenueOrder {
  const { symbol, orderId, orderLinkId, reduceOnly } = wire;
  const status = STATUS[wire.orderStatus];
  if (status === undefined) throw new DataError(`Expected a status of an order that bybit documents, but it was "${wire.orderStatus}"`);
  const filledQty = given(wire.cumExecQty, 'cumExecQty');
  const type = typeOf(wire, hint);
  return {
    id: 0,
    clientId: orderLinkId,
    venueId: orderId,
    instrument: idOf(category, symbol),
    side: sideOf(wire.side),
    type,
    // A market order on spot may count money instead of units.
    qty: wire.marketUnit === 'quoteCoin' ? filledQty : given(wire.qty, 'qty'),
    filledQty,
    avgPrice: filledQty > 0 ? averageOf(wire, category, filledQty) : Number.NaN,
    price: wire.orderType === 'Market' ? undefined : priceIn(wire.price, 'price'),
    trigger: priceIn(wire.triggerPrice, 'triggerPrice'),
    reduceOnly,
    // What has filled was never refused.
    status: status === 'rejected' && filledQty > 0 ? 'canceled' : status,
    ts: millis(given(wire.updatedTime, 'updatedTime')),
  };
}

/** Why an order ended, in the venue's words; empty where there is nothing to say (docs/v5/enum, rejectReason and cancelType). */
export function reasonOf({ orderStatus, rejectReason = '', cancelType = '' }: WireOrder): string {
  // A late cancel is refused by a second word on the same fill.
  if (STATUS[orderStatus] === 'open' || orderStatus === 'Filled') return '';
  const says = (text: string, ...nothing: readonly string[]): string => (nothing.includes(text) ? '' : text);
  const rejected = says(rejectReason, '', 'UNKNOWN', 'EC_NoError', 'EC_PerCancelRequest');
  return rejected === '' ? says(cancelType, '', 'UNKNOWN', 'CancelByUser') : rejected;
}

export function sideOf(side: string): Side {
  if (side === 'Buy') return 'buy';
  if (side === 'Sell') return 'sell';
  throw new DataError(`Expected a side of bybit to be Buy or Sell, but it was "${side}"`);
}

/** An order that waits for its trigger is one of the conditional types; once it is triggered it is a plain one. */
function typeOf(wire: WireOrder, hint: OrderType | undefined): OrderType {
  const { orderType, orderStatus, stopOrderType = '' } = wire;
  if (orderType !== 'Market' && orderType !== 'Limit')
    throw new DataError(`Expected an order of bybit to be Market or Limit, but it was "${orderType}"`);
  const isLimit = orderType === 'Limit';
  const waits = orderStatus === 'Untriggered' || orderStatus === 'Deactivated';
  if (!waits || priceIn(wire.triggerPrice, 'triggerPrice') === undefined) return isLimit ? 'limit' : 'market';
  if (stopOrderType === 'TrailingStop') return isLimit ? 'trailing-stop-limit' : 'trailing-stop';
  const rises = risesTo(wire);
  if (rises === undefined && hint !== undefined) return hint;
  const isStop = (rises ?? wire.side === 'Buy') === (wire.side === 'Buy');
  if (isStop) return isLimit ? 'stop-limit' : 'stop';
  return isLimit ? 'limit-if-touched' : 'market-if-touched';
}

/** Whether the market has to rise to the trigger; undefined where that is not said. Spot states no direction. */
function risesTo({
  triggerDirection,
  triggerPrice,
  lastPriceOnCreated,
  basePrice,
  stopOrderType = '',
  side,
}: WireOrder): boolean | undefined {
  if (triggerDirection === 1 || triggerDirection === 2) return triggerDirection === 1;
  if (stopOrderType.endsWith('TakeProfit')) return side === 'Sell';
  if (stopOrderType.endsWith('StopLoss')) return side === 'Buy';
  const stood = priceIn(lastPriceOnCreated, 'lastPriceOnCreated') ?? priceIn(basePrice, 'basePrice');
  return stood === undefined ? undefined : given(triggerPrice, 'triggerPrice') > stood;
}

/** The average price of what has filled: the one stated, or that of the value. An inverse contract's value is in its coin. */
function averageOf({ avgPrice, cumExecValue }: WireOrder, category: Category, filledQty: number): number {
  const value = numberIn(cumExecValue, 'cumExecValue');
  return priceIn(avgPrice, 'avgPrice') ?? (category === 'inverse' ? filledQty / value : value / filledQty);
}
