import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import { ConfigError } from '../../../engine/model/errors.ts';
import type { Instrument } from '../../../engine/model/instrument.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../../engine/model/time.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import type { Category } from '../../fetch/bybit/listing.ts';
import { BarTrack } from './bar-track.ts';
import type { WireBook } from './book.ts';
import { type Candle, candleOf, type WireCandle } from './candle.ts';
import { Line, type Listen, type Message } from './line.ts';
import { printOf, type WireTrade } from './print.ts';
import { PrintTrack } from './print-track.ts';
import { QuoteTrack } from './quote-track.ts';
import { MOST_BARS, type Place, type PublicRest } from './rest.ts';

/** One series that is listened to. */
export interface Wanted {
  readonly feed: number;
  readonly instrument: Instrument;
  readonly kind: 'bars' | 'quotes' | 'trades';
  /** Of bars, milliseconds. */
  readonly length: number;
}

/** What the feed is made with. */
export interface BybitFeedParts {
  readonly wanted: readonly Wanted[];
  readonly wall: Wall;
  readonly random: () => number;
  readonly listen: Listen;
  readonly rest: PublicRest;
  /** An instrument as Bybit names it; throws a ConfigError for one that is not Bybit's. */
  readonly place: (instrument: Instrument) => Place;
}

/** Lengths of bars that Bybit has (docs/v5/enum, interval); months are of no fixed length. */
const INTERVALS: ReadonlyMap<number, string> = new Map([
  ...[1, 3, 5, 15, 30].map((minutes) => [minutes * MINUTE, String(minutes)] as const),
  ...[1, 2, 4, 6, 12].map((hours) => [hours * HOUR, String(hours * 60)] as const),
  [DAY, 'D'],
  [WEEK, 'W'],
]);

/** Milliseconds until what failed is asked again. */
const AGAIN = 5_000;

/** A topic, and what becomes of its messages. */
interface Subscription {
  readonly place: Place;
  readonly topic: string;
  readonly track:
    | { readonly bars: BarTrack; readonly interval: string }
    | { readonly prints: PrintTrack }
    | { readonly quotes: QuoteTrack };
}

/**
 * Market data of Bybit as it comes: bars, the best prices and trades. What the streams leave out while they are down is asked for by
 * REST, so that no bar is missing or comes twice; at the beginning that is up to 1,000 bars of before.
 */
export class BybitFeed implements LiveFeed {
  readonly name = 'bybit';
  readonly isTape = false;
  readonly #parts: BybitFeedParts;
  readonly #subscriptions: readonly Subscription[];
  readonly #lines = new Map<Category, Line>();
  readonly #queue: Arrival[] = [];
  readonly #stops = new Map<Subscription, () => void>();
  #wake: () => void = () => {};
  #isOver = false;

  /** Throws a ConfigError for what Bybit does not have. */
  constructor(parts: BybitFeedParts) {
    this.#parts = parts;
    this.#subscriptions = parts.wanted.map((wanted) => this.#subscriptionOf(wanted));
    for (const category of new Set(this.#subscriptions.map(({ place }) => place.category)))
      this.#lines.set(category, this.#lineOf(category));
  }

  async connect(wake: () => void, signal: AbortSignal): Promise<void> {
    this.#wake = wake;
    signal.addEventListener('abort', () => void this.close(), { once: true });
    await Promise.all([...this.#lines.values()].map((line) => line.open()));
  }

  poll(): Arrival | undefined {
    return this.#queue.shift();
  }

  async close(): Promise<void> {
    this.#isOver = true;
    for (const line of this.#lines.values()) line.close();
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
    this.#parts.rest.close();
  }

  #tell(arrival: Arrival): void {
    if (this.#isOver) return;
    this.#queue.push(arrival);
    this.#wake();
  }

  #subscriptionOf({ feed, instrument, kind, length }: Wanted): Subscription {
    const place = this.#parts.place(instrument);
    const tell = (arrival: Arrival): void => this.#tell(arrival);
    if (kind === 'trades') return { place, topic: `publicTrade.${place.symbol}`, track: { prints: new PrintTrack(feed, tell) } };
    if (kind === 'quotes') return { place, topic: `orderbook.1.${place.symbol}`, track: { quotes: new QuoteTrack(feed, tell) } };
    const interval = INTERVALS.get(length);
    if (interval === undefined)
      throw new ConfigError(
        `Expected bars of "${instrument.id}" that bybit has (1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d, 1w), but they were of ${length / MINUTE} minutes`,
      );
    return { place, topic: `kline.${interval}.${place.symbol}`, track: { bars: new BarTrack(feed, length, tell), interval } };
  }

  #lineOf(category: Category): Line {
    const { listen, wall, random } = this.#parts;
    const own = this.#subscriptions.filter(({ place }) => place.category === category);
    return new Line({
      ...{ listen, wall, random, category },
      topics: [...new Set(own.map(({ topic }) => topic))],
      said: (message) => this.#said(message, own, category),
      up: () => {
        this.#tell({ kind: 'connection', up: true, why: category });
        for (const one of own) this.#fill(one);
      },
      down: (why) => {
        for (const { track } of own) {
          if ('prints' in track && track.prints.hasBegun) track.prints.hold();
          if ('quotes' in track) track.quotes.clear();
        }
        this.#tell({ kind: 'connection', up: false, why: `${category}: ${why}` });
      },
    });
  }

  #said(message: Message, own: readonly Subscription[], category: Category): void {
    const { topic, type = '', data, ts = Number.NaN, cts = ts } = message;
    try {
      for (const one of own) {
        if (one.topic !== topic) continue;
        const { track } = one;
        if ('bars' in track) for (const wire of data as readonly WireCandle[]) this.#hear(one, track.bars, candleOf(wire));
        else if ('prints' in track) for (const wire of data as readonly WireTrade[]) track.prints.hear(printOf(wire));
        else if (!track.quotes.hear(type, data as WireBook, cts)) throw new Error('updates of a book are missing');
      }
    } catch (error) {
      this.#lines.get(category)?.renew((error as Error).message);
    }
  }

  #hear(one: Subscription, bars: BarTrack, candle: Candle): void {
    const { next } = bars;
    bars.hear(candle);
    if (bars.next !== next) this.#await(one, bars);
  }

  /** What was missed is asked for. */
  #fill(one: Subscription): void {
    const { track } = one;
    if ('bars' in track) void this.#fillBars(one, track.bars, track.interval);
    if ('prints' in track && track.prints.hasBegun) void this.#fillPrints(one, track.prints);
  }

  async #fillBars(one: Subscription, bars: BarTrack, interval: string): Promise<void> {
    const { rest, wall } = this.#parts;
    const now = wall.now();
    const begin = Number.isNaN(bars.next) ? now - MOST_BARS * bars.length : bars.next;
    const to = Math.min(now, begin + (MOST_BARS - 1) * bars.length);
    try {
      const { candles, time } = await rest.bars(one.place, interval, bars.length, Math.floor(begin), Math.ceil(to));
      if (this.#isOver) return;
      bars.fill(candles, begin, time);
      // What an answer could not hold is asked for at once.
      this.#await(one, bars, to < now && bars.next > begin ? 0 : undefined);
    } catch {
      this.#await(one, bars, AGAIN);
    }
  }

  async #fillPrints(one: Subscription, prints: PrintTrack): Promise<void> {
    try {
      const since = prints.fill(await this.#parts.rest.trades(one.place));
      if (Number.isNaN(since)) return;
      this.#tell({ kind: 'connection', up: true, why: `trades of ${one.place.symbol} since ${since} may be missing` });
    } catch {
      this.#after(one, AGAIN, () => void this.#fillPrints(one, prints));
    }
  }

  /** The next bar has to come in its time, or is asked for. */
  #await(one: Subscription, bars: BarTrack, ms?: number): void {
    const { wall } = this.#parts;
    const late = bars.due - wall.now();
    this.#after(one, ms ?? (late > 0 ? late : AGAIN), () => this.#fill(one));
  }

  #after(one: Subscription, ms: number, run: () => void): void {
    this.#stops.get(one)?.();
    if (this.#isOver) return;
    this.#stops.set(one, this.#parts.wall.after(ms, run));
  }
}
