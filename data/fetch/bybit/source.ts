import type { APIResponseV3, KlineIntervalV3, RestClientV5 } from 'bybit-api';
import { ConfigError } from '../../../engine/model/errors.ts';
import { didYouMean } from '../../../engine/model/suggest.ts';
import { DAY, HOUR } from '../../../engine/model/time.ts';
import type { SeriesKey } from '../../series-key.ts';
import { type BarEndpoint, barPager } from '../bar-pager.ts';
import { rowOf } from '../row.ts';
import type { Listing, Page, Source } from '../source.ts';
import type { SourceOptions } from '../sources.ts';
import { type Pager, walk } from '../walk.ts';
import { BybitClient } from './client.ts';
import { type BybitListing, type Category, type InstrumentInfo, listingOf, placesOf } from './listing.ts';

/** Its timeframes by ours. */
const INTERVALS: Readonly<Record<string, KlineIntervalV3>> = {
  '1m': '1',
  '3m': '3',
  '5m': '5',
  '15m': '15',
  '30m': '30',
  '1h': '60',
  '2h': '120',
  '4h': '240',
  '6h': '360',
  '12h': '720',
  '1d': 'D',
  '1w': 'W',
  '1M': 'M',
};

/** The most rows of one answer: bars, funding rates, instruments. */
const MOST = { bars: 1000, rates: 200, instruments: 1000 } as const;

/** Opens Bybit's public market data. */
export async function openBybit(options: SourceOptions): Promise<Source> {
  return new BybitSource(await BybitClient.open(options));
}

/** Bybit V5: bars of trades, mark and index prices, and funding, of spot pairs, linear and inverse contracts. */
class BybitSource implements Source {
  readonly venue = 'bybit';
  readonly #client: BybitClient;

  constructor(client: BybitClient) {
    this.#client = client;
  }

  now(): number {
    return this.#client.now();
  }

  async find(id: string, symbol?: string): Promise<Listing> {
    const place = placesOf(symbol ?? id);
    for (const category of place.categories) {
      // Asked for nothing, it names what trades; what was delisted has its history still.
      for (const status of [undefined, 'Closed'] as const) {
        const found = await this.#info(category, place.symbol, status);
        if (found !== undefined) return found;
      }
    }
    const near = didYouMean(
      id,
      (await this.instruments()).map((one) => one.id),
    );
    throw new ConfigError(`Expected an instrument that bybit lists, but it was "${symbol ?? id}"${near}`);
  }

  async instruments(): Promise<readonly Listing[]> {
    const all: Listing[] = [];
    for (const category of ['linear', 'inverse', 'spot'] as const) {
      let cursor = '';
      do {
        const asked = { category, limit: MOST.instruments, ...(cursor === '' ? {} : { cursor }) };
        const page = await this.#client.ask((rest) => rest.getInstrumentsInfo(asked), pageOf);
        all.push(...page.list.map((info) => listingOf(category, info)));
        cursor = page.nextPageCursor ?? '';
      } while (cursor !== '');
    }
    return all;
  }

  bars(listing: Listing, timeframe: string, price: SeriesKey['price'], from: number, to: number): AsyncIterable<Page> {
    if (INTERVALS[timeframe] !== undefined) return walk(barPager(this.#endpoint(listing as BybitListing, price), timeframe), from, to);
    throw new ConfigError(`Expected a timeframe that bybit has (${Object.keys(INTERVALS).join(', ')}), but it was "${timeframe}"`);
  }

  funding(listing: Listing, from: number, to: number): AsyncIterable<Page> {
    const { symbol, category } = listing as BybitListing;
    if (category === 'spot') throw new ConfigError(`Expected a contract with funding, but it was "${listing.id}"`);
    const longer = barPager(this.#endpoint(listing as BybitListing, 'trade'), '1d');
    const pager: Pager = {
      name: `${listing.id}@funding`,
      now: () => this.now(),
      after: (time) => time + 1,
      // Rates come every hour at the most.
      speaksTo: (since) => since + MOST.rates * HOUR,
      bounded: true,
      coarser: { pager: longer, startOf: (time) => time - DAY },
      ask: (since, until) =>
        this.#client.ask(
          (rest) => rest.getFundingRateHistory({ category, symbol, startTime: since, endTime: until! - 1, limit: MOST.rates }),
          ({ list }) => list.map(({ fundingRateTimestamp, fundingRate }) => rowOf([fundingRateTimestamp, fundingRate], this.venue)),
        ),
    };
    return walk(pager, from, to);
  }

  #endpoint({ id, symbol, category }: BybitListing, price: SeriesKey['price']): BarEndpoint {
    const candles = candlesOf(price, category);
    return {
      name: `${id} bars`,
      timeframes: Object.keys(INTERVALS),
      count: MOST.bars,
      bounded: true,
      now: () => this.now(),
      ask: (timeframe, since, until) =>
        this.#client.ask(
          (rest) => candles(rest, { symbol, interval: INTERVALS[timeframe]!, start: since, end: until! - 1, limit: MOST.bars }),
          ({ list }) => list.map((values) => rowOf(barOf(values), this.venue)),
        ),
    };
  }

  #info(category: Category, symbol: string, status: 'Closed' | undefined): Promise<BybitListing | undefined> {
    return this.#client
      .ask(
        (rest) => rest.getInstrumentsInfo({ category, symbol, ...(status === undefined ? {} : { status }) }),
        ({ list }) => list.find((one) => one.symbol === symbol),
      )
      .then((info) => (info === undefined ? undefined : listingOf(category, info)))
      .catch((error: unknown) => {
        // A symbol of another category is a wrong request, not an empty answer.
        if (error instanceof ConfigError) return undefined;
        throw error;
      });
  }
}

/** One answer of the list of instruments; the last one names no cursor. */
interface Instruments {
  readonly list: readonly InstrumentInfo[];
  readonly nextPageCursor?: string;
}

const pageOf = (page: Instruments): Instruments => page;

/** What every request for bars says. */
interface Asked {
  readonly symbol: string;
  readonly interval: KlineIntervalV3;
  readonly start: number;
  readonly end: number;
  readonly limit: number;
}

type Candles = (rest: RestClientV5, asked: Asked) => Promise<APIResponseV3<{ readonly list: readonly (readonly string[])[] }>>;

/** The endpoint that has bars of a price. */
function candlesOf(price: SeriesKey['price'], category: Category): Candles {
  if (price === 'trade') return (rest, asked) => rest.getKline({ category, ...asked });
  if (category !== 'spot') {
    if (price === 'mark') return (rest, asked) => rest.getMarkPriceKline({ category, ...asked });
    if (price === 'index') return (rest, asked) => rest.getIndexPriceKline({ category, ...asked });
  }
  const known = category === 'spot' ? 'trade' : 'trade, mark, index';
  throw new ConfigError(`Expected a price that bybit has ${category} bars of (${known}), but it was "${price}"`);
}

/** Volume is counted as orders are: coins of a pair and of a linear contract, inverse contracts. Mark and index prices have none. */
function barOf([time, open, high, low, close, volume = '0']: readonly string[]): readonly unknown[] {
  return [time, open, high, low, close, volume];
}
