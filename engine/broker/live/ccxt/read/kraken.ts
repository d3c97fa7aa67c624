import { DataError } from '../../../../model/errors.ts';
import { millis } from '../../../../model/time.ts';
import type { VenueFill, VenueOrder } from '../../../broker.ts';
import type { VenueNews } from '../../venue.ts';
import type { SaidOrder, SaidTrade } from '../exchange.ts';
import type { Markets } from '../markets.ts';
import { dealtAt, type Fields, fieldsOf, given, listOf, numberIn, priceIn, sideOf, textIn, typeOf } from './fields.ts';
import type { Heard, Reader } from './reader.ts';

/** What each status comes to: of REST (OpenOrders, ClosedOrders) and of the channel `executions`. */
const STATUS: Readonly<Record<string, VenueOrder['status']>> = {
  pending: 'open',
  open: 'open',
  closed: 'filled',
  canceled: 'canceled',
  expired: 'expired',
  pending_new: 'open',
  new: 'open',
  partially_filled: 'open',
  filled: 'filled',
};

/** How many orders are remembered, to complete what the channel says of them. */
const MEMORY = 20_000;

/**
 * Reads Kraken spot: REST as of ClosedOrders and TradesHistory, streams as of the channel `executions` of WebSocket v2, whose later
 * messages of an order hold only what has changed of it.
 */
export class KrakenReader implements Reader {
  /** What is known of each order, by Kraken's id. */
  readonly #known = new Map<string, Fields>();
  readonly #clientIds = new Map<string, string>();
  readonly #fromId: (text: string) => string;

  constructor(fromId: (text: string) => string = (text) => text) {
    this.#fromId = fromId;
  }

  order({ id = '', symbol = '', info }: SaidOrder, markets: Markets, asOf: number): VenueOrder {
    const wire = fieldsOf(info);
    const terms = fieldsOf(wire['descr']);
    const type = textIn(terms, 'ordertype');
    const hasTrigger = type.startsWith('stop-loss') || type.startsWith('take-profit');
    const limit = priceIn(terms, hasTrigger ? 'price2' : 'price');
    const opened = given(wire, 'opentm') * 1_000;
    return this.#orderOf(
      {
        ...{ id, clientId: textIn(wire, 'cl_ord_id'), symbol, side: terms['type'], type, status: textIn(wire, 'status') },
        waits: hasTrigger && !/stopped|touched/.test(textIn(wire, 'misc')),
        ...{ qty: given(wire, 'vol'), filledQty: given(wire, 'vol_exec'), avgPrice: numberIn(wire, 'price') },
        ...{
          price: limit,
          trigger: hasTrigger ? (priceIn(wire, 'stopprice') ?? priceIn(terms, 'price')) : undefined,
          reduceOnly: wire['reduce_only'] === true,
        },
        ts: numberIn(wire, 'closetm') * 1_000 || Math.max(opened, asOf || 0),
      },
      markets,
    );
  }

  successor(): undefined {
    return undefined;
  }

  fill({ id = '', symbol = '', info }: SaidTrade, markets: Markets): VenueFill {
    const wire = fieldsOf(info);
    const venueId = textIn(wire, 'ordertxid');
    return {
      ...{ execId: id, id: 0, clientId: this.#clientIds.get(venueId) ?? '', venueId, instrument: markets.idOf(symbol) },
      ...{ side: sideOf(wire['type']), qty: given(wire, 'vol'), price: dealtAt(wire, 'price'), fee: numberIn(wire, 'fee') || 0 },
      // "Total fee (quote currency)".
      feeCurrency: markets.find(symbol)?.instrument.quote ?? symbol.split('/')[1] ?? '',
      ...{ liquidity: wire['maker'] === true ? 'maker' : 'taker', ts: millis(given(wire, 'time') * 1_000) },
    };
  }

  hear(message: unknown, markets: Markets): Heard {
    const { method, success, channel, data, error } = fieldsOf(message);
    if (method === 'subscribe') {
      if (success === false) return { news: [], over: `the stream refused: ${String(error)}` };
      return { news: [], isConfirmed: true };
    }
    if (channel !== 'executions') return { news: [] };
    return { news: listOf(data).flatMap((wire) => this.#execution(wire, markets)) };
  }

  #execution(said: Fields, markets: Markets): VenueNews[] {
    const id = textIn(said, 'order_id');
    const wire: Fields = { ...this.#known.get(id), ...said };
    this.#known.set(id, wire);
    if (this.#known.size > MEMORY) this.#known.delete(this.#known.keys().next().value!);
    // Of one whose beginning was not heard its end does not say what it was: the account is asked for.
    if (wire['symbol'] === undefined || wire['side'] === undefined) return [];
    const ts = Date.parse(textIn(said, 'timestamp'));
    if (Number.isNaN(ts)) throw new DataError(`Expected a time of an execution, but it was "${textIn(said, 'timestamp')}"`);
    const triggers = fieldsOf(wire['triggers']);
    const type = textIn(wire, 'order_type');
    const hasTrigger = type.startsWith('stop-loss') || type.startsWith('take-profit');
    const order = this.#orderOf(
      {
        ...{ id, clientId: textIn(wire, 'cl_ord_id'), symbol: textIn(wire, 'symbol'), side: wire['side'], type },
        ...{ status: textIn(wire, 'order_status'), waits: hasTrigger && triggers['status'] !== 'triggered' },
        ...{ qty: given(wire, 'order_qty'), filledQty: numberIn(wire, 'cum_qty') || 0, avgPrice: numberIn(wire, 'avg_price') },
        ...{ price: priceIn(wire, 'limit_price'), trigger: priceIn(triggers, 'price') ?? priceIn(wire, 'stop_price') },
        ...{ reduceOnly: wire['reduce_only'] === true, ts },
      },
      markets,
    );
    const news: VenueNews[] = [{ kind: 'order', order, reason: order.status === 'open' ? '' : textIn(said, 'reason') }];
    if (said['exec_type'] === 'trade') news.push({ kind: 'fill', fill: fillOf(said, wire, order, markets) });
    return news;
  }

  #orderOf(wire: Plain, markets: Markets): VenueOrder {
    const { id, symbol, filledQty, qty } = wire;
    const clientId = this.#fromId(wire.clientId);
    const status = STATUS[wire.status];
    if (status === undefined) throw new DataError(`Expected a status of an order that Kraken documents, but it was "${wire.status}"`);
    this.#clientIds.set(id, clientId);
    if (this.#clientIds.size > MEMORY) this.#clientIds.delete(this.#clientIds.keys().next().value!);
    const hasLimit = wire.type.endsWith('limit');
    return {
      ...{ id: 0, clientId, venueId: id, instrument: markets.idOf(symbol), side: sideOf(wire.side) },
      type: typeOf(wire.type, wire.waits && filledQty === 0, hasLimit),
      ...{
        qty,
        filledQty,
        avgPrice: filledQty > 0 && wire.avgPrice > 0 ? wire.avgPrice : Number.NaN,
        price: hasLimit ? wire.price : undefined,
      },
      ...{ trigger: wire.trigger, reduceOnly: wire.reduceOnly },
      status: status === 'filled' && filledQty < qty ? 'canceled' : status,
      ts: millis(wire.ts),
    };
  }
}

/** An execution of the channel; several fees in one are stated in the first one's currency where they share it. */
function fillOf(said: Fields, wire: Fields, order: VenueOrder, markets: Markets): VenueFill {
  const fees = listOf(said['fees']);
  const asset = fees[0] === undefined ? '' : textIn(fees[0], 'asset');
  const market = markets.find(textIn(wire, 'symbol'));
  return {
    ...{ execId: textIn(said, 'exec_id'), id: 0, clientId: order.clientId, venueId: order.venueId, instrument: order.instrument },
    ...{ side: order.side, qty: given(said, 'last_qty'), price: dealtAt(said, 'last_price') },
    fee: fees.reduce((sum, fee) => (textIn(fee, 'asset') === asset ? sum + given(fee, 'qty') : sum), 0),
    feeCurrency: market !== undefined && market.base === asset ? market.instrument.id : asset,
    ...{ liquidity: said['liquidity_ind'] === 'm' ? 'maker' : 'taker', ts: order.ts },
  };
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
  readonly avgPrice: number;
  readonly price: number | undefined;
  readonly trigger: number | undefined;
  readonly reduceOnly: boolean;
  readonly ts: number;
}
