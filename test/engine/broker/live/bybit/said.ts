import { Book, type WireBook } from '../../../../../data/live/bybit/book.ts';
import { candleOf, candleOfRow, type WireCandle } from '../../../../../data/live/bybit/candle.ts';
import { printOf, printOfRecent, type WireRecentTrade, type WireTrade } from '../../../../../data/live/bybit/print.ts';
import { balancesOf, positionsOf } from '../../../../../engine/broker/live/bybit/map/account.ts';
import { faultOfCode } from '../../../../../engine/broker/live/bybit/map/fault.ts';
import { fillOf } from '../../../../../engine/broker/live/bybit/map/fill.ts';
import { misfitOf } from '../../../../../engine/broker/live/bybit/map/instrument.ts';
import { keyFacts } from '../../../../../engine/broker/live/bybit/map/key.ts';
import { categoryOf, idOf, marketOf } from '../../../../../engine/broker/live/bybit/map/market.ts';
import { orderOf, reasonOf } from '../../../../../engine/broker/live/bybit/map/order.ts';
import type {
  Category,
  WireExecution,
  WireInstrument,
  WireKey,
  WireOrder,
  WirePosition,
  WireWallet,
} from '../../../../../engine/broker/live/bybit/map/wire.ts';
import { instrumentOf } from '../../../../../engine/model/instrument.ts';
import { MINUTE } from '../../../../../engine/model/time.ts';

/** What a payload of Bybit comes to: lines that state its values, or `refused: ` and the reason. */
export type Said = readonly string[];

interface Payload {
  readonly topic?: string;
  readonly type?: string;
  readonly op?: string;
  readonly success?: boolean;
  readonly retCode?: number;
  readonly retMsg?: string;
  readonly time?: number;
  readonly category?: string;
  readonly positionIdx?: number;
  readonly data?: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
}

/** A block of the documentation. */
export interface Block {
  readonly lang: string;
  readonly text: string;
  readonly json?: unknown;
}

/** The payloads of a block: several with comments between them, or one; none where it is no JSON, or is abbreviated. */
export function documents({ lang, text, json }: Block): Payload[] {
  if (json !== undefined) return [json as Payload];
  if (lang !== 'json' || text.includes('...')) return [];
  return text
    .split(/^(?:\/\/.*|\w+)$/m)
    .filter((one) => one.trim() !== '')
    .map((one) => JSON.parse(one) as Payload);
}

/** Brings a payload to what reads its kind, as the adapter and the feed do. */
export function said(payload: Payload): Said {
  try {
    return read(payload);
  } catch (error) {
    return [`refused: ${(error as Error).message}`];
  }
}

function read(payload: Payload): Said {
  const { topic, op, result, data, retCode, category } = payload;
  if (retCode !== undefined && retCode !== 0) {
    const { kind, message } = faultOfCode(retCode, payload.retMsg, { asking: 'order', left: Number.NaN, rest: Number.NaN });
    return [`${kind}: ${message}`];
  }
  if (topic !== undefined) return ofTopic(topic, payload);
  if (op !== undefined && data === undefined)
    return [`${op} ${payload.success === false ? `failed: ${String(Object(payload).ret_msg)}` : 'done'}`];
  if (payload.positionIdx !== undefined) return positions([payload as unknown as WirePosition], category);
  const list = result?.['list'];
  if (!Array.isArray(list)) return ofResult(result ?? {}, data);
  return list.length === 0 ? ['nothing'] : ofList(list as Row[], result?.['category'] as string | undefined, payload.time ?? 0);
}

type Row = Readonly<Record<string, unknown>>;

function ofTopic(topic: string, { type = '', data }: Payload): Said {
  const [name] = topic.split('.');
  if (topic === 'execution.fast' || name === 'execution') return (data as WireExecution[]).map((one) => fill(one, 'linear'));
  if (name === 'order') return (data as WireOrder[]).map((one) => order(one));
  if (name === 'position') return positions(data as WirePosition[], (data as { category: string }[])[0]!.category);
  if (name === 'wallet') return (data as WireWallet[]).flatMap(wallet);
  if (name === 'kline') return (data as WireCandle[]).map((one) => candle(candleOf(one)));
  if (name === 'publicTrade' || name === 'trade') return (data as WireTrade[]).map((one) => printOf(one).values.join(' '));
  if (name === 'orderbook') return book(type, data as WireBook);
  return [`not subscribed to: ${name}`];
}

function ofList(list: readonly Row[], category: string | undefined, time: number): Said {
  const [first = {}] = list;
  if (Array.isArray(first)) return (list as unknown as string[][]).map((row) => candle(candleOfRow(row, MINUTE, time)));
  if ('orderStatus' in first) return (list as unknown as WireOrder[]).map((one) => order(one, category));
  if ('execId' in first && 'execQty' in first) return (list as unknown as WireExecution[]).map((one) => fill(one, category));
  if ('execId' in first) return (list as unknown as WireRecentTrade[]).map((one) => printOfRecent(one).values.join(' '));
  if ('positionIdx' in first) return positions(list as unknown as WirePosition[], category ?? 'linear');
  if ('coin' in first) return (list as unknown as WireWallet[]).flatMap(wallet);
  if ('priceFilter' in first) return list.map((one) => listed(one as unknown as WireInstrument & Row, category));
  return [`not asked for: ${Object.keys(first).slice(0, 3).join(', ')}`];
}

function ofResult(result: Row, data: unknown): Said {
  const about = (Object.keys(data ?? {}).length > 0 ? data : result) as Row;
  if ('permissions' in about) return [key(about as unknown as WireKey)];
  if ('b' in about) return book('snapshot', about as unknown as WireBook);
  if ('timeNano' in about) return [`time ${Math.floor(Number(about['timeNano']) / 1e6)}`];
  if ('orderLinkId' in about) return [`taken: ${String(about['orderId'])} ${String(about['orderLinkId'])}`];
  if ('marginMode' in about) return [`${String(about['marginMode'])}, unified ${String(about['unifiedMarginStatus'])}`];
  return [Object.keys(about).length === 0 ? 'done' : `not asked for: ${Object.keys(about).slice(0, 3).join(', ')}`];
}

const traded = (category: string | undefined, asked: Category | undefined): Category => {
  const known = categoryOf(category, asked);
  if (known === undefined) throw new Error(`category ${category} is not traded`);
  return known;
};

function order(wire: WireOrder, asked = 'linear'): string {
  const category = traded(wire.category, categoryOf(asked));
  const { instrument, side, type, qty, filledQty, avgPrice, price, trigger, status, clientId } = orderOf(wire, category);
  const terms = `${side} ${qty} ${instrument} ${type} ${price ?? '-'} ${trigger ?? '-'}${wire.reduceOnly ? ' reduce-only' : ''}`;
  return `${clientId} ${terms}: ${status} ${filledQty} at ${avgPrice}${reasonOf(wire) === '' ? '' : `, ${reasonOf(wire)}`}`;
}

function fill(wire: WireExecution, asked: string | undefined): string {
  const category = traded(wire.category, categoryOf(asked));
  const market = marketOf(instrumentOf(idOf(category, wire.symbol), { contract: category, quote: 'USDT' }));
  const { clientId, side, qty, price, fee, feeCurrency, liquidity, instrument } = fillOf(wire, category, market);
  return `${clientId === '' ? 'nobody' : clientId} ${side} ${qty} ${instrument} at ${price}, ${liquidity}, fee ${fee} ${feeCurrency}`;
}

const positions = (list: readonly WirePosition[], category: string | undefined): Said => {
  const held = positionsOf(list, traded(category, undefined)).map(({ instrument, qty, avgPrice }) => `${qty} ${instrument} at ${avgPrice}`);
  return held.length === 0 ? ['flat'] : held;
};

const wallet = (wire: WireWallet): Said => balancesOf(wire).map(({ currency, total }) => `${total} ${currency}`);

const candle = ({ openTs, ts, open, high, low, close, volume, isOver }: ReturnType<typeof candleOf>): string =>
  `${openTs} to ${ts}: ${open} ${high} ${low} ${close} ${volume} ${isOver ? 'over' : 'goes on'}`;

function book(type: string, wire: WireBook): Said {
  const one = new Book();
  const news = one.take(type, wire);
  return [news === 'moved' ? (one.top ?? []).join(' ') : news];
}

const key = (wire: WireKey): string => {
  const { account, warnings } = keyFacts(wire, ['linear']);
  return `key of ${account}${warnings.length === 0 ? '' : `, ${warnings.join(', ')}`}`;
};

function listed(wire: WireInstrument & Row, asked: string | undefined): string {
  const named =
    asked ??
    ('contractType' in wire
      ? String(wire['contractType']).startsWith('Inverse')
        ? 'inverse'
        : 'linear'
      : 'optionsType' in wire
        ? 'option'
        : 'spot');
  const category = traded(named, undefined);
  const { tickSize } = wire.priceFilter;
  const stepSize = wire.lotSizeFilter.qtyStep ?? wire.lotSizeFilter.basePrecision ?? '';
  const { symbol, quoteCoin: quote, settleCoin: settle } = wire;
  const market = marketOf(
    instrumentOf(idOf(category, symbol), { contract: category, quote, settle, tickSize: Number(tickSize), stepSize: Number(stepSize) }),
  );
  return `${market.instrument.id}, tick ${tickSize}, step ${stepSize}, in ${settle ?? quote}: ${misfitOf(market, wire) ?? 'fits'}`;
}
