import { MINUTE } from '../../../engine/model/time.ts';
import { money, onGrid } from '../bybit/listed.ts';
import type { Request } from '../generic-ccxt/wire-server.ts';
import type { Shop } from '../generic-ccxt/wire-world.ts';
import { fromGrid } from '../hostile/resting-order.ts';
import type { Listed } from './names.ts';
import { listedIn } from './place.ts';
import { Refusal } from './refusal.ts';

/** Binance's lengths of bars in minutes. */
export const MINUTES: Readonly<Record<string, number>> = {
  ...{ '1m': 1, '3m': 3, '5m': 5, '15m': 15, '30m': 30, '1h': 60, '2h': 120, '4h': 240, '6h': 360, '12h': 720, '1d': 1_440 },
};

const INFO = { timezone: 'UTC', rateLimits: [], exchangeFilters: [] };

export const spotInfo = ({ world }: Shop, all: readonly Listed[]): object => ({
  ...INFO,
  serverTime: Math.floor(world.exchange.now),
  symbols: all.map(({ symbol, base, instrument }) => ({
    ...{ symbol, status: 'TRADING', baseAsset: base, baseAssetPrecision: 8, quoteAsset: instrument.quote, quotePrecision: 8 },
    ...{ quoteAssetPrecision: 8, icebergAllowed: true, isSpotTradingAllowed: true, isMarginTradingAllowed: false },
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'],
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: String(instrument.tickSize), maxPrice: '1000000.00', tickSize: String(instrument.tickSize) },
      { filterType: 'LOT_SIZE', minQty: String(instrument.stepSize), maxQty: '9000000.00', stepSize: String(instrument.stepSize) },
      {
        filterType: 'NOTIONAL',
        minNotional: String(instrument.minNotional),
        applyMinToMarket: true,
        maxNotional: '90000000',
        applyMaxToMarket: false,
      },
    ],
    ...{ permissions: [], permissionSets: [['SPOT']] },
  })),
});

export const usdmInfo = ({ world }: Shop, all: readonly Listed[]): object => ({
  ...INFO,
  serverTime: Math.floor(world.exchange.now),
  symbols: all.map(({ symbol, base, instrument }) => ({
    ...{ symbol, pair: symbol, contractType: 'PERPETUAL', deliveryDate: 4_133_404_800_000, onboardDate: 1_569_398_400_000 },
    ...{ status: 'TRADING', baseAsset: base, quoteAsset: instrument.quote, marginAsset: instrument.settle, pricePrecision: 8 },
    ...{ quantityPrecision: 8, baseAssetPrecision: 8, quotePrecision: 8, underlyingType: 'COIN' },
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: String(instrument.tickSize), maxPrice: '4529764', tickSize: String(instrument.tickSize) },
      { filterType: 'LOT_SIZE', minQty: String(instrument.stepSize), maxQty: '1000000', stepSize: String(instrument.stepSize) },
      { filterType: 'MIN_NOTIONAL', notional: String(instrument.minNotional) },
    ],
    orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET', 'TRAILING_STOP_MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
  })),
});

/** The answers that need no key, by the path's end; undefined for what is none of them. */
export function publicAnswer(shop: Shop, all: readonly Listed[], { path, given }: Request): (() => unknown) | undefined {
  const name = path.replace(/^\/f?api\/v\d\//, '');
  const now = (): number => Math.floor(shop.world.exchange.now);
  switch (name) {
    case 'time':
      return () => ({ serverTime: now() });
    case 'ping':
      return () => ({});
    case 'exchangeInfo':
      return () => (path.startsWith('/fapi') ? usdmInfo(shop, all) : spotInfo(shop, all));
    case 'ticker/24hr':
      return () => ticker(shop, listedIn(all, given));
    case 'klines':
      return () => klines(shop, listedIn(all, given), given, now());
    case 'trades':
      return () => trades(shop, listedIn(all, given));
    case 'aggTrades':
      return () => aggTrades(shop, listedIn(all, given));
    default:
      return undefined;
  }
}

function ticker({ last, quotes }: Shop, { symbol, index, instrument: { ticks } }: Listed): object {
  const quote = quotes.get(index);
  const at = (value: number | undefined): string => onGrid(ticks, value === undefined ? 0 : fromGrid(ticks, value));
  const price = onGrid(ticks, last(index));
  return {
    symbol,
    lastPrice: price,
    openPrice: price,
    highPrice: price,
    lowPrice: price,
    bidPrice: at(quote?.bid),
    askPrice: at(quote?.ask),
    volume: '1',
    quoteVolume: '1',
    openTime: 0,
    closeTime: 0,
    count: 1,
  };
}

function klines({ candles }: Shop, { index, instrument }: Listed, given: Request['given'], now: number): unknown[] {
  const minutes = MINUTES[given['interval'] ?? ''];
  if (minutes === undefined) throw new Refusal(-1120, 'Invalid interval.');
  const length = minutes * MINUTE;
  const [from, until] = [Number(given['startTime'] ?? 0), Number(given['endTime'] ?? now)];
  const bars = candles[index]!.bars((ts) => Math.floor(ts / length) * length, from, until, now);
  const limit = Number(given['limit'] ?? 500);
  const page = given['startTime'] === undefined ? bars.slice(-limit) : bars.slice(0, limit);
  const at = (value: number): string => onGrid(instrument.ticks, value);
  return page.map(({ start, open, high, low, close, volume, turnover }) => [
    ...[start, at(open), at(high), at(low), at(close), money(volume), start + length - 1, money(turnover), 1, '0', '0', '0'],
  ]);
}

const trades = ({ candles }: Shop, { index, instrument }: Listed): object[] =>
  candles[index]!.prints.slice(-500).map(({ number, ts, price, size, side }) => ({
    ...{ id: number, price: onGrid(instrument.ticks, price), qty: onGrid(instrument.steps, size), quoteQty: money(price * size) },
    ...{ time: ts, isBuyerMaker: side < 0, isBestMatch: true },
  }));

const aggTrades = ({ candles }: Shop, { index, instrument }: Listed): object[] =>
  candles[index]!.prints.slice(-500).map(({ number, ts, price, size, side }) => ({
    ...{
      a: number,
      p: onGrid(instrument.ticks, price),
      q: onGrid(instrument.steps, size),
      f: number,
      l: number,
      T: ts,
      m: side < 0,
      M: true,
    },
  }));
