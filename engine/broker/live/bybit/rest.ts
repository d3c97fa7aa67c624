import { setMaxListeners } from 'node:events';
import type { APIRateLimit, APIResponseV3, RestClientV5 } from 'bybit-api';
import { millis } from '../../../model/time.ts';
import type { VenueNews } from '../venue.ts';
import { type Asking, faultOfCode, faultOfThrown } from './map/fault.ts';
import { sign } from './sign.ts';

/** Milliseconds after which a request counts as failed: later than the broker stops to wait for it. */
const TIMEOUT = 15_000;

/** For how long after its time a request is valid (docs/v5/guide, recv_window). */
export const WINDOW = 5_000;

/** An answer of Bybit, with its clock in milliseconds at that time. */
export interface Answer<T> {
  readonly result: T;
  readonly time: number;
}

/** What a page of a list holds. */
export interface Page<T> {
  readonly list: readonly T[];
  readonly nextPageCursor?: string | null;
}

/** Bybit's REST endpoints through its SDK: each request once, and what comes of it a result or a VenueFault. */
export class Rest {
  readonly #key: string;
  readonly #secret: string;
  readonly #baseUrl: string;
  /** Of requests that change something, and of those that only ask. */
  #writer: RestClientV5 | undefined;
  #reader: RestClientV5 | undefined;
  #reading = anyMany();
  /** Told what answers say of limits. */
  hear: (news: Extract<VenueNews, { kind: 'limit' }>) => void = () => {};

  constructor(baseUrl: string, key: string, secret: string) {
    this.#baseUrl = baseUrl;
    this.#key = key;
    this.#secret = secret;
  }

  /** Asks once. `limit` is what the request counts against, beside the address; empty for public ones. */
  async ask<T>(asking: Asking, limit: string, send: (client: RestClientV5) => Promise<APIResponseV3<T>>): Promise<Answer<T>> {
    const client = await this.#open(asking);
    let answer: APIResponseV3<T> & { readonly time?: number };
    try {
      answer = await send(client);
    } catch (thrown) {
      throw faultOfThrown(thrown, { asking, left: Number.NaN, rest: restIn(thrown) });
    }
    const { retCode, retMsg, result, rateLimitApi, time = Number.NaN } = answer;
    this.#tell(limit, rateLimitApi);
    if (retCode === 0) return { result, time };
    const left = rateLimitApi?.remainingRequests ?? Number.NaN;
    throw faultOfCode(retCode, retMsg, { asking, left, rest: (rateLimitApi?.resetAtTimestamp ?? Number.NaN) - time });
  }

  /** All rows of a list, page by page, until a row is none of those that are wanted; with the clock of the first answer. */
  async list<T>(
    send: (client: RestClientV5, cursor: { readonly cursor?: string }) => Promise<APIResponseV3<Page<T>>>,
    isWanted: (row: T) => boolean = () => true,
  ): Promise<Answer<readonly T[]>> {
    const rows: T[] = [];
    let first = Number.NaN;
    for (let cursor = ''; ; ) {
      const { result, time } = await this.ask('read', 'read', (client) => send(client, cursor === '' ? {} : { cursor }));
      if (Number.isNaN(first)) first = time;
      rows.push(...result.list.filter(isWanted));
      cursor = result.nextPageCursor ?? '';
      if (cursor === '' || result.list.length === 0 || !result.list.every(isWanted)) return { result: rows, time: first };
    }
  }

  /** Nobody waits for what was asked any more; what is to be changed is on its way all the same. */
  stopReading(): void {
    this.#reading.abort();
    this.#reading = anyMany();
    this.#reader = undefined;
  }

  #tell(limit: string, said: APIRateLimit | undefined): void {
    if (said === undefined || limit === '') return;
    this.hear({ kind: 'limit', limit, left: said.remainingRequests, until: millis(said.resetAtTimestamp) });
  }

  async #open(asking: Asking): Promise<RestClientV5> {
    const { RestClientV5 } = await import('bybit-api');
    const made = (more: { readonly signal?: AbortSignal }): RestClientV5 =>
      new RestClientV5(
        {
          ...{ baseUrl: this.#baseUrl, key: this.#key, secret: this.#secret },
          ...{ parseAPIRateLimits: true, recv_window: WINDOW, customSignMessageFn: sign },
        },
        { timeout: TIMEOUT, ...more },
      );
    if (asking === 'read') {
      this.#reader ??= made({ signal: this.#reading.signal });
      return this.#reader;
    }
    this.#writer ??= made({});
    return this.#writer;
  }
}

/** What calls off any number of requests: Node takes more than ten that listen for a leak. */
function anyMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** For how long a server that answers with an HTTP error wants no request; NaN where it does not say. */
function restIn(thrown: unknown): number {
  const { headers } = thrown as { readonly headers?: Readonly<Record<string, unknown>> };
  const after = Number(headers?.['retry-after'] ?? Number.NaN) * 1000;
  if (!Number.isNaN(after)) return after;
  return Number(headers?.['x-bapi-limit-reset-timestamp'] ?? Number.NaN) - Date.parse(String(headers?.['date'] ?? ''));
}
