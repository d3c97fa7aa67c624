import { setMaxListeners } from 'node:events';
import type { APIResponseV3, RestClientV5 } from 'bybit-api';
import { failureOf, resultOf } from '../../fetch/bybit/failure.ts';
import type { Category } from '../../fetch/bybit/listing.ts';
import { type Candle, candleOfRow } from './candle.ts';
import { type Print, printOfRecent, type WireRecentTrade } from './print.ts';

/** Milliseconds after which a request counts as failed. */
const TIMEOUT = 10_000;

/** The most bars and trades of one answer (docs/v5/market/kline, docs/v5/market/recent-trade, limit). */
export const MOST_BARS = 1_000;
const MOST_TRADES = { spot: 60, contracts: 1_000 } as const;

/** What is asked for where a stream was down: each request once. Rejects with a VenueError. */
export interface PublicRest {
  /** Bars of `length` milliseconds that open in [from, to], at most 1,000 and the newest of them, oldest first; and the venue's clock. */
  bars(
    place: Place,
    interval: string,
    length: number,
    from: number,
    to: number,
  ): Promise<{ readonly candles: Candle[]; readonly time: number }>;
  /** The newest trades. */
  trades(place: Place): Promise<Print[]>;
  /** Nothing is waited for any more. */
  close(): void;
}

/** An instrument as requests and topics name it. */
export interface Place {
  readonly category: Category;
  readonly symbol: string;
}

/** Bybit's public endpoints through its SDK. */
export class BybitRest implements PublicRest {
  readonly #baseUrl: string;
  readonly #over = new AbortController();
  #client: RestClientV5 | undefined;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
    // Each request listens, and Node takes more than ten for a leak.
    setMaxListeners(0, this.#over.signal);
  }

  async bars({ category, symbol }: Place, interval: string, length: number, from: number, to: number) {
    const asked = { category, symbol, interval: interval as '1', start: from, end: to, limit: MOST_BARS };
    const { result, time } = await this.#ask((client) => client.getKline(asked));
    const candles = result.list.map((row) => candleOfRow(row, length, time)).sort((a, b) => a.openTs - b.openTs);
    return { candles, time };
  }

  async trades({ category, symbol }: Place): Promise<Print[]> {
    const limit = category === 'spot' ? MOST_TRADES.spot : MOST_TRADES.contracts;
    const { result } = await this.#ask((client) => client.getPublicTradingHistory({ category, symbol, limit }));
    return (result.list as unknown as readonly WireRecentTrade[]).map(printOfRecent);
  }

  close(): void {
    this.#over.abort();
  }

  async #ask<T>(send: (client: RestClientV5) => Promise<APIResponseV3<T>>): Promise<{ readonly result: T; readonly time: number }> {
    const { RestClientV5 } = await import('bybit-api');
    this.#client ??= new RestClientV5(
      { baseUrl: this.#baseUrl, parseAPIRateLimits: true },
      { timeout: TIMEOUT, signal: this.#over.signal },
    );
    let answer: APIResponseV3<T> & { readonly time?: number };
    try {
      answer = await send(this.#client);
    } catch (thrown) {
      throw failureOf(thrown, Number.NaN);
    }
    const time = answer.time ?? Number.NaN;
    return { result: resultOf(answer, time), time };
  }
}
