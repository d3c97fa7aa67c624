import { DataError } from '../../../../model/errors.ts';
import { millis } from '../../../../model/time.ts';
import type { VenueFill, VenueOrder } from '../../../broker.ts';
import type { Certified, Corrections } from '../certified/row.ts';
import type { SaidOrder, SaidTrade } from '../exchange.ts';
import type { Markets } from '../markets.ts';
import { sideOf } from './fields.ts';
import type { Balances, Heard, Reader } from './reader.ts';

/** ccxt's statuses of orders; `closed` is filled. What it has no word for it says as the exchange does. */
const STATUS: Readonly<Record<string, VenueOrder['status']>> = {
  open: 'open',
  canceling: 'open',
  received: 'open',
  closed: 'filled',
  canceled: 'canceled',
  rejected: 'rejected',
  expired: 'expired',
};

/** Reads orders and fills as ccxt says them, but for what the row corrects: for plain orders, which are asked for. */
export class UnifiedReader implements Reader {
  readonly #fromId: (text: string) => string;
  readonly #corrects: Corrections;
  readonly #clientIds = new Map<string, string>();

  constructor({ fromId, corrects = {} }: Pick<Certified, 'fromId' | 'corrects'>) {
    this.#fromId = fromId;
    this.#corrects = corrects;
  }

  order(heard: SaidOrder, markets: Markets, asOf: number): VenueOrder {
    const said = { ...heard, ...this.#corrects.order?.(heard.info, heard) };
    const { id = '', clientOrderId, symbol = '', price, triggerPrice, amount, filled = 0, average } = said;
    const status = STATUS[said.status ?? ''];
    if (status === undefined) throw new DataError(`Expected a status of an order that ccxt knows, but it was "${said.status}"`);
    if (amount === undefined) throw new DataError(`Expected order "${id}" to say its quantity, but it was missing`);
    const clientId = clientOrderId === undefined ? (this.#clientIds.get(id) ?? '') : this.#fromId(clientOrderId);
    this.#clientIds.set(id, clientId);
    const type = said.type === 'market' || price === undefined ? 'market' : 'limit';
    const ended = said.lastUpdateTimestamp ?? said.lastTradeTimestamp;
    const ts = ended ?? Math.max(said.timestamp ?? 0, asOf || 0);
    if (!(ts > 0)) throw new DataError(`Expected order "${id}" to say its time, but it was missing`);
    return {
      ...{ id: 0, clientId, venueId: id, instrument: markets.idOf(symbol), side: sideOf(said.side), type, qty: amount },
      ...{ filledQty: filled, avgPrice: filled > 0 ? (average ?? Number.NaN) : Number.NaN },
      ...{
        price: type === 'market' ? undefined : price,
        trigger: (triggerPrice ?? 0) > 0 ? triggerPrice : undefined,
        reduceOnly: said.reduceOnly === true,
      },
      status: status === 'filled' && filled < amount ? 'canceled' : status === 'rejected' && filled > 0 ? 'canceled' : status,
      ts: millis(ts),
    };
  }

  successor(): undefined {
    return undefined;
  }

  fill(heard: SaidTrade, markets: Markets): VenueFill {
    const said = { ...heard, ...this.#corrects.trade?.(heard.info) };
    const { id, order = '', symbol = '', price, amount, timestamp, fee, fees } = said;
    if (id === undefined || price === undefined || amount === undefined || timestamp === undefined)
      throw new DataError('Expected an execution with its id, price, quantity and time, but one was missing');
    const [first = fee] = fees ?? [];
    const market = markets.find(symbol);
    const currency = first?.currency ?? market?.instrument.settle ?? '';
    return {
      ...{ execId: `${symbol}:${id}/${order}`, id: 0, clientId: this.#clientIds.get(order) ?? '', venueId: order },
      ...{ instrument: markets.idOf(symbol), side: sideOf(said.side), qty: amount, price, fee: first?.cost ?? Number.NaN },
      feeCurrency: market !== undefined && market.base === currency ? market.instrument.id : currency,
      ...{ liquidity: said.takerOrMaker === 'maker' ? 'maker' : 'taker', ts: millis(timestamp) },
    };
  }

  balances(info: unknown): Balances | undefined {
    return this.#corrects.balances?.(info);
  }

  /** Nothing is listened to. */
  hear(): Heard {
    return { news: [] };
  }
}
