import { DAY, MINUTE, WEEK } from '../../../engine/model/time.ts';
import type { Market } from '../hostile/market.ts';
import { Candles } from './candles.ts';
import { type Listed, money, onGrid } from './listed.ts';
import { OrderBook } from './order-book.ts';

/** Bybit's intervals in minutes; days are UTC. */
export const MINUTES: Readonly<Record<string, number>> = {
  ...{ '1': 1, '3': 3, '5': 5, '15': 15, '30': 30, '60': 60, '120': 120, '240': 240, '360': 360, '720': 720, D: 1_440 },
};

/** Where the bar of an interval begins that a moment is in: weeks on Mondays, months on the first. Undefined for no interval of Bybit. */
export function startIn(interval: string): ((ts: number) => number) | undefined {
  const minutes = MINUTES[interval];
  if (minutes !== undefined) return (ts) => Math.floor(ts / (minutes * MINUTE)) * minutes * MINUTE;
  // The first day of the epoch was a Thursday.
  if (interval === 'W') return (ts) => Math.floor((ts - 4 * DAY) / WEEK) * WEEK + 4 * DAY;
  if (interval === 'M') return (ts) => Date.UTC(new Date(ts).getUTCFullYear(), new Date(ts).getUTCMonth());
  return undefined;
}

/** What can be seen of the market of one instrument. */
export interface Seen {
  readonly listed: Listed;
  readonly candles: Candles;
  readonly book: OrderBook;
}

/** Watches the market of all instruments. */
export const watch = (market: Market, all: readonly Listed[], seed: number): Seen[] =>
  all.map((listed) => ({ listed, candles: new Candles(market, listed.index, seed), book: new OrderBook(market, listed.index) }));

/** The ticker of an instrument, as answers have it; the stream says a little less of spot. */
export function tickerRow({ listed, candles, book }: Seen, now: number): Readonly<Record<string, string>> {
  const { instrument, category, symbol } = listed;
  const at = (value: number): string => onGrid(instrument.ticks, Number.isNaN(value) ? 0 : value);
  const day = candles.bars(startIn('1')!, now - 86_400_000, now, now);
  const [high, low] = [Math.max(...day.map((bar) => bar.high)), Math.min(...day.map((bar) => bar.low))];
  const before = day[0]?.open ?? candles.last;
  const { b, a } = book.levels;
  const common = {
    symbol,
    lastPrice: at(candles.last),
    prevPrice24h: at(before),
    price24hPcnt: (candles.last / before - 1).toFixed(6),
    highPrice24h: at(high),
    lowPrice24h: at(low),
    turnover24h: money(day.reduce((sum, bar) => sum + bar.turnover, 0)),
    volume24h: money(day.reduce((sum, bar) => sum + bar.volume, 0)),
    ...{ bid1Price: b[0]?.[0] ?? '', bid1Size: b[0]?.[1] ?? '', ask1Price: a[0]?.[0] ?? '', ask1Size: a[0]?.[1] ?? '' },
  };
  if (category === 'spot') return { ...common, usdIndexPrice: at(candles.last) };
  return {
    ...common,
    ...{ indexPrice: at(candles.last), markPrice: at(candles.last), prevPrice1h: at(candles.last) },
    ...{ openInterest: '240113967', openInterestValue: '2089.79', fundingRate: '0.0001' },
    nextFundingTime: String((Math.floor(now / 28_800_000) + 1) * 28_800_000),
    ...{ fundingIntervalHour: '8', fundingCap: '0.005', preOpenPrice: '', preQty: '', curPreListingPhase: '' },
  };
}

/** What a ticker's answer has beside it for contracts. */
export const TICKER_REST = {
  predictedDeliveryPrice: '',
  basisRate: '',
  deliveryFeeRate: '',
  deliveryTime: '0',
  basis: '',
  basisRateYear: '',
};
