import type { Contract, Order } from '@stoqey/ib';
import { DataError } from '../../../../model/errors.ts';
import type { OrderType, Side } from '../../../../model/order.ts';
import type { Millis } from '../../../../model/time.ts';
import type { VenueOrder } from '../../../broker.ts';
import { given, priceIn } from './number.ts';
import { timeOf } from './time.ts';

/** An order as TWS has told it so far: what it is comes in one message, where it stands in another. */
export interface ToldOrder {
  readonly contract: Contract;
  readonly order: Order;
  /** The number that its client gave it. */
  readonly orderId: number;
  /** Who sent it; NaN of one that is over, which does not say. */
  readonly clientId: number;
  readonly permId: number;
  readonly status: string;
  readonly filled: number;
  readonly avgPrice: number;
  /** Whether IB has held it for its trigger. */
  readonly hasWaited: boolean;
}

/** What each status comes to (TWS API, "Order Status"); an inactive order was rejected, or taken from the market. */
const STATUS: Readonly<Record<string, VenueOrder['status']>> = {
  ApiPending: 'open',
  PendingSubmit: 'open',
  PreSubmitted: 'open',
  Submitted: 'open',
  PendingCancel: 'open',
  Filled: 'filled',
  Cancelled: 'canceled',
  ApiCancelled: 'canceled',
  Inactive: 'rejected',
};

/** Whether an order with this status can still fill. Throws a DataError for a status that TWS does not document. */
export function isOpen(status: string): boolean {
  const known = STATUS[status];
  if (known !== undefined) return known === 'open';
  throw new DataError(`Expected a status of an order that TWS documents, but it was "${status}"`);
}

/** Whether an order has only left TWS: nobody has accepted it yet. */
export const isPending = (status: string): boolean => status === 'PendingSubmit' || status === 'ApiPending';

/** An order as the engine knows orders; `ts` is when this was told, as TWS does not say when it was so. Throws a DataError. */
export function orderOf(told: ToldOrder, instrument: string, ts: Millis): VenueOrder {
  const { order, permId, status, filled } = told;
  const known = isOpen(status) ? 'open' : STATUS[status]!;
  const type = typeOf(told);
  const { price, trigger } = levelsOf(order);
  return {
    id: 0,
    clientId: order.orderRef ?? '',
    venueId: String(permId),
    instrument,
    side: sideOf(order.action),
    type,
    qty: known === 'filled' ? filled : given(order.totalQuantity, 'totalQuantity'),
    filledQty: filled,
    avgPrice: filled > 0 ? told.avgPrice : Number.NaN,
    price,
    trigger,
    reduceOnly: false,
    status: endOf(told, known, ts),
    ts,
  };
}

/** What has filled was never rejected; and what TWS cancels when its time is over has expired. */
function endOf({ order, filled }: ToldOrder, status: VenueOrder['status'], ts: Millis): VenueOrder['status'] {
  if (status === 'rejected' && filled > 0) return 'canceled';
  if (status !== 'canceled' || String(order.tif) !== 'GTD' || order.goodTillDate === undefined) return status;
  try {
    return timeOf(order.goodTillDate) <= ts ? 'expired' : status;
  } catch {
    return status;
  }
}

export function sideOf(action: string | undefined): Side {
  if (action === 'BUY' || action === 'BOT') return 'buy';
  if (action === 'SELL' || action === 'SLD' || action === 'SSHORT') return 'sell';
  throw new DataError(`Expected a side of IB to be BUY or SELL, but it was "${action ?? ''}"`);
}

/** The limit and the trigger of an order: TWS writes both of every order, and zero where there is none. */
function levelsOf({ orderType, lmtPrice, auxPrice, trailStopPrice }: Order): {
  readonly price: number | undefined;
  readonly trigger: number | undefined;
} {
  const limit = priceIn(lmtPrice);
  switch (String(orderType)) {
    case 'STP':
    case 'MIT':
      return { price: undefined, trigger: priceIn(auxPrice) };
    case 'STP LMT':
    case 'LIT':
      return { price: limit, trigger: priceIn(auxPrice) };
    case 'TRAIL':
      return { price: undefined, trigger: priceIn(trailStopPrice) };
    case 'MKT':
    case 'MOC':
      return { price: undefined, trigger: undefined };
    default:
      return { price: limit, trigger: undefined };
  }
}

/** Types that wait for a trigger, and what they are once it was reached. */
const WAITING: Readonly<Record<string, readonly [before: OrderType, after: OrderType]>> = {
  STP: ['stop', 'market'],
  'STP LMT': ['stop-limit', 'limit'],
  MIT: ['market-if-touched', 'market'],
  LIT: ['limit-if-touched', 'limit'],
  TRAIL: ['trailing-stop', 'market'],
};

/**
 * The type of an order. One that IB holds for its trigger is "Submitted" once that was reached; of one that its exchange holds, as some
 * of futures are, nobody says so before it fills.
 */
function typeOf({ order, status, filled, hasWaited }: ToldOrder): OrderType {
  const name = String(order.orderType);
  const waiting = WAITING[name];
  if (waiting !== undefined) {
    const isTriggered = filled > 0 || (hasWaited && status === 'Submitted');
    return waiting[isTriggered ? 1 : 0];
  }
  const isOpening = String(order.tif) === 'OPG';
  if (name === 'MKT') return isOpening ? 'market-on-open' : 'market';
  if (name === 'LMT') return isOpening ? 'limit-on-open' : 'limit';
  if (name === 'MOC') return 'market-on-close';
  if (name === 'LOC') return 'limit-on-close';
  // Of others, which people send, it only matters whether they name a limit.
  return priceIn(order.lmtPrice) === undefined ? 'market' : 'limit';
}
