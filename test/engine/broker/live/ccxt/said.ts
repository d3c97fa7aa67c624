import { klineOf } from '../../../../../data/live/ccxt/said.ts';
import type { VenueFill, VenueOrder } from '../../../../../engine/broker/broker.ts';
import { certifiedOf } from '../../../../../engine/broker/live/ccxt/certified/table.ts';
import { Markets } from '../../../../../engine/broker/live/ccxt/markets.ts';
import { SpotReader } from '../../../../../engine/broker/live/ccxt/read/binance-spot.ts';
import { UsdmReader } from '../../../../../engine/broker/live/ccxt/read/binance-usdm.ts';
import { KrakenReader } from '../../../../../engine/broker/live/ccxt/read/kraken.ts';
import type { Reader } from '../../../../../engine/broker/live/ccxt/read/reader.ts';

/** What a payload comes to: lines that state its values, or `refused: ` and the reason. */
export type Said = readonly string[];

type Fields = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : [value]) as readonly Fields[];

/** What an order is, in a line. */
export const orderLine = (order: VenueOrder | undefined): string => {
  if (order === undefined) return 'an order that another has come of';
  const { clientId, side, qty, instrument, type, price, trigger, reduceOnly, status, filledQty, avgPrice } = order;
  const terms = `${clientId} ${side} ${qty} ${instrument} ${type} ${price ?? '-'} ${trigger ?? '-'}${reduceOnly ? ' reduce-only' : ''}`;
  return `${terms}: ${status} ${filledQty} at ${avgPrice}`;
};

/** What an execution is, in a line. */
export const fillLine = ({ execId, side, qty, instrument, price, liquidity, fee, feeCurrency }: VenueFill): string =>
  `${execId} ${side} ${qty} ${instrument} at ${price}, ${liquidity}, fee ${fee} ${feeCurrency}`;

/** What an adapter of no instruments reads of a payload: each message of a stream, each order and execution of an answer. */
export function said(venue: 'binance' | 'binance-usdm' | 'kraken', payload: unknown): Said {
  const { row } = certifiedOf(venue)!;
  const markets = new Markets([], {}, row);
  const reader: Reader = venue === 'binance' ? new SpotReader() : venue === 'binance-usdm' ? new UsdmReader() : new KrakenReader();
  try {
    if (venue === 'kraken') return krakenSaid(reader, markets, payload as Fields);
    return listOf(payload).flatMap((one) => binanceSaid(reader, markets, one));
  } catch (error) {
    return [`refused: ${(error as Error).message}`];
  }
}

function binanceSaid(reader: Reader, markets: Markets, one: Fields): string[] {
  const event = (one['event'] ?? one['data'] ?? one) as Fields;
  if (event['e'] === 'kline') {
    const { interval, candle } = klineOf(one)!;
    return [
      `${interval} ${candle.openTs} ${candle.open} ${candle.high} ${candle.low} ${candle.close} ${candle.volume}${candle.isOver ? '' : ' goes on'}`,
    ];
  }
  if (event['e'] !== undefined) {
    const { news, over } = reader.hear(one, markets);
    if (over !== undefined) return [`over: ${over}`];
    if (news.length === 0) return [`not used: ${String(event['e'])}`];
    return news.map((what) => (what.kind === 'order' ? orderLine(what.order) : what.kind === 'fill' ? fillLine(what.fill) : what.kind));
  }
  if (one['orderId'] !== undefined && one['commission'] !== undefined && one['id'] !== undefined)
    return [fillLine(reader.fill({ info: one }, markets))];
  if (one['origQty'] !== undefined || one['algoStatus'] !== undefined) return [orderLine(reader.order({ info: one }, markets, 0))];
  if (one['assets'] !== undefined) return (reader.balances?.(one) ?? []).map(({ currency, total }) => `${total} ${currency}`);
  return [`not used: ${Object.keys(one).slice(0, 3).join(', ')}`];
}

function krakenSaid(reader: Reader, markets: Markets, payload: Fields): string[] {
  const result = (payload['result'] ?? {}) as Fields;
  const rows = (name: string): [string, Fields][] => Object.entries((result[name] ?? {}) as Record<string, Fields>);
  const orders = [...rows('open'), ...rows('closed')];
  const pairOf = (info: Fields): string => String(info['pair'] ?? (info['descr'] as Fields)['pair']);
  if (orders.length > 0) return orders.map(([id, info]) => orderLine(reader.order({ id, symbol: pairOf(info), info }, markets, 0)));
  if (result['trades'] !== undefined)
    return rows('trades').map(([id, info]) =>
      fillLine(reader.fill({ id, symbol: pairOf(info).replace(/(USDT|USD)$/, '/$1'), info }, markets)),
    );
  return [`not used: ${Object.keys(payload).join(', ')}`];
}
