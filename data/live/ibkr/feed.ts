import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import { VenueError } from '../../../engine/model/errors.ts';
import { SECOND } from '../../../engine/model/time.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { durationOf, endText, openOf } from '../../fetch/ibkr/timeframe.ts';
import type { Candle } from '../bybit/candle.ts';
import type { Wanted } from '../bybit/feed.ts';
import { hasSessions } from './contract.ts';
import type { DataLine, WireBar, WirePrint, WireQuote } from './data-line.ts';
import { type BarSubscription, SIZES, type Subscription, subscriptionOf } from './subscription.ts';

/** Opens a connection; `lost` is told once it is over. */
export type OpenLine = (lost: (why: string) => void, signal: AbortSignal) => Promise<DataLine>;

/** What the feed is made with. */
export interface IbkrFeedParts {
  readonly wanted: readonly Wanted[];
  readonly wall: Wall;
  /** Numbers in [0, 1), for the jitter of waits. */
  readonly random: () => number;
  readonly open: OpenLine;
}

/** How many bars of before are asked for at the beginning. */
const BEFORE = 500;

/**
 * Milliseconds until history is asked for again, doubled each time that nothing new has come, as while a market is closed: TWS answers
 * the same not twice in 15 seconds, and not many of it.
 */
const [AGAIN, SELDOM] = [16_000, 300_000];

/** Waits between attempts: chance, up to a bound that doubles from the first to the longest; milliseconds. */
const [FIRST, LONGEST] = [1_000, 30_000];

/** Attempts to open it for the first time. */
const TRIES = 5;

/**
 * Market data of IB as they come: bars made of those of five seconds, every change of the best prices, every trade. Bars that are missed
 * while it is down, and up to 500 of before, are asked for, so that none is missing or comes twice; quotes and trades are not told later.
 */
export class IbkrFeed implements LiveFeed {
  readonly name = 'ibkr';
  readonly isTape = false;
  readonly #parts: IbkrFeedParts;
  readonly #subscriptions: readonly Subscription[];
  readonly #queue: Arrival[] = [];
  readonly #stops = new Map<Subscription, () => void>();
  /** How often in a row nothing new has come. */
  readonly #misses = new Map<Subscription, number>();
  readonly #over = new AbortController();
  #line: DataLine | undefined;
  #wake: () => void = () => {};
  #stopPause: () => void = () => {};
  #last = Number.NEGATIVE_INFINITY;

  /** Throws a ConfigError for what IB does not have. */
  constructor(parts: IbkrFeedParts) {
    this.#parts = parts;
    this.#subscriptions = parts.wanted.map((wanted) => subscriptionOf(wanted, (arrival) => this.#tell(arrival)));
  }

  async connect(wake: () => void, signal: AbortSignal): Promise<void> {
    this.#wake = wake;
    signal.addEventListener('abort', () => void this.close(), { once: true });
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#open();
        return;
      } catch (error) {
        this.#over.signal.throwIfAborted();
        if (attempt + 1 >= TRIES || (error instanceof VenueError && !error.retryable)) throw error;
        await this.#pause(attempt);
      }
    }
  }

  poll(): Arrival | undefined {
    return this.#queue.shift();
  }

  async close(): Promise<void> {
    this.#over.abort();
    this.#stopPause();
    this.#line?.close();
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }

  async #open(): Promise<void> {
    const line = await this.#parts.open((why) => this.#lose(why), this.#over.signal);
    this.#line = line;
    await Promise.all(this.#subscriptions.map((one) => this.#listen(line, one)));
    this.#tell({ kind: 'connection', up: true, why: 'ibkr' });
    for (const one of this.#subscriptions) if (one.kind === 'bars') void this.#fill(line, one);
  }

  #listen(line: DataLine, one: Subscription): Promise<void> {
    const { contract, wanted } = one;
    const guard = <T>(hear: (what: T) => void): ((what: T) => void) => {
      return (what) => {
        try {
          if (line === this.#line) hear(what);
        } catch (error) {
          line.close();
          this.#lose((error as Error).message);
        }
      };
    };
    // What is not subscribed at IB will not be by trying again; delayed prices are nothing to trade on.
    const refused = (error: VenueError): void =>
      this.#tell({ kind: 'connection', up: false, why: `${wanted.instrument.id}: ${error.message}` });
    if (one.kind === 'bars')
      return line.bars(
        contract,
        one.show,
        hasSessions(contract),
        guard((bar) => this.#hearBar(line, one, bar)),
        refused,
      );
    if (one.kind === 'quotes')
      return line.quotes(
        contract,
        guard((quote) => this.#hearQuote(wanted, quote)),
        refused,
      );
    return line.prints(
      contract,
      guard((print) => this.#hearPrint(wanted, print)),
      refused,
    );
  }

  #hearBar(line: DataLine, one: BarSubscription, bar: WireBar): void {
    const candle = one.pieces.take(bar);
    if (candle === undefined) return;
    const { next } = one.bars;
    one.bars.hear(candle);
    if (one.bars.next !== next) this.#await(line, one);
  }

  /** Times have no fractions of a second: what comes within one second keeps its order. */
  #hearQuote({ feed }: Wanted, { seconds, values }: WireQuote): void {
    this.#tell({ kind: 'row', feed, values: [this.#timeOf(seconds), ...values] });
  }

  /** Who took is not said. */
  #hearPrint({ feed }: Wanted, { seconds, price, size }: WirePrint): void {
    this.#tell({ kind: 'row', feed, values: [this.#timeOf(seconds), price, size, 0] });
  }

  #timeOf(seconds: number): number {
    const { wall } = this.#parts;
    const now = wall.now();
    const from = seconds * SECOND;
    this.#last = Math.max(this.#last, Math.min(Math.max(now, from), from + SECOND - 1));
    return this.#last;
  }

  /** Bars from the one that is waited for on are asked for; those that are in the making say nothing yet. */
  async #fill(line: DataLine, one: BarSubscription): Promise<void> {
    const { wall } = this.#parts;
    const { bars, contract, show } = one;
    const now = wall.now();
    const begin = Number.isNaN(bars.next) ? now - BEFORE * bars.length : bars.next;
    try {
      const request = { contract, show, regularHours: hasSessions(contract), size: SIZES.get(bars.length)! };
      const told = await line.history({ ...request, end: endText(now + SECOND), duration: durationOf(now - begin + bars.length) });
      if (line !== this.#line) return;
      const { next } = bars;
      bars.fill(
        told.map((bar) => candleOf(bar, bars.length, now)).filter(({ openTs }) => openTs >= begin),
        begin,
        now,
      );
      this.#misses.set(one, bars.next === next ? (this.#misses.get(one) ?? 0) + 1 : 0);
      this.#await(line, one);
    } catch {
      this.#misses.set(one, (this.#misses.get(one) ?? 0) + 1);
      this.#await(line, one);
    }
  }

  /** The next bar has to come in its time, or is asked for. */
  #await(line: DataLine, one: BarSubscription): void {
    this.#stops.get(one)?.();
    if (this.#over.signal.aborted || line !== this.#line) return;
    const late = one.bars.due - this.#parts.wall.now();
    let rest = AGAIN;
    for (let k = this.#misses.get(one) ?? 0; k > 1 && rest < SELDOM; k--) rest *= 2;
    const wait = late > 0 ? late : Math.min(rest, SELDOM);
    this.#stops.set(
      one,
      this.#parts.wall.after(wait, () => void this.#fill(line, one)),
    );
  }

  #lose(why: string): void {
    this.#line = undefined;
    if (this.#over.signal.aborted) return;
    for (const one of this.#subscriptions) if (one.kind === 'bars') one.pieces.clear();
    this.#tell({ kind: 'connection', up: false, why: `ibkr: ${why}` });
    void this.#again();
  }

  async #again(): Promise<void> {
    for (let attempt = 0; !this.#over.signal.aborted; attempt++) {
      await this.#pause(attempt);
      if (this.#over.signal.aborted) return;
      try {
        await this.#open();
        return;
      } catch {
        // It is tried again.
      }
    }
  }

  #pause(attempt: number): Promise<void> {
    const { wall, random } = this.#parts;
    let bound = FIRST;
    for (let k = 0; k < attempt && bound < LONGEST; k++) bound *= 2;
    return new Promise((resolve) => {
      const stop = wall.after(random() * Math.min(bound, LONGEST), resolve);
      this.#stopPause = () => {
        stop();
        resolve();
      };
    });
  }

  #tell(arrival: Arrival): void {
    if (this.#over.signal.aborted) return;
    this.#queue.push(arrival);
    this.#wake();
  }
}

const candleOf = ({ date, open, high, low, close, volume }: WireBar, length: number, now: number): Candle => {
  const openTs = openOf(date);
  return { openTs, ts: openTs + length, open, high, low, close, volume: Math.max(0, volume), isOver: openTs + length <= now };
};
