import type { Contract, ContractDetails, IBApi } from '@stoqey/ib';
import { VenueError } from '../../../engine/model/errors.ts';

/** Where a TWS or Gateway is, and who we are there. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
}

/** A bar of five seconds as it comes, or one of a history: `date` is seconds since 1970, or the day as `20260102`. */
export interface WireBar {
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** A quote with its sizes, or a print; seconds since 1970. */
export interface WireQuote {
  readonly seconds: number;
  readonly values: readonly [bid: number, ask: number, bidSize: number, askSize: number];
}
export interface WirePrint {
  readonly seconds: number;
  readonly price: number;
  readonly size: number;
}

/** What of a history is asked for. */
export interface HistoryRequest {
  readonly contract: Contract;
  /** `20260102-15:30:00`, UTC: bars that begin before. */
  readonly end: string;
  /** `1 D`, `3600 S`. */
  readonly duration: string;
  /** `1 min`. */
  readonly size: string;
  readonly show: string;
  readonly regularHours: boolean;
}

/** TWS said no, by a code. */
export class TwsRefusal extends VenueError {
  readonly code: number;
  constructor(code: number, text: string, retryable = false) {
    super(`Expected an answer from IB, but it was "${text} (${code})"`, { retryable });
    this.code = code;
  }
}

/** Codes after which nothing of a connection can be trusted. */
const LOST: ReadonlySet<number> = new Set([326, 501, 502, 503, 504, 505, 506, 509, 1100, 1101, 1300, 2110]);

/** Codes that are no refusal of what they name. */
const HARMLESS = (code: number): boolean => (code >= 2100 && code < 3000) || code === 10167 || code === 10090;

/** The SDK holds messages back beyond this many in a second. */
const NO_LIMIT = 10_000;

/** One who waits for what belongs to a number; a subscription is not told that its connection is lost, which is told as such. */
interface Waiter {
  readonly isSubscription?: true;
  fail(error: VenueError): void;
}

/** A connection to a TWS for market data alone: opened once, and over with the first thing that goes wrong with it. */
export class DataLine {
  isOver = false;
  readonly #ib: IBApi;
  readonly #lost: (why: string) => void;
  readonly #waiting = new Map<number, Waiter>();
  readonly #opening = new Set<(error: VenueError) => void>();
  #requests = 0;

  private constructor(ib: IBApi, lost: (why: string) => void) {
    this.#ib = ib;
    this.#lost = lost;
  }

  /** Connects. Rejects with a TwsRefusal, of code 326 where the client id is in use. `lost` is called once it is over, if not by `close`. */
  static async open(address: Address, lost: (why: string) => void, signal: AbortSignal): Promise<DataLine> {
    const { IBApi, EventName } = await import('@stoqey/ib');
    const ib = new IBApi({ ...address, maxReqPerSec: NO_LIMIT });
    const line = new DataLine(ib, lost);
    const callOff = (): void =>
      line.#end(new VenueError('Expected market data of IB, but it was "called off"', { retryable: false }), false);
    signal.addEventListener('abort', callOff, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        line.#opening.add(reject);
        const heard = (id: number, code: number, text: string): void => line.#said(id, code, text, address);
        ib.on(EventName.nextValidId, () => resolve())
          .on(EventName.info, (text, code) => heard(-1, code, text))
          .on(EventName.error, (error: Error, code: number, id: number) => heard(id, code, error.message))
          .on(EventName.disconnected, () =>
            line.#end(new VenueError('Expected an answer from IB, but it was "a closed connection"', { retryable: true })),
          );
        if (signal.aborted) callOff();
        else ib.connect();
      });
      line.#opening.clear();
      return line;
    } finally {
      signal.removeEventListener('abort', callOff);
    }
  }

  close(): void {
    this.#end(new VenueError('Expected market data of IB, but it was "closed"', { retryable: true }), false);
  }

  /** The time of TWS, milliseconds; it has no fractions of a second. */
  async time(): Promise<number> {
    const { EventName } = await import('@stoqey/ib');
    return this.#once((_, done) => {
      const hear = (seconds: number): void => done(seconds * 1_000);
      this.#ib.on(EventName.currentTime, hear).reqCurrentTime();
      return () => void this.#ib.off(EventName.currentTime, hear);
    });
  }

  /** All contracts that are meant; none where TWS knows none. */
  async details(contract: Contract): Promise<readonly ContractDetails[]> {
    const { EventName } = await import('@stoqey/ib');
    const found: ContractDetails[] = [];
    const asked = this.#once<readonly ContractDetails[]>((own, done) => {
      const hear = (id: number, one: ContractDetails): void => void (id === own && found.push(one));
      const end = (id: number): void => void (id === own && done(found));
      this.#ib.on(EventName.contractDetails, hear).on(EventName.contractDetailsEnd, end).reqContractDetails(own, contract);
      return () => void this.#ib.off(EventName.contractDetails, hear).off(EventName.contractDetailsEnd, end);
    });
    return asked.catch((error: unknown) => {
      if (error instanceof TwsRefusal && error.code === 200) return [];
      throw error;
    });
  }

  /** Bars of the past, oldest first. */
  async history({ contract, end, duration, size, show, regularHours }: HistoryRequest): Promise<readonly WireBar[]> {
    const { EventName } = await import('@stoqey/ib');
    const bars: WireBar[] = [];
    return this.#once<readonly WireBar[]>((own, done) => {
      const hear = (id: number, date: string, open: number, high: number, low: number, close: number, volume: number): void => {
        if (id !== own) return;
        if (date.startsWith('finished')) done(bars);
        else bars.push({ date, open, high, low, close, volume: volume ?? 0 });
      };
      const rth = regularHours ? 1 : 0;
      this.#ib
        .on(EventName.historicalData, hear)
        .reqHistoricalData(own, contract, end, duration, size as never, show as never, rth, 2, false);
      return () => void this.#ib.off(EventName.historicalData, hear);
    });
  }

  /** Listens to bars of five seconds; `refused` is told where there are none. */
  async bars(contract: Contract, show: string, regularHours: boolean, hear: (bar: WireBar) => void, refused: Refused): Promise<void> {
    const { EventName } = await import('@stoqey/ib');
    this.#subscribe(refused, (own) => {
      this.#ib
        .on(EventName.realtimeBar, (id, date, open, high, low, close, volume) => {
          if (id === own) hear({ date: String(date), open, high, low, close, volume: volume ?? 0 });
        })
        .reqRealTimeBars(own, contract, 5, show as never, regularHours);
    });
  }

  /** Listens to every change of the best prices. */
  async quotes(contract: Contract, hear: (quote: WireQuote) => void, refused: Refused): Promise<void> {
    const { EventName } = await import('@stoqey/ib');
    this.#subscribe(refused, (own) => {
      this.#ib
        .on(EventName.tickByTickBidAsk, (id, seconds, bid, ask, bidSize, askSize) => {
          if (id === own) hear({ seconds: Number(seconds), values: [bid, ask, bidSize, askSize] });
        })
        .reqTickByTickData(own, contract, 'BidAsk' as never, 0, false);
    });
  }

  /** Listens to every trade. */
  async prints(contract: Contract, hear: (print: WirePrint) => void, refused: Refused): Promise<void> {
    const { EventName } = await import('@stoqey/ib');
    this.#subscribe(refused, (own) => {
      this.#ib
        .on(EventName.tickByTickAllLast, (id, _type, time, price, size) => {
          if (id === own) hear({ seconds: Number(time), price, size });
        })
        .reqTickByTickData(own, contract, 'Last' as never, 0, false);
    });
  }

  /** Asks for something that is answered once; `ask` returns what ends the listening. */
  #once<T>(ask: (own: number, done: (value: T) => void) => () => void): Promise<T> {
    const own = ++this.#requests;
    return new Promise((resolve, reject) => {
      if (this.isOver) return reject(new VenueError('Expected a connection to TWS, but it was "over"', { retryable: true }));
      let stop = (): void => {};
      const end = (): void => {
        this.#waiting.delete(own);
        stop();
      };
      this.#waiting.set(own, {
        fail: (error) => {
          end();
          reject(error);
        },
      });
      stop = ask(own, (value) => {
        end();
        resolve(value);
      });
    });
  }

  #subscribe(refused: Refused, ask: (own: number) => void): void {
    const own = ++this.#requests;
    this.#waiting.set(own, { fail: refused, isSubscription: true });
    ask(own);
  }

  #said(id: number, code: number, text: string, { host, port }: Address): void {
    if (LOST.has(code)) {
      const words = code === 502 ? `no TWS or IB Gateway answers at ${host}:${port} (${text})` : text;
      this.#end(new TwsRefusal(code, words, code !== 503 && code !== 506));
    } else if (!HARMLESS(code)) this.#waiting.get(id)?.fail(new TwsRefusal(code, text));
  }

  #end(error: VenueError, isNews = true): void {
    if (this.isOver) return;
    this.isOver = true;
    const wasOpen = this.#opening.size === 0;
    this.#ib.disconnect();
    for (const reject of this.#opening) reject(error);
    for (const waiter of [...this.#waiting.values()]) if (waiter.isSubscription !== true) waiter.fail(error);
    this.#waiting.clear();
    if (wasOpen && isNews) this.#lost(error.message.replace(/^.*but it was "(.*)"$/, '$1'));
  }
}

/** Told where what was subscribed is refused, or lost with its connection. */
export type Refused = (error: VenueError) => void;
