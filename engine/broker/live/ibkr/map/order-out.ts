import type { OrderType as IbOrderType, TimeInForce as IbTimeInForce, Order, OrderAction } from '@stoqey/ib';
import type { OrderRequest, OrderType, TimeInForce } from '../../../../model/order.ts';
import { VenueFault } from '../../venue.ts';
import type { Market } from './contract.ts';
import { onWire } from './number.ts';
import { timeText } from './time.ts';

/** Our types in TWS's words; what meets the opening auction says so by its time in force. */
const TYPES: Readonly<Partial<Record<OrderType, string>>> = {
  market: 'MKT',
  limit: 'LMT',
  stop: 'STP',
  'stop-limit': 'STP LMT',
  'market-if-touched': 'MIT',
  'limit-if-touched': 'LIT',
  'trailing-stop': 'TRAIL',
  'market-on-open': 'MKT',
  'limit-on-open': 'LMT',
  'market-on-close': 'MOC',
  'limit-on-close': 'LOC',
};

/** The order types that there are. */
export const ORDER_TYPES: ReadonlySet<OrderType> = new Set(Object.keys(TYPES) as OrderType[]);

const TIFS: Readonly<Record<TimeInForce, string>> = { gtc: 'GTC', day: 'DAY', gtd: 'GTD', ioc: 'IOC', fok: 'FOK' };

/** Whose, and how it is to be treated. */
export interface OrderTerms {
  readonly account: string;
  /** Whether it may fill outside of the regular hours, too. */
  readonly outsideHours: boolean;
}

/**
 * The order of a request, transmitted at once. TWS has no reduce-only and no post-only orders, and nothing here says so of one that
 * is not. Throws a VenueFault `refused` for what cannot be said.
 */
export function orderBody(clientId: string, order: OrderRequest, { instrument }: Market, { account, outsideHours }: OrderTerms): Order {
  const orderType = TYPES[order.type];
  if (orderType === undefined) throw new VenueFault('refused', `TWS has no order of type "${order.type}"`);
  const { price, trigger, display } = order;
  return {
    action: (order.side === 'buy' ? 'BUY' : 'SELL') as OrderAction,
    totalQuantity: onWire(instrument.steps, order.qty ?? Number.NaN, 'the quantity'),
    orderType: orderType as IbOrderType,
    ...(price === undefined ? {} : { lmtPrice: onWire(instrument.ticks, price, 'the price') }),
    ...(trigger === undefined || order.type === 'trailing-stop' ? {} : { auxPrice: onWire(instrument.ticks, trigger, 'the trigger') }),
    ...trailOf(order, instrument),
    ...timeInForce(order),
    ...(display === undefined ? {} : { displaySize: onWire(instrument.steps, display, 'the quantity that is shown') }),
    ...{ outsideRth: outsideHours, account, orderRef: clientId, transmit: true },
  };
}

function timeInForce({ type, tif, expiresAt }: OrderRequest): Pick<Order, 'tif' | 'goodTillDate'> {
  if (type === 'market-on-open' || type === 'limit-on-open') return { tif: 'OPG' as IbTimeInForce };
  if (type === 'market-on-close' || type === 'limit-on-close') return { tif: 'DAY' as IbTimeInForce };
  if (tif !== 'gtd') return { tif: TIFS[tif] as IbTimeInForce };
  if (expiresAt === undefined) throw new VenueFault('refused', 'a gtd order without its time');
  return { tif: 'GTD' as IbTimeInForce, goodTillDate: timeText(expiresAt) };
}

function trailOf({ type, trail }: OrderRequest, { ticks }: Market['instrument']): Pick<Order, 'auxPrice' | 'trailingPercent'> {
  if (type !== 'trailing-stop') return {};
  const { amount, percent, activation } = trail ?? {};
  if (activation !== undefined) throw new VenueFault('refused', 'a trail of TWS begins at once, not at a price');
  if (amount !== undefined) return { auxPrice: onWire(ticks, amount, 'the trail') };
  if (percent === undefined) throw new VenueFault('refused', 'a trailing stop without its distance');
  return { trailingPercent: Number((100 * percent).toFixed(6)) };
}
