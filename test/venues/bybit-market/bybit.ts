import { HOUR } from '../../../engine/model/time.ts';
import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { answerOf, type Habits } from '../habits.ts';
import { type Answer, type Asked, Loopback } from '../loopback.ts';
import type { Tape } from '../tape.ts';

/** A contract or pair at the fake. */
export interface BybitMarket {
  readonly trade: Tape;
  readonly mark?: Tape;
  readonly index?: Tape;
  /** Times and rates, oldest first. */
  readonly funding?: readonly (readonly [number, string])[];
  /** Named only to who asks for what is closed. */
  readonly isClosed?: boolean;
}

/** What the fake refuses a request with: its code for too many with the time of its clock from which it takes more, or an HTTP status. */
export interface BybitRefusal {
  readonly code?: number;
  readonly status?: number;
  readonly resetAt?: number;
  readonly text?: string;
}

/** What a fake Bybit is like. */
export interface BybitOptions {
  readonly linear?: Readonly<Record<string, BybitMarket>>;
  readonly inverse?: Readonly<Record<string, BybitMarket>>;
  readonly spot?: Readonly<Record<string, BybitMarket>>;
  /** Its clock, and how far the one it tells is ahead of it. */
  readonly now: () => number;
  readonly ahead?: number;
  readonly habits?: Habits;
  readonly refuses?: (asked: Asked) => BybitRefusal | undefined;
  /** How many requests are left of an allowance, and when the next one begins: the headers of every answer. */
  readonly allowance?: (asked: Asked) => readonly [left: number, resetAt: number] | undefined;
}

const INTERVALS: Readonly<Record<string, string>> = {
  '1': '1m',
  '3': '3m',
  '5': '5m',
  '15': '15m',
  '30': '30m',
  '60': '1h',
  '120': '2h',
  '240': '4h',
  '360': '6h',
  '720': '12h',
  D: '1d',
  W: '1w',
  M: '1M',
};

/** A fake Bybit V5: its public market endpoints, in the shapes of its documentation. */
export function startBybit(options: BybitOptions): Promise<Loopback> {
  return Loopback.start((asked) => {
    const refusal = options.refuses?.(asked);
    const [left, resetAt] = options.allowance?.(asked) ?? [];
    const reset = refusal?.resetAt ?? resetAt;
    const headers = {
      ...(left === undefined ? {} : { 'X-Bapi-Limit': '50', 'X-Bapi-Limit-Status': String(left) }),
      ...(refusal?.code === undefined ? {} : { 'X-Bapi-Limit': '50', 'X-Bapi-Limit-Status': '0' }),
      ...(reset === undefined ? {} : { 'X-Bapi-Limit-Reset-Timestamp': String(reset) }),
    };
    if (refusal?.status !== undefined) return { status: refusal.status, headers, body: refusal.text ?? '' };
    const [code, message, result] = refusal?.code === undefined ? resultOf(asked, options) : [refusal.code, refusal.text ?? '', {}];
    return { headers, body: { retCode: code, retMsg: message, result, retExtInfo: {}, time: Math.floor(options.now()) } } satisfies Answer;
  });
}

type Result = readonly [code: number, message: string, result: object];

const WRONG_SYMBOL: Result = [10001, 'params error: Symbol Invalid', {}];

function resultOf({ path, query }: Asked, options: BybitOptions): Result {
  const { now, ahead = 0 } = options;
  const { category = 'linear', symbol = '', interval = '1' } = query;
  const markets = { linear: options.linear ?? {}, inverse: options.inverse ?? {}, spot: options.spot ?? {} }[category] ?? {};
  const market = markets[symbol];
  const told = now() + ahead;
  switch (path) {
    case '/v5/market/time':
      return ok({ timeSecond: String(Math.floor(told / 1000)), timeNano: `${Math.floor(told)}000000` });
    case '/v5/market/instruments-info':
      return instruments(category, markets, query);
    case '/v5/market/funding/history':
      if (market === undefined) return WRONG_SYMBOL;
      if (query['startTime'] !== undefined && query['endTime'] === undefined) return [10001, 'params error: endTime is required', {}];
      return ok({ category, list: rates(market.funding ?? [], symbol, query, options) });
    case '/v5/market/kline':
      return market === undefined ? WRONG_SYMBOL : ok({ symbol, category, list: candles(market.trade, interval, query, options) });
    case '/v5/market/mark-price-kline':
    case '/v5/market/index-price-kline': {
      const tape = path.includes('/mark-') ? market?.mark : market?.index;
      if (tape === undefined) return WRONG_SYMBOL;
      return ok({ symbol, category, list: candles(tape, interval, query, options).map((bar) => bar.slice(0, 5)) });
    }
    default:
      return [10001, 'Request parameter error', {}];
  }
}

const ok = (result: object): Result => [0, 'OK', result];

/** Newest first, the newest of what lies between start and end, as Bybit does; volume in the contract's own unit, and turnover. */
function candles(tape: Tape, interval: string, query: Asked['query'], { now, habits }: BybitOptions): string[][] {
  const timeframe = INTERVALS[interval]!;
  const frame = parseTimeframe(timeframe)!;
  const step = 'ms' in frame ? frame.ms : 28 * 86_400_000;
  const range = { since: Number(query['start'] ?? 0), until: Number(query['end'] ?? now()), limit: Number(query['limit'] ?? 200), step };
  const page = answerOf(tape.at(now(), timeframe), range, { cap: 1000, newestFirst: true, newest: true, ...habits });
  return page.map(([time, o, h, l, c, v]) => [String(time), o, h, l, c, v, '1234.5']);
}

function rates(
  rows: readonly (readonly [number, string])[],
  symbol: string,
  query: Asked['query'],
  { now, habits }: BybitOptions,
): object[] {
  const range = {
    since: Number(query['startTime'] ?? 0),
    until: Number(query['endTime'] ?? now()),
    limit: Number(query['limit'] ?? 200),
    step: HOUR,
  };
  const there = rows.filter(([time]) => time <= now());
  const page = answerOf(there, range, { cap: 200, newestFirst: true, newest: true, ...habits });
  return page.map(([time, fundingRate]) => ({ symbol, fundingRate, fundingRateTimestamp: String(time) }));
}

/** One page: all there is of a symbol, else two instruments at a time behind a cursor. */
function instruments(category: string, markets: Readonly<Record<string, BybitMarket>>, query: Asked['query']): Result {
  const { symbol, status, cursor = '0' } = query;
  const named = Object.entries(markets).filter(
    ([name, { isClosed = false }]) => isClosed === (status === 'Closed') && (symbol ?? name) === name,
  );
  if (symbol !== undefined && named.length === 0 && category !== 'spot') return [10001, 'params error: symbol invalid', {}];
  const from = Number(cursor);
  const list = named.slice(from, from + 2).map(([name]) => (category === 'spot' ? spotInfo(name) : contractInfo(name, category)));
  return ok({ category, list, nextPageCursor: from + 2 < named.length ? String(from + 2) : '' });
}

function spotInfo(symbol: string): object {
  return {
    symbol,
    baseCoin: symbol.slice(0, -4),
    quoteCoin: symbol.slice(-4),
    innovation: '0',
    status: 'Trading',
    marginTrading: 'utaOnly',
    stTag: '0',
    lotSizeFilter: {
      basePrecision: '0.000001',
      quotePrecision: '0.0000001',
      minOrderQty: '0.000011',
      maxOrderQty: '83',
      minOrderAmt: '5',
      maxOrderAmt: '8000000',
    },
    priceFilter: { tickSize: '0.1' },
    riskParameters: { priceLimitRatioX: '0.005', priceLimitRatioY: '0.01' },
  };
}

function contractInfo(symbol: string, category: string): object {
  const isInverse = category === 'inverse';
  const quoteCoin = isInverse ? 'USD' : 'USDT';
  const baseCoin = symbol.slice(0, 3);
  return {
    symbol,
    contractType: isInverse ? 'InversePerpetual' : 'LinearPerpetual',
    status: 'Trading',
    baseCoin,
    quoteCoin,
    launchTime: '1585526400000',
    deliveryTime: '0',
    deliveryFeeRate: '',
    priceScale: '2',
    leverageFilter: { minLeverage: '1', maxLeverage: '100.00', leverageStep: '0.01' },
    priceFilter: { minPrice: '0.10', maxPrice: '1999999.80', tickSize: '0.10' },
    lotSizeFilter: isInverse
      ? { maxOrderQty: '25000000', minOrderQty: '1', qtyStep: '1', postOnlyMaxOrderQty: '25000000', maxMktOrderQty: '5000000' }
      : { maxOrderQty: '1190.000', minOrderQty: '0.001', qtyStep: '0.001', maxMktOrderQty: '500.000', minNotionalValue: '5' },
    unifiedMarginTrade: true,
    fundingInterval: 480,
    settleCoin: isInverse ? baseCoin : quoteCoin,
    copyTrading: 'both',
    upperFundingRate: '0.00375',
    lowerFundingRate: '-0.00375',
  };
}
