import { DataError } from '../../../../model/errors.ts';
import { millis } from '../../../../model/time.ts';
import type { VenueFill, VenueOrder } from '../../../broker.ts';
import type { SaidOrder, SaidTrade } from '../exchange.ts';
import type { Markets } from '../markets.ts';
import { dealtAt, type Fields, fieldsOf, given, numberIn, priceIn, sideOf, textIn, typeOf } from './fields.ts';
import type { Heard, Reader } from './reader.ts';

/** What each status comes to (binance-spot-api-docs, enums.md, "Order status"). */
export const STATUS: Readonly<Record<string, VenueOrder['status']>> = {
  NEW: 'open',
  PENDING_NEW: 'open',
  PARTIALLY_FILLED: 'open',
  PENDING_CANCEL: 'open',
  FILLED: 'filled',
  CANCELED: 'canceled',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
};

/** Events after which a stream says nothing more (user-data-stream.md, web-socket-api.md). */
const OVER = new Set(['eventStreamTerminated', 'serverShutdown', 'listenKeyExpired']);

/** Reads Binance spot: REST as of rest-api.md, the user stream as of user-data-stream.md. */
export class SpotReader implements Reader {
  readonly #clientIds = new Map<string, string>();

  order({ info }: SaidOrder, markets: Markets): VenueOrder {
    const wire = fieldsOf(info);
    const waits = wire['isWorking'] === false || (wire['isWorking'] === undefined && priceIn(wire, 'stopPrice') !== undefined);
    return this.#orderOf(
      {
        ...{
          id: textIn(wire, 'orderId'),
          clientId: textIn(wire, 'origClientOrderId') || textIn(wire, 'clientOrderId'),
          symbol: textIn(wire, 'symbol'),
        },
        ...{ side: wire['side'], type: textIn(wire, 'type'), status: textIn(wire, 'status'), waits },
        ...{ qty: given(wire, 'origQty'), filledQty: given(wire, 'executedQty'), value: given(wire, 'cummulativeQuoteQty') },
        ...{ price: priceIn(wire, 'price'), trigger: priceIn(wire, 'stopPrice') },
        ts: numberIn(wire, 'updateTime') || numberIn(wire, 'transactTime') || given(wire, 'time'),
      },
      markets,
    );
  }

  successor(): undefined {
    return undefined;
  }

  fill({ info }: SaidTrade, markets: Markets): VenueFill {
    const wire = fieldsOf(info);
    const symbol = textIn(wire, 'symbol');
    const orderId = textIn(wire, 'orderId');
    return {
      ...{ execId: execIdOf(symbol, textIn(wire, 'id'), orderId), id: 0, clientId: this.#clientIds.get(orderId) ?? '', venueId: orderId },
      ...{ instrument: markets.idOf(symbol), side: wire['isBuyer'] === true ? 'buy' : 'sell' },
      ...{ qty: given(wire, 'qty'), price: dealtAt(wire, 'price'), fee: numberIn(wire, 'commission') || 0 },
      feeCurrency: feeCurrencyOf(textIn(wire, 'commissionAsset'), symbol, markets),
      ...{ liquidity: wire['isMaker'] === true ? 'maker' : 'taker', ts: millis(given(wire, 'time')) },
    };
  }

  hear(message: unknown, markets: Markets): Heard {
    const outer = fieldsOf(message);
    if (fieldsOf(outer['result'])['subscriptionId'] !== undefined) return { news: [], isConfirmed: true };
    const event = fieldsOf(outer['event'] ?? outer['data'] ?? outer);
    const name = textIn(event, 'e');
    if (OVER.has(name)) return { news: [], over: name };
    if (name !== 'executionReport') return { news: [] };
    const news: Heard['news'][number][] = [{ kind: 'order', order: this.#report(event, markets), reason: reasonOf(event) }];
    const qty = numberIn(event, 'l');
    // Of a trade that dealt nothing only the order's state is news.
    if (event['x'] === 'TRADE' && qty > 0) news.push({ kind: 'fill', fill: this.#traded(event, qty, markets) });
    return { news };
  }

  #report(event: Fields, markets: Markets): VenueOrder {
    // A cancel carries the cancel's own id in "c", and the order's in "C".
    const clientId = textIn(event, 'C') || textIn(event, 'c');
    return this.#orderOf(
      {
        ...{ id: textIn(event, 'i'), clientId, symbol: textIn(event, 's'), side: event['S'], type: textIn(event, 'o') },
        ...{ status: textIn(event, 'X'), waits: event['w'] !== true && priceIn(event, 'P') !== undefined },
        ...{ qty: given(event, 'q'), filledQty: given(event, 'z'), value: given(event, 'Z') },
        ...{ price: priceIn(event, 'p'), trigger: priceIn(event, 'P'), ts: numberIn(event, 'T') || given(event, 'E') },
      },
      markets,
    );
  }

  #traded(event: Fields, qty: number, markets: Markets): VenueFill {
    const symbol = textIn(event, 's');
    const orderId = textIn(event, 'i');
    return {
      ...{ execId: execIdOf(symbol, textIn(event, 't'), orderId), id: 0, clientId: this.#clientIds.get(orderId) ?? '', venueId: orderId },
      ...{ instrument: markets.idOf(symbol), side: sideOf(event['S']), qty, price: dealtAt(event, 'L'), fee: numberIn(event, 'n') || 0 },
      feeCurrency: feeCurrencyOf(textIn(event, 'N'), symbol, markets),
      ...{ liquidity: event['m'] === true ? 'maker' : 'taker', ts: millis(given(event, 'T')) },
    };
  }

  #orderOf(wire: Plain, markets: Markets): VenueOrder {
    const { id, clientId, symbol, filledQty, value } = wire;
    const status = STATUS[wire.status];
    if (status === undefined) throw new DataError(`Expected a status of an order that Binance documents, but it was "${wire.status}"`);
    this.#clientIds.set(id, clientId);
    if (this.#clientIds.size > 20_000) this.#clientIds.delete(this.#clientIds.keys().next().value!);
    const hasLimit = wire.type.includes('LIMIT');
    return {
      ...{ id: 0, clientId, venueId: id, instrument: markets.idOf(symbol), side: sideOf(wire.side) },
      type: typeOf(wire.type, wire.waits && status === 'open' && filledQty === 0, hasLimit),
      ...{ qty: wire.qty, filledQty, avgPrice: filledQty > 0 && value > 0 ? value / filledQty : Number.NaN },
      ...{ price: hasLimit ? wire.price : undefined, trigger: wire.trigger, reduceOnly: false },
      // What has filled was never refused.
      status: status === 'rejected' && filledQty > 0 ? 'canceled' : status,
      ts: millis(wire.ts),
    };
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
  readonly waits: boolean;
  readonly qty: number;
  readonly filledQty: number;
  /** Quote money that was dealt in all. */
  readonly value: number;
  readonly price: number | undefined;
  readonly trigger: number | undefined;
  readonly ts: number;
}

/** Trade ids count by market; of a trade with oneself there are two executions of one id. */
export const execIdOf = (symbol: string, tradeId: string, orderId: string): string => `${symbol}:${tradeId}/${orderId}`;

/** Of a pair the fee may be taken in the coin that was bought, or in another. */
export const feeCurrencyOf = (asset: string, symbol: string, markets: Markets): string => {
  const market = markets.find(symbol);
  return market !== undefined && market.base === asset ? market.instrument.id : asset;
};

/** Why an order ended, in the venue's words. */
function reasonOf(event: Fields): string {
  const reason = textIn(event, 'r');
  return reason === '' || reason === 'NONE' ? '' : reason;
}
