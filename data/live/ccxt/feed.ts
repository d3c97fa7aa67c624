import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import { ConfigError, VenueError } from '../../../engine/model/errors.ts';
import type { BarTrack } from '../bybit/bar-track.ts';
import type { PrintTrack } from '../bybit/print-track.ts';
import type { FeedExchange } from './exchange.ts';
import type { CcxtFeedParts, Place } from './parts.ts';
import { Pause } from './pause.ts';
import { candleOfRow, klineOf, printOf } from './said.ts';
import { type Series, seriesOf } from './series.ts';

/** Attempts to open it for the first time. */
const TRIES = 5;

/** Milliseconds until what failed is asked again. */
const AGAIN = 5_000;

/** Bars of before that are asked for. */
const BEFORE = 500;

/**
 * Market data of an exchange of ccxt as it comes: bars that are over, trades, and the best prices. A bar comes by the stream where that
 * says that it is over, else it is asked for two seconds after its end; so is what a stream left out while it was down.
 */
export class CcxtFeed implements LiveFeed {
  readonly name: string;
  readonly isTape = false;
  readonly #parts: CcxtFeedParts;
  readonly #series: readonly Series[];
  readonly #queue: Arrival[] = [];
  #exchange: FeedExchange | undefined;
  #wake: () => void = () => {};
  #isOver = false;
  readonly #pause: Pause;

  constructor(parts: CcxtFeedParts) {
    this.name = parts.name;
    this.#parts = parts;
    this.#pause = new Pause(parts.wall, parts.random);
    this.#series = parts.wanted.map((wanted) => seriesOf(wanted, (arrival) => this.#tell(arrival)));
  }

  async connect(wake: () => void, signal: AbortSignal): Promise<void> {
    this.#wake = wake;
    signal.addEventListener('abort', () => void this.close(), { once: true });
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#open();
      } catch (error) {
        if (error instanceof ConfigError) throw error;
        signal.throwIfAborted();
        if (attempt + 1 >= TRIES)
          throw new VenueError(`Expected market data of ${this.name}, but it was "${(error as Error).message}"`, {
            retryable: true,
            cause: error,
          });
        await this.#pause.take(attempt);
      }
    }
  }

  poll(): Arrival | undefined {
    return this.#queue.shift();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#pause.end();
    for (const series of this.#series) series.stop();
    this.#hangUp();
  }

  #tell(arrival: Arrival): void {
    if (this.#isOver) return;
    this.#queue.push(arrival);
    this.#wake();
  }

  async #open(): Promise<void> {
    const { open, place } = this.#parts;
    const exchange = await open();
    if (this.#isOver) return void exchange.close();
    const places = this.#series.map(({ wanted }) => place(exchange, wanted.instrument));
    for (const series of this.#series) this.#mustHave(exchange, series);
    this.#exchange = exchange;
    const handle = exchange.handleMessage.bind(exchange);
    exchange.handleMessage = (client, message) => {
      if (this.#exchange !== exchange) return;
      try {
        this.#kline(message, places);
        handle(client, message);
      } catch (error) {
        this.#lose(exchange, error);
      }
    };
    await Promise.all(this.#series.map((series, k) => this.#listen(exchange, series, places[k]!)));
    this.#tell({ kind: 'connection', up: true, why: this.name });
    for (const [k, series] of this.#series.entries()) this.#fill(exchange, series, places[k]!);
  }

  /** What an exchange does not have cannot be waited for. */
  #mustHave({ has, timeframes }: FeedExchange, { track, timeframe, wanted }: Series): void {
    const { id } = wanted.instrument;
    if (timeframe !== '' && timeframes[timeframe] === undefined)
      throw new ConfigError(`Expected bars of "${id}" that ${this.name} has, but they were of ${timeframe}`);
    const streams = 'prints' in track ? ['watchTrades'] : 'quotes' in track ? ['watchBidsAsks', 'watchTicker'] : [];
    if (streams.length > 0 && !streams.some((name) => has[name] === true))
      throw new ConfigError(`Expected ${this.name} to stream the ${'prints' in track ? 'trades' : 'quotes'} of "${id}", but it does not`);
  }

  /** Begins to listen to a series; resolves once the connection is made. */
  async #listen(exchange: FeedExchange, series: Series, { symbol }: Place): Promise<void> {
    const { track, timeframe } = series;
    const { wall } = this.#parts;
    if ('prints' in track)
      this.#loop(
        exchange,
        () => exchange.watchTrades(symbol),
        (prints) => {
          for (const said of prints) track.prints.hear(printOf(said));
        },
      );
    else if ('quotes' in track) {
      if (exchange.has['watchBidsAsks'] === true)
        this.#loop(
          exchange,
          () => exchange.watchBidsAsks([symbol]),
          (quotes) => track.quotes.hear(quotes[symbol], wall.now()),
        );
      else
        this.#loop(
          exchange,
          () => exchange.watchTicker(symbol),
          (quote) => track.quotes.hear(quote, wall.now()),
        );
    } else if (this.#parts.confirms)
      this.#loop(
        exchange,
        () => exchange.watchOHLCV(symbol, timeframe),
        () => {},
      );
    else return;
    await Promise.all(Object.values(exchange.clients).map(({ connected }) => connected));
  }

  #kline(message: unknown, places: readonly Place[]): void {
    if (!this.#parts.confirms) return;
    const said = klineOf(message);
    if (said === undefined) return;
    for (const [k, series] of this.#series.entries()) {
      if (!('bars' in series.track) || series.timeframe !== said.interval || places[k]!.id !== said.id) continue;
      const { bars } = series.track;
      const { next } = bars;
      bars.hear(said.candle);
      if (bars.next !== next) this.#await(this.#exchange!, series, places[k]!);
    }
  }

  /** Waits for what ccxt has, again and again, until that fails: then all of it is opened anew. */
  #loop<T>(exchange: FeedExchange, watch: () => Promise<T>, take: (said: T) => void): void {
    const next = (): void => {
      if (this.#exchange !== exchange || this.#isOver) return;
      watch()
        .then((said) => {
          if (this.#exchange === exchange) take(said);
        })
        .then(next, (error: unknown) => this.#lose(exchange, error));
    };
    next();
  }

  /** What was missed is asked for. */
  #fill(exchange: FeedExchange, series: Series, place: Place): void {
    const { track } = series;
    if ('bars' in track) void this.#fillBars(exchange, series, place, track.bars);
    if ('prints' in track && track.prints.hasBegun) void this.#fillPrints(exchange, series, place, track.prints);
  }

  async #fillBars(exchange: FeedExchange, series: Series, place: Place, bars: BarTrack): Promise<void> {
    const { wall } = this.#parts;
    const begin = Number.isNaN(bars.next) ? wall.now() - BEFORE * bars.length : bars.next;
    try {
      const time = (await exchange.fetchTime()) ?? wall.now();
      const rows = await exchange.fetchOHLCV(place.symbol, series.timeframe, Math.floor(begin), BEFORE);
      if (this.#isOver || this.#exchange !== exchange) return;
      const candles = rows.map((row) => candleOfRow(row, bars.length, time)).sort((a, b) => a.openTs - b.openTs);
      const { next } = bars;
      bars.fill(candles, begin, time);
      // What an answer could not hold is asked for at once.
      const isBehind = bars.next > next && bars.next + bars.length < time;
      this.#await(exchange, series, place, isBehind ? 0 : undefined);
    } catch {
      this.#await(exchange, series, place, AGAIN);
    }
  }

  async #fillPrints(exchange: FeedExchange, series: Series, place: Place, prints: PrintTrack): Promise<void> {
    try {
      const recent = await exchange.fetchTrades(place.symbol);
      if (this.#exchange !== exchange) return;
      const since = prints.fill(recent.map(printOf));
      if (!Number.isNaN(since))
        this.#tell({ kind: 'connection', up: true, why: `trades of ${place.symbol} since ${since} may be missing` });
    } catch {
      this.#after(series, AGAIN, () => void this.#fillPrints(exchange, series, place, prints));
    }
  }

  /** The next bar has to come in its time, or is asked for. */
  #await(exchange: FeedExchange, series: Series, place: Place, ms?: number): void {
    if (!('bars' in series.track) || this.#exchange !== exchange) return;
    const late = series.track.bars.due - this.#parts.wall.now();
    this.#after(series, ms ?? (late > 0 ? late : 1_000), () => this.#fill(exchange, series, place));
  }

  #after(series: Series, ms: number, run: () => void): void {
    series.stop();
    if (!this.#isOver) series.stop = this.#parts.wall.after(ms, run);
  }

  #lose(exchange: FeedExchange, error: unknown): void {
    if (this.#exchange !== exchange || this.#isOver) return;
    this.#hangUp();
    for (const { track } of this.#series) if ('prints' in track && track.prints.hasBegun) track.prints.hold();
    this.#tell({ kind: 'connection', up: false, why: `${this.name}: ${error instanceof Error ? error.message : String(error)}` });
    void this.#again();
  }

  async #again(): Promise<void> {
    for (let attempt = 0; !this.#isOver; attempt++) {
      await this.#pause.take(attempt);
      if (this.#isOver) return;
      try {
        return await this.#open();
      } catch {
        // It is tried again.
        this.#hangUp();
      }
    }
  }

  #hangUp(): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    if (exchange === undefined) return;
    for (const { connection } of Object.values(exchange.clients)) connection?.terminate();
    exchange.close().catch(() => {});
  }
}
