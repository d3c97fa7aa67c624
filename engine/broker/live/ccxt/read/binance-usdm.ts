import { DataError } from '../../../../model/errors.ts';
import { millis } from '../../../../model/time.ts';
import type { VenueFill, VenueOrder } from '../../../broker.ts';
import { VenueFault, type VenueNews } from '../../venue.ts';
import type { SaidOrder, SaidTrade } from '../exchange.ts';
import type { Markets } from '../markets.ts';
import { execIdOf, STATUS } from './binance-spot.ts';
import { dealtAt, type Fields, fieldsOf, given, listOf, numberIn, priceIn, sideOf, textIn, typeOf } from './fields.ts';
import type { Heard, Reader } from './reader.ts';

/** Statuses beside those of spot: orders by which the venue closes positions of its own. */
const ORDERS: typeof STATUS = { ...STATUS, NEW_INSURANCE: 'open', NEW_ADL: 'open' };

/** Statuses of orders that wait for a trigger, while they are no order yet (ALGO_UPDATE, algoStatus). */
const WAITING: typeof STATUS = {
  NEW: 'open',
  TRIGGERING: 'open',
  TRIGGERED: 'open',
  CANCELED: 'canceled',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
};

/** How many news of orders that nobody knows are kept until it is known of what they have come. */
const KEPT = 200;

/** Executions that move units: trades, and what the venue closes by itself (ORDER_TRADE_UPDATE, execution type). */
const DEALS = new Set(['TRADE', 'CALCULATED']);

/**
 * Reads Binance USD-M futures. An order that waits is one thing, the order that comes of it another, with an id of its own: both are
 * told under the client id of the first.
 */
export class UsdmReader implements Reader {
  readonly #clientIds = new Map<string, string>();
  /** Client ids of orders that waited, by the id of what has come of them. */
  readonly #origins = new Map<string, { readonly clientId: string; readonly trigger: number | undefined }>();
  #strange: VenueNews[] = [];

  order({ info }: SaidOrder, markets: Markets): VenueOrder | undefined {
    const wire = fieldsOf(info);
    if (wire['algoStatus'] === undefined) return this.#restOrder(wire, markets);
    const next = textIn(wire, 'actualOrderId');
    if (next !== '' && next !== '0') {
      this.#learn(next, textIn(wire, 'clientAlgoId'), priceIn(wire, 'triggerPrice'));
      return undefined;
    }
    const orderType = textIn(wire, 'orderType') || textIn(wire, 'type');
    return waitingOf(
      {
        ...{ id: textIn(wire, 'algoId'), clientId: textIn(wire, 'clientAlgoId'), symbol: textIn(wire, 'symbol'), side: wire['side'] },
        ...{ type: orderType, status: textIn(wire, 'algoStatus'), qty: given(wire, 'quantity'), price: priceIn(wire, 'price') },
        ...{ trigger: priceIn(wire, 'triggerPrice'), reduceOnly: wire['reduceOnly'] === true, ts: given(wire, 'updateTime') },
      },
      markets,
    );
  }

  successor({ info }: SaidOrder): string | undefined {
    const next = textIn(fieldsOf(info), 'actualOrderId');
    return next === '' || next === '0' ? undefined : next;
  }

  fill({ info }: SaidTrade, markets: Markets): VenueFill {
    const wire = fieldsOf(info);
    refuseHedge(wire['positionSide'], textIn(wire, 'symbol'));
    const [symbol, orderId] = [textIn(wire, 'symbol'), textIn(wire, 'orderId')];
    return {
      ...{ execId: execIdOf(symbol, textIn(wire, 'id'), orderId), id: 0, clientId: this.#clientOf(orderId), venueId: orderId },
      ...{ instrument: markets.idOf(symbol), side: sideOf(wire['side']), qty: given(wire, 'qty'), price: dealtAt(wire, 'price') },
      ...{ fee: numberIn(wire, 'commission') || 0, feeCurrency: textIn(wire, 'commissionAsset') },
      ...{ liquidity: wire['maker'] === true ? 'maker' : 'taker', ts: millis(given(wire, 'time')) },
    };
  }

  /** What was settled: ccxt's total has what positions have won and not settled in it. */
  balances(info: unknown): { readonly currency: string; readonly total: number }[] {
    return listOf(fieldsOf(info)['assets']).map((asset) => ({ currency: textIn(asset, 'asset'), total: given(asset, 'walletBalance') }));
  }

  hear(message: unknown, markets: Markets): Heard {
    const outer = fieldsOf(message);
    const event = fieldsOf(outer['data'] ?? outer['event'] ?? outer);
    const name = textIn(event, 'e');
    if (name === 'listenKeyExpired' || name === 'serverShutdown') return { news: [], over: name };
    const wire = fieldsOf(event['o']);
    if (name === 'ALGO_UPDATE') return { news: this.#algo(wire, given(event, 'T'), markets) };
    if (name !== 'ORDER_TRADE_UPDATE') return { news: [] };
    refuseHedge(wire['ps'], textIn(wire, 's'));
    const news: VenueNews[] = [{ kind: 'order', order: this.#report(wire, given(event, 'T'), markets), reason: '' }];
    const qty = numberIn(wire, 'l');
    if (DEALS.has(textIn(wire, 'x')) && qty > 0) news.push({ kind: 'fill', fill: this.#traded(wire, qty, markets) });
    this.#strange = [...this.#strange, ...news].slice(-KEPT);
    return { news };
  }

  /** News of what waits; of what came of it before that was known, once more under its own name. */
  #algo(wire: Fields, ts: number, markets: Markets): VenueNews[] {
    const clientId = textIn(wire, 'caid');
    const next = textIn(wire, 'ai');
    if (next !== '' && next !== '0') {
      this.#learn(next, clientId, priceIn(wire, 'tp'));
      const again = this.#strange.filter((news) => idIn(news) === next).map((news) => withClient(news, clientId));
      this.#strange = this.#strange.filter((news) => idIn(news) !== next);
      return again;
    }
    const order = waitingOf(
      {
        ...{ id: textIn(wire, 'aid'), clientId, symbol: textIn(wire, 's'), side: wire['S'], type: textIn(wire, 'o') },
        ...{ status: textIn(wire, 'X'), qty: given(wire, 'q'), price: priceIn(wire, 'p'), trigger: priceIn(wire, 'tp') },
        ...{ reduceOnly: wire['R'] === true, ts },
      },
      markets,
    );
    return [{ kind: 'order', order, reason: order.status === 'open' ? '' : textIn(wire, 'rm') }];
  }

  #report(wire: Fields, ts: number, markets: Markets): VenueOrder {
    const filledQty = given(wire, 'z');
    return this.#orderOf(
      {
        ...{ id: textIn(wire, 'i'), clientId: textIn(wire, 'c'), symbol: textIn(wire, 's'), side: wire['S'], type: textIn(wire, 'o') },
        ...{ status: textIn(wire, 'X'), qty: given(wire, 'q'), filledQty, avgPrice: numberIn(wire, 'ap'), price: priceIn(wire, 'p') },
        ...{ reduceOnly: wire['R'] === true, ts },
      },
      markets,
    );
  }

  #restOrder(wire: Fields, markets: Markets): VenueOrder {
    refuseHedge(wire['positionSide'], textIn(wire, 'symbol'));
    return this.#orderOf(
      {
        ...{ id: textIn(wire, 'orderId'), clientId: textIn(wire, 'clientOrderId'), symbol: textIn(wire, 'symbol'), side: wire['side'] },
        ...{ type: textIn(wire, 'type'), status: textIn(wire, 'status'), qty: given(wire, 'origQty') },
        ...{ filledQty: given(wire, 'executedQty'), avgPrice: numberIn(wire, 'avgPrice'), price: priceIn(wire, 'price') },
        ...{ reduceOnly: wire['reduceOnly'] === true, ts: numberIn(wire, 'updateTime') || given(wire, 'time') },
      },
      markets,
    );
  }

  #traded(wire: Fields, qty: number, markets: Markets): VenueFill {
    const [symbol, orderId] = [textIn(wire, 's'), textIn(wire, 'i')];
    return {
      ...{ execId: execIdOf(symbol, textIn(wire, 't'), orderId), id: 0, clientId: this.#clientOf(orderId), venueId: orderId },
      ...{ instrument: markets.idOf(symbol), side: sideOf(wire['S']), qty, price: dealtAt(wire, 'L') },
      ...{ fee: numberIn(wire, 'n') || 0, feeCurrency: textIn(wire, 'N') },
      ...{ liquidity: wire['m'] === true ? 'maker' : 'taker', ts: millis(given(wire, 'T')) },
    };
  }

  #orderOf(wire: Plain, markets: Markets): VenueOrder {
    const status = ORDERS[wire.status];
    if (status === undefined)
      throw new DataError(`Expected a status of an order that Binance futures document, but it was "${wire.status}"`);
    const { id, filledQty } = wire;
    const origin = this.#origins.get(id);
    const clientId = origin?.clientId ?? wire.clientId;
    this.#clientIds.set(id, clientId);
    if (this.#clientIds.size > 20_000) this.#clientIds.delete(this.#clientIds.keys().next().value!);
    const hasLimit = wire.type !== 'MARKET' && !wire.type.endsWith('_MARKET');
    return {
      ...{ id: 0, clientId, venueId: id, instrument: markets.idOf(wire.symbol), side: sideOf(wire.side) },
      ...{ type: hasLimit ? 'limit' : 'market', qty: wire.qty, filledQty },
      ...{ avgPrice: filledQty > 0 && wire.avgPrice > 0 ? wire.avgPrice : Number.NaN, price: hasLimit ? wire.price : undefined },
      ...{ trigger: origin?.trigger, reduceOnly: wire.reduceOnly },
      status: status === 'rejected' && filledQty > 0 ? 'canceled' : status,
      ts: millis(wire.ts),
    };
  }

  #clientOf(orderId: string): string {
    return this.#origins.get(orderId)?.clientId ?? this.#clientIds.get(orderId) ?? '';
  }

  #learn(orderId: string, clientId: string, trigger: number | undefined): void {
    this.#origins.set(orderId, { clientId, trigger });
    if (this.#origins.size > 20_000) this.#origins.delete(this.#origins.keys().next().value!);
  }
}

/** An order of either way it is told. */
interface Plain {
  readonly id: string;
  readonly clientId: string;
  readonly symbol: string;
  readonly side: unknown;
  readonly type: string;
  readonly status: string;
  readonly qty: number;
  readonly filledQty: number;
  readonly avgPrice: number;
  readonly price: number | undefined;
  readonly reduceOnly: boolean;
  readonly ts: number;
}

function waitingOf(wire: Omit<Plain, 'filledQty' | 'avgPrice'> & { readonly trigger: number | undefined }, markets: Markets): VenueOrder {
  // One that is finished without an order of its own has come to nothing.
  const status = wire.status === 'FINISHED' ? 'canceled' : WAITING[wire.status];
  if (status === undefined)
    throw new DataError(`Expected a status of a conditional order that Binance documents, but it was "${wire.status}"`);
  const hasLimit = !wire.type.endsWith('_MARKET');
  return {
    ...{ id: 0, clientId: wire.clientId, venueId: wire.id, instrument: markets.idOf(wire.symbol), side: sideOf(wire.side) },
    ...{ type: typeOf(wire.type, true, hasLimit), qty: wire.qty, filledQty: 0, avgPrice: Number.NaN },
    ...{ price: hasLimit ? wire.price : undefined, trigger: wire.trigger, reduceOnly: wire.reduceOnly, status, ts: millis(wire.ts) },
  };
}

const idIn = (news: VenueNews): string => (news.kind === 'order' ? news.order.venueId : news.kind === 'fill' ? news.fill.venueId : '');

function withClient(news: VenueNews, clientId: string): VenueNews {
  if (news.kind === 'order') return { ...news, order: { ...news.order, clientId } };
  return news.kind === 'fill' ? { ...news, fill: { ...news.fill, clientId } } : news;
}

/** Throws a VenueFault where a position is one side of hedge mode. */
function refuseHedge(positionSide: unknown, symbol: string): void {
  if (positionSide === undefined || positionSide === null || positionSide === 'BOTH') return;
  throw new VenueFault('auth', `${symbol} is in hedge mode, in which an instrument has two positions: switch it to one-way mode`);
}
