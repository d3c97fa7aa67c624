import { ConfigError, VenueError } from '../../../engine/model/errors.ts';
import { contractOf, hasSessions, showOf } from '../../live/ibkr/contract.ts';
import { type Address, DataLine, TwsRefusal, type WireBar } from '../../live/ibkr/data-line.ts';
import type { SeriesKey } from '../../series-key.ts';
import { barPager, lengthOf } from '../bar-pager.ts';
import { atFirst, type Patience, persist, sleep, TooManyRequests } from '../patience.ts';
import { rowOf } from '../row.ts';
import type { Listing, Page, Row, Source } from '../source.ts';
import type { SourceOptions } from '../sources.ts';
import { VenueClock } from '../venue-clock.ts';
import { walk } from '../walk.ts';
import { type IbkrListing, listingOf } from './listing.ts';
import { Pace } from './pace.ts';
import { durationOf, endText, openOf, SIZES, SMALL } from './timeframe.ts';

/** Where a program of IB listens: Gateway with real and with paper money, TWS with each. */
const PORTS = [4001, 4002, 7496, 7497];

/** Client ids for data: the first that is free is taken, as nothing depends on which. */
const CLIENT_IDS = [190, 191, 192, 193, 194];

/** For how long an unused connection stays open, milliseconds: a process that is done must not wait for it. */
const IDLE = 300;

/** How long TWS wants no request of a kind that it has refused as too many. */
const REST = 15_000;

/** Opens the history of IB, of a TWS or Gateway that runs on this machine, or at `baseUrl` (`127.0.0.1:4002`). */
export async function openIbkr(options: SourceOptions): Promise<Source> {
  const source = new IbkrSource(options);
  await source.open();
  return source;
}

/** Interactive Brokers: bars of trades, bids, asks and their middle, of whatever it trades. */
class IbkrSource implements Source {
  readonly venue = 'ibkr';
  readonly #patience: Patience;
  readonly #places: readonly Omit<Address, 'clientId'>[];
  readonly #pace: Pace | undefined;
  #clock = new VenueClock(Date.now() - 60_000);
  #line: DataLine | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor({ patience, baseUrl, paced = true }: SourceOptions) {
    this.#patience = patience;
    this.#places = placesOf(baseUrl);
    this.#pace = paced ? new Pace() : undefined;
  }

  /** Finds where it listens, and asks for its clock. */
  async open(): Promise<void> {
    this.#clock = await persist(async () => new VenueClock(await this.#use((line) => line.time())), atFirst(this.#patience));
  }

  now(): number {
    return this.#clock.now();
  }

  async find(id: string, symbol?: string): Promise<IbkrListing> {
    const name = id.toUpperCase().endsWith('.IBKR') ? id : `${id}.IBKR`;
    const asked = contractOf(symbol === undefined ? name : `${symbol}.IBKR`);
    return listingOf(name, await persist(() => this.#use((line) => line.details(asked)), this.#patience));
  }

  async instruments(): Promise<readonly Listing[]> {
    throw new ConfigError('Expected a venue that lists what it has, but IB does not: name the instrument, such as AAPL.IBKR');
  }

  bars(listing: Listing, timeframe: string, price: SeriesKey['price'], from: number, to: number): AsyncIterable<Page> {
    const { contract, id } = listing as IbkrListing;
    const size = SIZES[timeframe];
    if (size === undefined)
      throw new ConfigError(`Expected a timeframe that IB has (${Object.keys(SIZES).join(', ')}), but it was "${timeframe}"`);
    if (timeframe === '1h' && hasSessions(contract))
      throw new ConfigError(
        `Expected bars of "${id}" of up to 30m or of 1d, but they were of 1h: those of IB begin with the session, not with the hour`,
      );
    const show = showOf(contract, price);
    if (show === undefined)
      throw new ConfigError(`Expected a price that IB has bars of "${id}" of, such as ${id}@${timeframe}:mid, but it was "${price}"`);
    const ask = async (asked: string, since: number, until?: number): Promise<readonly Row[]> => {
      const request = {
        ...{ contract, show, regularHours: hasSessions(contract) },
        ...{ end: endText(until!), duration: durationOf(until! - since), size: SIZES[asked]!.size },
      };
      const bars = await this.#history(request, lengthOf(asked) <= SMALL);
      return bars.map(({ date, open, high, low, close, volume }) => rowOf([openOf(date), open, high, low, close, volume], this.venue));
    };
    const endpoint = {
      ...{ name: `${id} bars`, timeframes: Object.keys(SIZES).filter((one) => one !== '1h' || !hasSessions(contract)) },
      ...{ count: Math.floor(size.most / lengthOf(timeframe)), bounded: true, now: () => this.now(), ask },
    };
    return walk(barPager(endpoint, timeframe), from, to);
  }

  /** One request for bars; where there are none TWS says so as an error. */
  #history(request: Parameters<DataLine['history']>[0], isSmall: boolean): Promise<readonly WireBar[]> {
    return persist(async () => {
      await this.#turn(isSmall);
      try {
        return await this.#use((line) => line.history(request));
      } catch (error) {
        if (!(error instanceof TwsRefusal) || error.code !== 162) throw error;
        if (/no data/i.test(error.message)) return [];
        if (/pacing/i.test(error.message)) throw new TooManyRequests(error.message, REST, error);
        throw error;
      }
    }, this.#patience);
  }

  async #turn(isSmall: boolean): Promise<void> {
    for (let ms = this.#wait(isSmall); ms > 0; ms = this.#wait(isSmall)) {
      if (ms > 2_000) this.#patience.onWait(ms, 'IB answers 60 requests for short bars in 10 minutes');
      await sleep(ms, this.#patience.signal);
    }
  }

  #wait = (isSmall: boolean): number => this.#pace?.wait(performance.now(), isSmall) ?? 0;

  /** Does something over the connection, which ends where nothing else is done with it soon. */
  async #use<T>(run: (line: DataLine) => Promise<T>): Promise<T> {
    clearTimeout(this.#idle);
    const line = this.#line?.isOver === false ? this.#line : await this.#connect();
    this.#line = line;
    try {
      return await run(line);
    } finally {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => line.close(), IDLE);
    }
  }

  async #connect(): Promise<DataLine> {
    let failure: unknown;
    for (const place of this.#places) {
      for (const clientId of CLIENT_IDS) {
        try {
          return await DataLine.open({ ...place, clientId }, () => {}, this.#patience.signal);
        } catch (error) {
          failure = error;
          if (!(error instanceof TwsRefusal) || error.code !== 326) break;
        }
      }
    }
    if (this.#places.length > 1)
      throw new VenueError(
        `Expected TWS or IB Gateway to listen on this machine (ports ${PORTS.join(', ')}), but none did: log in there, allow API clients, or say where with --url`,
        { retryable: true, cause: failure },
      );
    throw failure;
  }
}

function placesOf(baseUrl: string | undefined): readonly Omit<Address, 'clientId'>[] {
  if (baseUrl === undefined) return PORTS.map((port) => ({ host: '127.0.0.1', port }));
  const match = /^(?:tcp:\/\/)?([^:/]+):(\d+)\/?$/.exec(baseUrl);
  if (match !== null) return [{ host: match[1]!, port: Number(match[2]) }];
  throw new ConfigError(`Expected the address of a TWS or IB Gateway, such as 127.0.0.1:4002, but it was "${baseUrl}"`);
}
