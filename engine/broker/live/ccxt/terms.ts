import type { OrderRequest } from '../../../model/order.ts';
import { decimalOf } from '../bybit/map/number.ts';
import { VenueFault } from '../venue.ts';
import type { Certified, Wanted } from './certified/row.ts';
import type { Market } from './markets.ts';
import { plain } from './seal.ts';

/** What is not certified is never handed on: ccxt would leave it out. Throws a VenueFault `refused`. */
export function refuseUncertified({ supports, name }: Certified, order: OrderRequest): void {
  const { type, tif, postOnly, reduceOnly, display, trigger, price } = order;
  const objections: readonly (readonly [isSo: boolean, what: string])[] = [
    [!supports.types.has(type), `orders of type ${type}`],
    [!supports.tifs.has(tif) && price !== undefined, `orders that are ${tif}`],
    [postOnly && !supports.postOnly, 'post-only orders'],
    [reduceOnly && !supports.reduceOnly, 'reduce-only orders'],
    [display !== undefined, 'orders of which only a part is shown'],
    [(trigger !== undefined) !== /stop|touched/.test(type), 'orders whose type and trigger contradict each other'],
  ];
  const found = objections.find(([isSo]) => isSo);
  if (found !== undefined) throw new VenueFault('refused', `${found[1]} are not certified at ${name}`);
}

/** An order as the exchange is asked for it. Throws a VenueFault `refused` for what is not on its grids. */
export function wantedOf(row: Certified, clientId: string, order: OrderRequest, market: Market): Wanted {
  const { steps, ticks } = market.instrument;
  const { type, side, price, trigger, tif, postOnly, reduceOnly } = order;
  if (tif !== 'gtc' && tif !== 'ioc' && tif !== 'fok') throw new VenueFault('refused', `orders that are ${tif} are not certified here`);
  return {
    ...{ clientId: row.toId(clientId), type, side, market, tif, postOnly, reduceOnly },
    qty: plain(decimalOf(steps, order.qty ?? Number.NaN, 'the quantity')),
    price: price === undefined ? undefined : plain(decimalOf(ticks, price, 'the price')),
    trigger: trigger === undefined ? undefined : plain(decimalOf(ticks, trigger, 'the trigger')),
  };
}
