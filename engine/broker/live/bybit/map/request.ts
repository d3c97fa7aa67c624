import type { AmendOrderParamsV5, CancelOrderParamsV5, OrderParamsV5 } from 'bybit-api';
import type { OrderRequest } from '../../../../model/order.ts';
import { type Change, VenueFault } from '../../venue.ts';
import type { Market } from './market.ts';
import { decimalOf } from './number.ts';

/**
 * The body of `POST /v5/order/create` (docs/v5/order/create-order). Positions are those of one-way mode; a market order on spot counts
 * units, not money, as it would by default. With `isReached` the market stands beyond the trigger already, and so the order does not
 * wait. Throws a VenueFault `refused` for what cannot be said.
 */
export function createBody(clientId: string, order: OrderRequest, market: Market, isReached = false): OrderParamsV5 {
  const { category, symbol, instrument } = market;
  const isSpot = category === 'spot';
  const isMarket = order.price === undefined;
  if (isSpot && order.reduceOnly && order.side === 'buy')
    throw new VenueFault('refused', 'on spot there is no short position that a reduce-only order could close');
  if (isSpot && order.trigger !== undefined && order.postOnly && !isReached)
    throw new VenueFault('refused', 'on spot a conditional order cannot be post-only');
  return {
    category,
    symbol,
    side: order.side === 'buy' ? 'Buy' : 'Sell',
    orderType: isMarket ? 'Market' : 'Limit',
    qty: decimalOf(instrument.steps, order.qty ?? Number.NaN, 'the quantity'),
    ...(isMarket ? {} : { price: decimalOf(instrument.ticks, order.price!, 'the price') }),
    timeInForce: timeInForce(order),
    orderLinkId: clientId,
    ...(isSpot && isMarket ? { marketUnit: 'baseCoin' as const } : {}),
    ...(isSpot ? {} : { positionIdx: 0 as const, reduceOnly: order.reduceOnly }),
    ...(order.trigger === undefined || isReached ? {} : conditional(order, order.trigger, market)),
  };
}

/** The body of `POST /v5/order/amend` (docs/v5/order/amend-order): what is not changed is not in it; the quantity is the whole one. */
export function amendBody(clientId: string, { category, symbol, instrument }: Market, { qty, price, trigger }: Change): AmendOrderParamsV5 {
  return {
    category,
    symbol,
    orderLinkId: clientId,
    ...(qty === undefined ? {} : { qty: decimalOf(instrument.steps, qty, 'the quantity') }),
    ...(price === undefined ? {} : { price: decimalOf(instrument.ticks, price, 'the price') }),
    ...(trigger === undefined ? {} : { triggerPrice: decimalOf(instrument.ticks, trigger, 'the trigger') }),
  };
}

/**
 * The bodies of `POST /v5/order/cancel` that may be needed, the likelier one first: on spot an order that waits for its trigger is
 * cancelled under another filter than the one it becomes (docs/v5/order/cancel-order).
 */
export function cancelBodies(clientId: string, { trigger }: OrderRequest, { category, symbol }: Market): CancelOrderParamsV5[] {
  const body = { category, symbol, orderLinkId: clientId };
  if (category !== 'spot') return [body];
  return trigger === undefined ? [body] : [{ ...body, orderFilter: 'StopOrder' }, body];
}

/** Whether the market has to rise to the trigger: a stop waits beyond the market, the if-touched types on the favourable side. */
export const rises = ({ side, type }: Pick<OrderRequest, 'side' | 'type'>): boolean =>
  (side === 'buy') === (type === 'stop' || type === 'stop-limit');

/** Whether the market stands at the trigger of an order or beyond it. */
export const isReached = (order: Pick<OrderRequest, 'side' | 'type' | 'trigger'>, last: number): boolean =>
  order.trigger !== undefined && (rises(order) ? last >= order.trigger : last <= order.trigger);

function timeInForce({ tif, postOnly, price }: OrderRequest): 'GTC' | 'IOC' | 'FOK' | 'PostOnly' {
  if (postOnly) return 'PostOnly';
  if (tif === 'fok') return 'FOK';
  // A market order is always one (docs/v5/order/create-order, timeInForce).
  return tif === 'ioc' || price === undefined ? 'IOC' : 'GTC';
}

/** On contracts the direction is said, and triggers look at trades; spot takes it from where the market stands. */
function conditional(order: OrderRequest, trigger: number, { category, instrument }: Market): Partial<OrderParamsV5> {
  const triggerPrice = decimalOf(instrument.ticks, trigger, 'the trigger');
  if (category === 'spot') return { triggerPrice, orderFilter: 'StopOrder' };
  return { triggerPrice, triggerBy: 'LastPrice', triggerDirection: rises(order) ? 1 : 2 };
}
