import type { VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import { money, onGrid } from '../bybit/listed.ts';
import { fromGrid, type RestingOrder } from '../hostile/resting-order.ts';
import { type Listed, numberOf } from './names.ts';

const STATUS = { open: 'NEW', filled: 'FILLED', canceled: 'CANCELED', rejected: 'REJECTED', expired: 'EXPIRED' } as const;

/** The status of an order at spot, and (but for those of conditional ones) at futures. */
export function statusOf({ status, filledQty }: Pick<VenueOrder, 'status' | 'filledQty'>, tif: string): string {
  if (status === 'open') return filledQty > 0 ? 'PARTIALLY_FILLED' : 'NEW';
  // What is left of an order that must not rest has expired.
  return status === 'canceled' && tif !== 'gtc' ? 'EXPIRED' : STATUS[status];
}

export function spotType({ request }: RestingOrder): string {
  const { type, postOnly } = request;
  if (type === 'market') return 'MARKET';
  if (type === 'limit') return postOnly ? 'LIMIT_MAKER' : 'LIMIT';
  const isLimit = request.price !== undefined;
  return `${type.endsWith('touched') ? 'TAKE_PROFIT' : 'STOP_LOSS'}${isLimit ? '_LIMIT' : ''}`;
}

/** What an order has dealt in money. */
const dealtIn = (order: RestingOrder, { instrument: { ticks, steps } }: Listed): number =>
  (order.paid * ticks.num * steps.num) / (ticks.den * steps.den);

/** An order as REST has it ("Query order"). */
export function orderRow(order: RestingOrder, listed: Listed): object {
  const { ticks, steps } = listed.instrument;
  const { clientId, venueId, request, status } = order;
  const at = (value: number): string => onGrid(ticks, Number.isNaN(value) ? 0 : fromGrid(ticks, value));
  const time = Math.floor(order.ts);
  return {
    ...{ symbol: listed.symbol, orderId: numberOf(venueId), orderListId: -1, clientOrderId: clientId, price: at(order.price) },
    ...{ origQty: onGrid(steps, fromGrid(steps, order.qty)), executedQty: onGrid(steps, fromGrid(steps, order.filled)) },
    ...{ origQuoteOrderQty: '0.00000000', cummulativeQuoteQty: money(dealtIn(order, listed)) },
    status: statusOf({ status, filledQty: order.filled }, marketTif(order)),
    ...{ timeInForce: tifOf(order), type: spotType(order), side: request.side.toUpperCase(), stopPrice: at(order.trigger) },
    ...{ icebergQty: '0.00000000', time, updateTime: time, isWorking: !order.sleeps, workingTime: time },
    ...{ selfTradePreventionMode: 'NONE' },
  };
}

/** A market order is over at once, too. */
export const marketTif = ({ request }: RestingOrder): string => (request.type === 'market' ? 'ioc' : request.tif);
const tifOf = ({ request }: RestingOrder): string => (request.type === 'market' ? 'GTC' : request.tif.toUpperCase());

/** An execution as REST has it ("Account trade list"). */
export const tradeRow = ({ execId, venueId, qty, price, fee, side, liquidity, ts }: VenueFill, { symbol, instrument }: Listed): object => ({
  ...{ symbol, id: Number(execId.slice(1)), orderId: numberOf(venueId), orderListId: -1, price: onGrid(instrument.ticks, price) },
  ...{ qty: onGrid(instrument.steps, qty), quoteQty: money(qty * price), commission: money(fee), commissionAsset: instrument.quote },
  ...{ time: Math.floor(ts), isBuyer: side === 'buy', isMaker: liquidity === 'maker', isBestMatch: true },
});

/** A report of the user stream; `fill` where one has happened, `cum` is what had filled by then. */
export function report(order: RestingOrder, told: VenueOrder, listed: Listed, now: number, news: ReportNews): object {
  const { ticks, steps } = listed.instrument;
  const { fill, cum = told.filledQty } = news;
  const at = (value: number | undefined): string => onGrid(ticks, value ?? 0);
  const status = fill === undefined ? statusOf(told, marketTif(order)) : cum >= told.qty ? 'FILLED' : 'PARTIALLY_FILLED';
  const x = fill !== undefined ? 'TRADE' : status === 'PARTIALLY_FILLED' ? 'NEW' : status;
  const isCancel = x === 'CANCELED';
  const value = cum * (Number.isNaN(told.avgPrice) ? (fill?.price ?? 0) : told.avgPrice);
  const time = Math.floor(fill?.ts ?? told.ts);
  return {
    ...{ e: 'executionReport', E: Math.floor(now), s: listed.symbol, c: isCancel ? `web_${numberOf(told.venueId)}` : told.clientId },
    ...{ S: told.side.toUpperCase(), o: spotType(order), f: tifOf(order), q: onGrid(steps, told.qty), p: at(told.price) },
    ...{ P: at(told.trigger), F: '0.00000000', g: -1, C: isCancel ? told.clientId : '', x, X: status, r: 'NONE' },
    ...{ i: numberOf(told.venueId), l: onGrid(steps, fill?.qty ?? 0), z: onGrid(steps, cum), L: at(fill?.price), n: money(fill?.fee ?? 0) },
    ...{ N: fill === undefined ? null : listed.instrument.quote, T: time, t: fill === undefined ? -1 : Number(fill.execId.slice(1)) },
    ...{
      I: 1,
      w: news.works,
      m: fill?.liquidity === 'maker',
      M: false,
      O: time,
      Z: money(value),
      Y: money((fill?.qty ?? 0) * (fill?.price ?? 0)),
    },
    ...{ Q: '0.00000000', W: time, V: 'NONE' },
  };
}

/** What a report is about. */
export interface ReportNews {
  readonly fill?: VenueFill;
  readonly cum?: number;
  /** It is in the book, no longer waiting. */
  readonly works: boolean;
}
