import type { APIRateLimit, APIResponseV3, RestClientV5 } from 'bybit-api';
import { MINUTE } from '../../../engine/model/time.ts';
import { atFirst, type Patience, persist, sleep } from '../patience.ts';
import type { SourceOptions } from '../sources.ts';
import { VenueClock } from '../venue-clock.ts';
import { failureOf, resultOf } from './failure.ts';

/** Milliseconds after which a request counts as failed. */
const TIMEOUT = 30_000;

/** Bybit's public endpoints through its SDK: paced as its headers ask, asked again where a failure may pass. */
export class BybitClient {
  readonly #rest: RestClientV5;
  readonly #patience: Patience;
  #clock = new VenueClock(Date.now() - MINUTE);
  #limit: APIRateLimit | undefined;

  private constructor(rest: RestClientV5, patience: Patience) {
    this.#rest = rest;
    this.#patience = patience;
  }

  static async open({ baseUrl, patience }: SourceOptions): Promise<BybitClient> {
    const { RestClientV5 } = await import('bybit-api');
    const rest = new RestClientV5(
      { parseAPIRateLimits: true, ...(baseUrl === undefined ? {} : { baseUrl }) },
      { timeout: TIMEOUT, signal: patience.signal },
    );
    const client = new BybitClient(rest, patience);
    client.#clock = await client.ask(
      (to) => to.getServerTime(),
      ({ timeNano }) => new VenueClock(Math.floor(Number(timeNano) / 1e6)),
      atFirst(patience),
    );
    return client;
  }

  /** The venue's clock. */
  now(): number {
    return this.#clock.now();
  }

  /** Sends a request until it is answered with what can be read. */
  ask<T, R>(send: (to: RestClientV5) => Promise<APIResponseV3<T>>, read: (result: T) => R, patience = this.#patience): Promise<R> {
    return persist(async () => {
      await this.#turn();
      let answer: APIResponseV3<T>;
      try {
        answer = await send(this.#rest);
      } catch (thrown) {
        throw failureOf(thrown, this.now());
      }
      this.#limit = answer.rateLimitApi;
      return read(resultOf(answer, this.now()));
    }, patience);
  }

  /** Waits where the last answer said that it was the last one of its allowance. */
  async #turn(): Promise<void> {
    if (this.#limit === undefined || this.#limit.remainingRequests > 0) return;
    await sleep(Math.min(this.#limit.resetAtTimestamp - this.now(), MINUTE), this.#patience.signal);
  }
}
