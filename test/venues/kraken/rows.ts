import type { VenueFill, VenueOrder } from '../../../engine/broker/broker.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { money, onGrid } from '../bybit/listed.ts';
import { fromGrid, type RestingOrder } from '../hostile/resting-order.ts';

/** An instrument as Kraken calls it: by the pair's id, its other name, and its name on streams. */
export interface Listed {
  readonly instrument: Instrument;
  readonly index: number;
  readonly base: string;
  readonly altname: string;
  readonly id: string;
  readonly symbol: string;
}

const OLD: Readonly<Record<string, string>> = { BTC: 'XBT' };

/** `BTCUSD.KRAKEN` is XXBTZUSD, XBTUSD and BTC/USD. */
export function listedOf(instrument: Instrument, index: number): Listed {
  const name = instrument.id.replace(/\..*$/, '');
  const base = name.slice(0, name.length - instrument.quote.length);
  const altname = `${OLD[base] ?? base}${instrument.quote}`;
  return {
    instrument,
    index,
    base,
    altname,
    id: base === 'BTC' && instrument.quote === 'USD' ? 'XXBTZUSD' : altname,
    symbol: `${base}/${instrument.quote}`,
  };
}

/** The id of an order: `V12300001` is OV1230-00001-FAKEID. */
export const idOf = (venueId: string): string => `O${venueId.slice(0, 5)}-${venueId.slice(4)}-FAKEID`;
export const tradeIdOf = (execId: string): string => `T${execId.padStart(5, '0')}-FAKES-TRADES`;

export function orderType({ request }: RestingOrder): string {
  const { type, price } = request;
  if (type === 'market' || type === 'limit') return type;
  return `${type.endsWith('touched') ? 'take-profit' : 'stop-loss'}${price === undefined ? '' : '-limit'}`;
}

const seconds = (ts: number): number => Number((ts / 1_000).toFixed(6));

/** An order as OpenOrders and ClosedOrders have it. */
export function orderRow(order: RestingOrder, { altname, instrument }: Listed): object {
  const { ticks, steps } = instrument;
  const { request, status, filled } = order;
  const at = (value: number): string => onGrid(ticks, Number.isNaN(value) ? 0 : fromGrid(ticks, value));
  const hasTrigger = request.trigger !== undefined;
  const [price, price2] = hasTrigger ? [at(order.trigger), at(order.price)] : [at(order.price), '0'];
  const average = filled === 0 ? 0 : fromGrid(ticks, order.paid / filled);
  const qty = fromGrid(steps, filled);
  const ended = status === 'filled' ? 'closed' : status === 'open' ? 'open' : status === 'expired' ? 'expired' : 'canceled';
  return {
    ...{ refid: null, userref: null, cl_ord_id: order.clientId, status: ended, reason: null, opentm: seconds(order.ts) },
    ...(order.isOpen ? {} : { closetm: seconds(order.ts) }),
    ...{ starttm: 0, expiretm: 0 },
    descr: { pair: altname, type: request.side, ordertype: orderType(order), price, price2, leverage: 'none', order: '', close: '' },
    ...{ vol: onGrid(steps, fromGrid(steps, order.qty)), vol_exec: onGrid(steps, qty), cost: money(average * qty), fee: '0' },
    ...{ price: money(average), stopprice: '0.00000', limitprice: '0.00000', misc: hasTrigger && !order.sleeps ? 'stopped' : '' },
    oflags: request.postOnly ? 'fciq,post' : 'fciq',
  };
}

/** An execution as TradesHistory has it. */
export const tradeRow = (fill: VenueFill, { id, instrument }: Listed, type: string): object => ({
  ...{ ordertxid: idOf(fill.venueId), postxid: 'TKH2SE-M7IF5-CFI7LT', pair: id, time: seconds(fill.ts), type: fill.side, ordertype: type },
  ...{ price: onGrid(instrument.ticks, fill.price), cost: money(fill.price * fill.qty), fee: money(fill.fee) },
  ...{ vol: onGrid(instrument.steps, fill.qty), margin: '0.00000', misc: '', maker: fill.liquidity === 'maker', trade_id: 1 },
});

const STATUS = { filled: 'filled', canceled: 'canceled', rejected: 'canceled', expired: 'expired' } as const;

/** What the channel `executions` says of an order: all of it at first, later only what changes. */
export function execution(order: RestingOrder, told: VenueOrder, { symbol }: Listed, isFirst: boolean, type: string): object {
  const status = told.status === 'open' ? (told.filledQty > 0 ? 'partially_filled' : 'new') : STATUS[told.status];
  const always = {
    ...{ order_id: idOf(told.venueId), cl_ord_id: told.clientId, exec_type: type, order_status: status, timestamp: timeOf(told.ts) },
    ...{ cum_qty: told.filledQty, avg_price: Number.isNaN(told.avgPrice) ? 0 : told.avgPrice },
  };
  if (!isFirst) return always;
  const waits = told.type !== 'market' && told.type !== 'limit';
  return {
    ...always,
    ...{ symbol, side: told.side, order_type: orderType(order), order_qty: told.qty, time_in_force: 'GTC', order_userref: 0 },
    ...(told.price === undefined ? {} : { limit_price: told.price }),
    ...(told.trigger === undefined
      ? {}
      : { triggers: { reference: 'last', price: told.trigger, price_type: 'static', status: waits ? 'untriggered' : 'triggered' } }),
  };
}

/** The same of an execution of it. */
export const executed = (fill: VenueFill, { symbol, instrument }: Listed, cum: number, avg: number, whole: number): object => ({
  ...{ order_id: idOf(fill.venueId), cl_ord_id: fill.clientId, exec_id: tradeIdOf(fill.execId), exec_type: 'trade', trade_id: 1, symbol },
  ...{ side: fill.side, last_qty: fill.qty, last_price: fill.price, liquidity_ind: fill.liquidity === 'maker' ? 'm' : 't' },
  ...{ cost: fill.qty * fill.price, order_status: cum >= whole ? 'filled' : 'partially_filled', order_type: 'limit', fee_usd_equiv: 0 },
  ...{ fees: [{ asset: instrument.quote, qty: fill.fee }], cum_qty: cum, avg_price: avg, timestamp: timeOf(fill.ts) },
});

const timeOf = (ts: number): string => new Date(Math.floor(ts)).toISOString();
