import type { VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import { money, onGrid } from '../bybit/listed.ts';
import { fromGrid, type RestingOrder } from '../hostile/resting-order.ts';
import { hasWaited, LATER, type Listed, numberOf } from './names.ts';
import { marketTif, type ReportNews, statusOf } from './spot-rows.ts';

/** The id of an order at futures: that of one which has come of a conditional one is another. */
export const orderIdOf = (order: RestingOrder): number => numberOf(order.venueId) + (hasWaited(order) ? LATER : 0);

/** Its client id: what has come of a conditional order has one of the venue's. */
export const clientIdOf = (order: RestingOrder): string => (hasWaited(order) ? `algo_${numberOf(order.venueId)}` : order.clientId);

const plainType = ({ request }: RestingOrder): string => (request.price === undefined ? 'MARKET' : 'LIMIT');

export function algoType({ request }: RestingOrder): string {
  const { type, price } = request;
  return `${type.endsWith('touched') ? 'TAKE_PROFIT' : 'STOP'}${price === undefined ? '_MARKET' : ''}`;
}

const tifOf = ({ request }: RestingOrder): string =>
  request.postOnly ? 'GTX' : request.price === undefined ? 'GTC' : request.tif.toUpperCase();

/** An order as REST has it (New Order, Query Order). */
export function usdmRow(order: RestingOrder, { symbol, instrument }: Listed): object {
  const { ticks, steps } = instrument;
  const { request, status } = order;
  const time = Math.floor(order.ts);
  const average = order.filled === 0 ? 0 : fromGrid(ticks, order.paid / order.filled);
  const price = onGrid(ticks, Number.isNaN(order.price) ? 0 : fromGrid(ticks, order.price));
  const executed = onGrid(steps, fromGrid(steps, order.filled));
  return {
    ...{ orderId: orderIdOf(order), symbol, status: statusOf({ status, filledQty: order.filled }, marketTif(order)) },
    ...{ clientOrderId: clientIdOf(order), price, avgPrice: money(average), origQty: onGrid(steps, fromGrid(steps, order.qty)) },
    ...{ executedQty: executed, cumQuote: money(average * Number(executed)), timeInForce: tifOf(order), type: plainType(order) },
    ...{ reduceOnly: request.reduceOnly, closePosition: false, side: request.side.toUpperCase(), positionSide: 'BOTH', stopPrice: '0' },
    ...{ workingType: 'CONTRACT_PRICE', priceProtect: false, origType: plainType(order), time, updateTime: time },
  };
}

/** What has become of a conditional order. */
function algoStatus({ status, sleeps, filled }: RestingOrder): string {
  if (sleeps) return status === 'open' ? 'NEW' : status === 'expired' ? 'EXPIRED' : status === 'rejected' ? 'REJECTED' : 'CANCELED';
  return status === 'open' && filled === 0 ? 'TRIGGERED' : 'FINISHED';
}

/** A conditional order as REST has it (Query Algo Order). */
export function algoRow(order: RestingOrder, { symbol, instrument }: Listed): object {
  const { ticks, steps } = instrument;
  const at = (value: number): string => onGrid(ticks, Number.isNaN(value) ? 0 : fromGrid(ticks, value));
  const time = Math.floor(order.ts);
  return {
    ...{ algoId: numberOf(order.venueId), clientAlgoId: order.clientId, algoType: 'CONDITIONAL', orderType: algoType(order), symbol },
    ...{ side: order.request.side.toUpperCase(), positionSide: 'BOTH', timeInForce: 'GTC', algoStatus: algoStatus(order) },
    ...{ quantity: onGrid(steps, fromGrid(steps, order.qty)), triggerPrice: at(order.trigger), price: at(order.price) },
    ...{ actualOrderId: order.sleeps ? '' : String(orderIdOf(order)), workingType: 'CONTRACT_PRICE', priceMatch: 'NONE' },
    ...{ closePosition: false, priceProtect: false, reduceOnly: order.request.reduceOnly, createTime: time, updateTime: time },
    ...{ triggerTime: 0, goodTillDate: 0 },
  };
}

/** An execution as REST has it (Account Trade List). */
export const usdmTrade = (fill: VenueFill, order: RestingOrder, { symbol, instrument }: Listed): object => ({
  ...{ symbol, id: Number(fill.execId.slice(1)), orderId: orderIdOf(order), side: fill.side.toUpperCase(), buyer: fill.side === 'buy' },
  ...{ price: onGrid(instrument.ticks, fill.price), qty: onGrid(instrument.steps, fill.qty), realizedPnl: '0', positionSide: 'BOTH' },
  ...{ quoteQty: money(fill.qty * fill.price), commission: money(fill.fee), commissionAsset: instrument.settle },
  ...{ time: Math.floor(fill.ts), maker: fill.liquidity === 'maker' },
});

/** ORDER_TRADE_UPDATE. */
export function orderUpdate(order: RestingOrder, told: VenueOrder, { symbol, instrument }: Listed, now: number, news: ReportNews): object {
  const { ticks, steps } = instrument;
  const { fill, cum = told.filledQty } = news;
  const at = (value: number | undefined): string => onGrid(ticks, value ?? 0);
  const status = fill === undefined ? statusOf(told, marketTif(order)) : cum >= told.qty ? 'FILLED' : 'PARTIALLY_FILLED';
  const T = Math.floor(fill?.ts ?? told.ts);
  const o = {
    ...{ s: symbol, c: clientIdOf(order), S: told.side.toUpperCase(), o: plainType(order), f: tifOf(order), q: onGrid(steps, told.qty) },
    ...{ p: at(told.price), ap: money(Number.isNaN(told.avgPrice) ? 0 : told.avgPrice), sp: '0' },
    ...{ x: fill === undefined ? (status === 'PARTIALLY_FILLED' ? 'AMENDMENT' : status) : 'TRADE', X: status, i: orderIdOf(order) },
    ...{ l: onGrid(steps, fill?.qty ?? 0), z: onGrid(steps, cum), L: at(fill?.price), N: instrument.settle, n: money(fill?.fee ?? 0), T },
    ...{ t: fill === undefined ? 0 : Number(fill.execId.slice(1)), b: '0', a: '0', m: fill?.liquidity === 'maker', R: told.reduceOnly },
    ...{ wt: 'CONTRACT_PRICE', ot: plainType(order), ps: 'BOTH', cp: false, rp: '0', pP: false, si: 0, ss: 0, V: 'NONE', gtd: 0 },
  };
  return { e: 'ORDER_TRADE_UPDATE', E: Math.floor(now), T, o };
}

/** ALGO_UPDATE. */
export function algoUpdate(order: RestingOrder, told: VenueOrder, { symbol, instrument }: Listed, now: number, X: string): object {
  const at = (value: number | undefined): string => onGrid(instrument.ticks, value ?? 0);
  const isOrder = X === 'TRIGGERED' || X === 'FINISHED';
  const T = Math.floor(told.ts);
  const o = {
    ...{ caid: order.clientId, aid: numberOf(order.venueId), at: 'CONDITIONAL', o: algoType(order), s: symbol, S: told.side.toUpperCase() },
    ...{
      ps: 'BOTH',
      f: 'GTC',
      q: onGrid(instrument.steps, told.qty),
      X,
      ai: isOrder ? String(orderIdOf(order)) : '',
      tp: at(told.trigger),
    },
    ...{ p: at(told.price), V: 'EXPIRE_MAKER', wt: 'CONTRACT_PRICE', pm: 'NONE', cp: false, pP: false, R: told.reduceOnly, tt: 0, gtd: 0 },
  };
  return { e: 'ALGO_UPDATE', T, E: Math.floor(now), o };
}
