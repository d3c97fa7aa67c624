import { parseTimeframe } from '../../../engine/model/timeframe.ts';
import { answerOf, type Habits } from '../habits.ts';
import { type Answer, type Asked, Loopback } from '../loopback.ts';
import type { Tape } from '../tape.ts';

/** What a fake Binance is like. */
export interface BinanceOptions {
  /** What trades: spot pairs by their symbol. */
  readonly spot: Readonly<Record<string, Tape>>;
  /** USD-M perpetuals by their symbol, with their mark prices and funding rates (time and rate). */
  readonly linear?: Readonly<
    Record<string, { readonly trade: Tape; readonly mark: Tape; readonly funding: readonly (readonly [number, string])[] }>
  >;
  /** Its clock, and how far the one it tells is ahead of it. */
  readonly now: () => number;
  readonly ahead?: number;
  readonly habits?: Habits;
  /** Answers 429 to a request; the seconds it asks to wait. */
  readonly refuses?: (asked: Asked) => number | undefined;
}

/** A fake Binance: the public REST endpoints of spot and USD-M futures that ccxt's binance class calls, as their documentation shows them. */
export function startBinance(options: BinanceOptions): Promise<Loopback> {
  return Loopback.start((asked) => answer(asked, options));
}

function answer(asked: Asked, options: BinanceOptions): Answer {
  const { spot, linear = {}, now, ahead = 0 } = options;
  const headers = { 'x-mbx-used-weight': String(asked.before), 'x-mbx-used-weight-1m': String(asked.before), 'retry-after': '' };
  const rest = options.refuses?.(asked);
  if (rest !== undefined) {
    const body = { code: -1003, msg: 'Too much request weight used; current limit is 6000 request weight per 1 MINUTE.' };
    return { status: 429, headers: { ...headers, 'retry-after': String(rest) }, body };
  }
  const { symbol = '' } = asked.query;
  switch (asked.path) {
    case '/api/v3/time':
    case '/fapi/v1/time':
      return { headers, body: { serverTime: now() + ahead } };
    case '/api/v3/exchangeInfo':
      return { headers, body: { ...INFO, serverTime: now(), symbols: Object.keys(spot).map(spotInfo) } };
    case '/fapi/v1/exchangeInfo':
      return { headers, body: { ...INFO, serverTime: now(), symbols: Object.keys(linear).map(linearInfo) } };
    case '/dapi/v1/exchangeInfo':
      return { headers, body: { ...INFO, serverTime: now(), symbols: [] } };
    case '/api/v3/klines':
      return klines(asked, spot[symbol], options);
    case '/fapi/v1/klines':
      return klines(asked, linear[symbol]?.trade, options);
    case '/fapi/v1/markPriceKlines':
      return klines(asked, linear[symbol]?.mark, options);
    case '/fapi/v1/fundingRate':
      return funding(asked, linear[symbol]?.funding ?? [], options);
    default:
      return { status: 404, body: '<html><head><title>404 Not Found</title></head><body>nginx</body></html>' };
  }
}

const INFO = { timezone: 'UTC', rateLimits: [], exchangeFilters: [] };

function klines({ query }: Asked, tape: Tape | undefined, { now, habits = {} }: BinanceOptions): Answer {
  if (tape === undefined) return { status: 400, body: { code: -1121, msg: 'Invalid symbol.' } };
  const interval = query['interval']!;
  const frame = parseTimeframe(interval)!;
  const step = 'ms' in frame ? frame.ms : 28 * 86_400_000;
  const bars = tape.at(now(), interval);
  const range = {
    since: Number(query['startTime'] ?? 0),
    until: Number(query['endTime'] ?? now()),
    limit: Number(query['limit'] ?? 500),
    step,
  };
  const page = answerOf(bars, range, habits);
  return { body: page.map(([time, o, h, l, c, v]) => [time, o, h, l, c, v, time + step - 1, '0', 1, '0', '0', '0']) };
}

function funding({ query }: Asked, rates: readonly (readonly [number, string])[], { now, habits = {} }: BinanceOptions): Answer {
  const there = rates.filter(([time]) => time <= now());
  const range = {
    since: Number(query['startTime'] ?? 0),
    until: Number(query['endTime'] ?? now()),
    limit: Number(query['limit'] ?? 100),
    step: 8 * 3_600_000,
  };
  const page = answerOf(there, range, habits);
  return { body: page.map(([fundingTime, fundingRate]) => ({ symbol: query['symbol'], fundingTime, fundingRate, markPrice: '42135.07' })) };
}

/** `BTCUSDT` in its two coins. */
const coins = (symbol: string): readonly [base: string, quote: string] => [symbol.replace(/USDT$/, ''), 'USDT'];

function spotInfo(symbol: string): object {
  const [baseAsset, quoteAsset] = coins(symbol);
  return {
    symbol,
    status: 'TRADING',
    baseAsset,
    baseAssetPrecision: 8,
    quoteAsset,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET'],
    icebergAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: '0.01000000', maxPrice: '1000000.00000000', tickSize: '0.01000000' },
      { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000' },
      {
        filterType: 'NOTIONAL',
        minNotional: '5.00000000',
        applyMinToMarket: true,
        maxNotional: '9000000.00000000',
        applyMaxToMarket: false,
      },
    ],
    permissions: [],
    permissionSets: [['SPOT']],
  };
}

function linearInfo(symbol: string): object {
  const [baseAsset, quoteAsset] = coins(symbol);
  return {
    symbol,
    pair: symbol,
    contractType: 'PERPETUAL',
    deliveryDate: 4_133_404_800_000,
    onboardDate: 1_569_398_400_000,
    status: 'TRADING',
    baseAsset,
    quoteAsset,
    marginAsset: quoteAsset,
    pricePrecision: 2,
    quantityPrecision: 3,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: '556.80', maxPrice: '4529764', tickSize: '0.10' },
      { filterType: 'LOT_SIZE', minQty: '0.001', maxQty: '1000', stepSize: '0.001' },
      { filterType: 'MIN_NOTIONAL', notional: '100' },
    ],
    orderTypes: ['LIMIT', 'MARKET'],
    timeInForce: ['GTC'],
  };
}
