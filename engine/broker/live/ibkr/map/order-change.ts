import type { Order } from '@stoqey/ib';
import type { Change } from '../../venue.ts';
import type { Market } from './contract.ts';
import { onWire } from './number.ts';

/**
 * An order as it is to be after a change, sent under the number it has: all of it is said again, the quantity with what has filled
 * of it.
 */
export function changedBody(told: Order, { qty, price, trigger }: Change, { instrument }: Market): Order {
  return {
    ...asSent(told),
    ...(qty === undefined ? {} : { totalQuantity: onWire(instrument.steps, qty, 'the quantity') }),
    ...(price === undefined ? {} : { lmtPrice: onWire(instrument.ticks, price, 'the price') }),
    ...(trigger === undefined ? {} : { auxPrice: onWire(instrument.ticks, trigger, 'the trigger') }),
  };
}

/** An order as TWS told it, as it was sent: what TWS fills in by itself is not said back to it. */
const asSent = ({ action, totalQuantity, orderType, lmtPrice, auxPrice, ...rest }: Order): Order => ({
  ...{ action: action!, totalQuantity: totalQuantity!, orderType },
  ...(hasLimit(orderType) && lmtPrice !== undefined ? { lmtPrice } : {}),
  ...(hasTrigger(orderType) && auxPrice !== undefined && auxPrice !== 0 ? { auxPrice } : {}),
  ...(rest.trailingPercent !== undefined && rest.trailingPercent < 1e300 ? { trailingPercent: rest.trailingPercent } : {}),
  ...(rest.tif === undefined ? {} : { tif: rest.tif }),
  ...(rest.goodTillDate === undefined || rest.goodTillDate === '' ? {} : { goodTillDate: rest.goodTillDate }),
  ...(rest.displaySize === undefined || rest.displaySize === 0 ? {} : { displaySize: rest.displaySize }),
  ...{ outsideRth: rest.outsideRth === true, account: rest.account ?? '', orderRef: rest.orderRef ?? '', transmit: true },
});

const hasLimit = (type: Order['orderType']): boolean => ['LMT', 'STP LMT', 'LIT', 'LOC'].includes(String(type));
const hasTrigger = (type: Order['orderType']): boolean => ['STP', 'STP LMT', 'MIT', 'LIT', 'TRAIL'].includes(String(type));

/** Whether an order stands at the terms that were asked for. */
export const isChanged = (told: Order, body: Order): boolean =>
  (['totalQuantity', 'lmtPrice', 'auxPrice'] as const).every(
    (name) => body[name] === undefined || Math.abs(Number(told[name]) - Number(body[name])) < 1e-9,
  );
