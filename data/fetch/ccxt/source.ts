import type { Exchange, MarketInterface } from 'ccxt';
import { ConfigError } from '../../../engine/model/errors.ts';
import { didYouMean } from '../../../engine/model/suggest.ts';
import { DAY, HOUR, MINUTE } from '../../../engine/model/time.ts';
import type { SeriesKey } from '../../series-key.ts';
import { type BarEndpoint, barPager } from '../bar-pager.ts';
import { atFirst, persist } from '../patience.ts';
import { rowOf } from '../row.ts';
import type { Listing, Page, Source } from '../source.ts';
import type { SourceOptions } from '../sources.ts';
import { VenueClock } from '../venue-clock.ts';
import { type Pager, walk } from '../walk.ts';
import { loadExchange } from './exchange.ts';
import { failureOf } from './failure.ts';
import { instrumentId, listingOf } from './listing.ts';
import { Transport } from './transport.ts';

/** No exchange answers with fewer rows than this where it has them: what an empty answer speaks for. */
const FEWEST = 100;

/** Opens an exchange of ccxt by its id. Throws a ConfigError where ccxt does not know it or has no bars of it. */
export async function openCcxt(venue: string, options: SourceOptions): Promise<Source> {
  const exchange = await loadExchange(venue, options);
  if (exchange.has['fetchOHLCV'] !== true) {
    throw new ConfigError(`Expected an exchange whose bars can be fetched, but it was "${venue}", which offers none`);
  }
  const source = new CcxtSource(venue, exchange, options);
  await source.open();
  return source;
}

/** A venue as ccxt speaks to it. */
class CcxtSource implements Source {
  readonly venue: string;
  readonly #exchange: Exchange;
  readonly #transport: Transport;
  readonly #options: SourceOptions;
  #clock = new VenueClock(Number.NaN);

  constructor(venue: string, exchange: Exchange, options: SourceOptions) {
    this.venue = venue;
    this.#exchange = exchange;
    this.#options = options;
    this.#transport = new Transport(options.patience.signal);
    exchange.fetchImplementation = this.#transport.send;
  }

  async open(): Promise<void> {
    const exchange = this.#exchange;
    // A list that failed to load is kept as such, unless it is asked for anew.
    await this.#call(() => exchange.loadMarkets(true), atFirst(this.#options.patience));
    const told = exchange.has['fetchTime'] === true ? await this.#call(() => exchange.fetchTime()) : this.#transport.date;
    this.#clock = new VenueClock(told != null && Number.isFinite(told) ? told : Date.now() - MINUTE);
  }

  now(): number {
    return this.#clock.now();
  }

  async find(id: string, symbol?: string): Promise<Listing> {
    const all = this.#markets();
    const named = all.filter((market) =>
      symbol === undefined ? instrumentId(market.symbol, this.venue) === id : market.symbol === symbol,
    );
    const [market, ...others] = named;
    if (market === undefined) {
      const near = didYouMean(
        symbol ?? id,
        all.map((one) => (symbol === undefined ? instrumentId(one.symbol, this.venue) : one.symbol)),
      );
      throw new ConfigError(`Expected an instrument that ${this.venue} lists, but it was "${symbol ?? id}"${near}`);
    }
    if (others.length > 0) {
      const names = named.map((one) => one.symbol).join(', ');
      throw new ConfigError(
        `Expected an instrument that is one of ${this.venue}, but it was "${id}", which may be ${names}: name it by its symbol`,
      );
    }
    return listingOf(market, this.venue, this.#exchange.precisionMode!);
  }

  bars(listing: Listing, timeframe: string, price: SeriesKey['price'], from: number, to: number): AsyncIterable<Page> {
    return walk(barPager(this.#endpoint(listing, price), this.#timeframe(timeframe)), from, to);
  }

  funding(listing: Listing, from: number, to: number): AsyncIterable<Page> {
    const exchange = this.#exchange;
    if (exchange.has['fetchFundingRateHistory'] !== true) {
      throw new ConfigError(`Expected a venue with a history of funding rates, but it was "${this.venue}"`);
    }
    const longer = barPager(this.#endpoint(listing, 'trade'), '1d');
    const pager: Pager = {
      name: `${listing.id}@funding`,
      now: () => this.now(),
      after: (time) => time + 1,
      speaksTo: (since) => since + FEWEST * HOUR,
      bounded: false,
      coarser: { pager: longer, startOf: (time) => time - DAY },
      ask: (since, until) =>
        this.#call(async () => {
          const rates = await exchange.fetchFundingRateHistory(listing.symbol, since, undefined, before(until));
          return rates.map(({ timestamp, fundingRate }) => rowOf([timestamp, fundingRate], this.venue));
        }),
    };
    return walk(pager, from, to);
  }

  async instruments(): Promise<readonly Listing[]> {
    return this.#markets().map((market) => listingOf(market, this.venue, this.#exchange.precisionMode!));
  }

  #markets(): MarketInterface[] {
    return Object.values(this.#exchange.markets ?? {}) as MarketInterface[];
  }

  #endpoint(listing: Listing, price: SeriesKey['price']): BarEndpoint {
    const exchange = this.#exchange;
    const limit = exchange.featureValue(listing.symbol, 'fetchOHLCV', 'limit') as number | undefined;
    const asked = this.#price(price);
    return {
      name: `${listing.id} bars`,
      timeframes: Object.keys(exchange.timeframes),
      count: Math.min(limit ?? FEWEST, FEWEST),
      bounded: false,
      now: () => this.now(),
      ask: (timeframe, since, until) =>
        this.#call(async () => {
          const bars = await exchange.fetchOHLCV(listing.symbol, timeframe, since, limit, { ...before(until), ...asked });
          return bars.map(([time, open, high, low, close, volume]) => rowOf([time, open, high, low, close, volume ?? 0], this.venue));
        }),
    };
  }

  #timeframe(timeframe: string): string {
    const known = Object.keys(this.#exchange.timeframes);
    if (known.includes(timeframe)) return timeframe;
    throw new ConfigError(`Expected a timeframe that ${this.venue} has (${known.join(', ')}), but it was "${timeframe}"`);
  }

  /** What asks for bars of a price. */
  #price(price: SeriesKey['price']): { readonly price?: string } {
    if (price === 'trade') return {};
    const has = price === 'mark' ? 'fetchMarkOHLCV' : price === 'index' ? 'fetchIndexOHLCV' : '';
    if (this.#exchange.has[has] === true) return { price };
    throw new ConfigError(`Expected a price that ${this.venue} has bars of, but it was "${price}"`);
  }

  /** Sends a request until it is answered. */
  #call<T>(send: () => Promise<T>, patience = this.#options.patience): Promise<T> {
    return persist(async () => {
      this.#transport.clear();
      try {
        return await send();
      } catch (error) {
        throw failureOf(error, this.venue, this.#transport.refusal);
      }
    }, patience);
  }
}

/** ccxt's name for where to stop: the last millisecond that counts. */
const before = (until: number | undefined): { readonly until?: number } => (until === undefined ? {} : { until: until - 1 });
