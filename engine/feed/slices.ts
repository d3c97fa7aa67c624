import { HISTORY } from '../model/line.ts';
import type { Series } from '../model/series.ts';
import type { Arriving } from './arriving.ts';
import type { Arrival } from './live-feed.ts';
import type { LongerArriving } from './longer-arriving.ts';
import type { Batch, WaitingOrders } from './merge.ts';
import { type Begun, type Oddity, Queue } from './queue.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** The values of one row of a feed. */
export interface FeedRow {
  readonly feed: number;
  readonly values: readonly number[];
}

/** One batch as it was written down. */
export interface WrittenBatch {
  readonly ts: number;
  readonly moment: 'open' | 'close';
  readonly opens: readonly FeedRow[];
  readonly rows: readonly FeedRow[];
  readonly raised: readonly number[];
}

/** Where slices stand between two batches. */
export interface SavedSlices {
  readonly now: number;
  /** Bars that go on, and those of them whose opens orders have met. */
  readonly on: readonly FeedRow[];
  readonly raised: readonly number[];
  /** What longer bars are being made of. */
  readonly longer: readonly { readonly made: number; readonly running: readonly (readonly number[])[] }[];
}

/**
 * Market data that comes one by one as batches in the order of docs/event-order.md, the very ones that `Merge` makes of the same
 * rows. Nothing beyond `limit` is handed out: up to there all that there is has come.
 */
export class Slices implements Batch {
  isOpen = false;
  count = 0;
  ts = Number.NEGATIVE_INFINITY;
  readonly moved: Series[];
  /** The next moment at which something is due though no data comes. */
  alarm = NEVER;
  /** Up to when everything has come, or is waited for no longer. */
  limit = Number.NEGATIVE_INFINITY;
  /** Whether what is shown is older than what was shown before. */
  isLate = false;
  readonly #queues: readonly Queue[];
  readonly #longer: readonly { readonly bars: LongerArriving; readonly feed: number }[];
  readonly #waiting: WaitingOrders | undefined;
  /** By instrument: the feed on which its orders fill. */
  readonly #market: readonly number[];
  /** The newest time of a batch. */
  #now = Number.NEGATIVE_INFINITY;

  /** `feeds` in declared order, longer bars behind what they are made of; without `waiting`, no open is met by an order. */
  constructor(feeds: readonly (Arriving | LongerArriving)[], waiting: WaitingOrders | undefined) {
    for (const { series, inlet } of feeds) {
      // A new epoch is shown what strategies may look back on, and what indicators need of the past.
      inlet.hold(Math.max(HISTORY, series.lookback));
      series.begin();
    }
    this.#queues = feeds.map((feed) => new Queue(feed));
    this.#longer = feeds.flatMap((bars, feed) => ('source' in bars ? [{ bars, feed }] : []));
    this.#waiting = waiting;
    this.moved = feeds.map(({ series }) => series);
    const markets = feeds.map(({ series }, feed) => ({ series, feed })).filter(({ series }) => series.executes);
    this.#market = markets.sort((a, b) => a.series.instrument - b.series.instrument).map(({ feed }) => feed);
  }

  get moment(): 'open' | 'close' {
    return this.isOpen ? 'open' : 'close';
  }

  get more(): boolean {
    return !this.isOpen && this.pending <= this.ts;
  }

  /** Takes what has come. Returns what is wrong with it, if anything is. */
  take(arrival: Extract<Arrival, { kind: 'open' | 'row' | 'over' }>): Oddity | undefined {
    const queue = this.#queues[arrival.feed]!;
    if (arrival.kind === 'over') {
      queue.isOver = true;
      return undefined;
    }
    if (arrival.kind === 'open') return queue.begin([arrival.openTs, arrival.ts, arrival.open]);
    const oddity = queue.judge(arrival.values, this.#now);
    if (oddity === undefined || oddity === 'late') queue.append(arrival.values);
    return oddity;
  }

  /** When the first row is due that has come and is not yet shown, whatever the limit; Infinity where none waits. */
  get pending(): number {
    let least = NEVER;
    for (let k = 0; k < this.#queues.length; k++) if (this.#queues[k]!.due < least) least = this.#queues[k]!.due;
    return least;
  }

  /** Up to when bars are complete, as far as their length tells: -Infinity while one has not come at all, Infinity without bars. */
  get expected(): number {
    let least = NEVER;
    for (const { series, expected } of this.#queues)
      if (series.kind === 'bars' && series.converts === 0 && !this.#longer.some(({ feed }) => feed === series.index))
        least = Math.min(least, expected);
    return least;
  }

  /** Bars that have begun since this was last asked: what a journal keeps beside the rows. */
  takeBegun(): readonly FeedRow[] {
    const begun: FeedRow[] = [];
    for (const [feed, queue] of this.#queues.entries()) {
      if (queue.begun.length === 0) continue;
      for (const values of queue.begun) begun.push({ feed, values });
      queue.begun = [];
    }
    return begun;
  }

  /** The values of the row that a feed has shown last. */
  shownOf(feed: number): readonly number[] {
    return this.#queues[feed]!.shown;
  }

  /** Moves to the next moment that is not beyond the limit; false where none is. After each, `settle` is to be called. */
  next(): boolean {
    if (this.#longer.length > 0) this.#finish();
    const { limit } = this;
    const close = this.pending;
    const alarm = this.alarm <= limit ? this.alarm : NEVER;
    if (this.#waiting !== undefined && this.#waiting.count > 0 && this.#takeOpens(Math.min(close, alarm))) return true;
    const due = Math.min(close, alarm);
    if (due > limit) return false;
    this.#move('close', due);
    if (close > due) return true;
    if (this.#longer.length > 0) this.#lengthen(due);
    for (const queue of this.#queues) {
      if (queue.due !== due) continue;
      queue.show();
      this.moved[this.count++] = queue.series;
    }
    return true;
  }

  /** Time passes, and nothing is shown: for what people and brokers say. */
  pass(ts: number): void {
    this.#move('close', ts);
  }

  /** Time never goes back: what is late happens now. */
  #move(moment: 'open' | 'close', ts: number): void {
    this.isOpen = moment === 'open';
    this.count = 0;
    this.isLate = ts < this.#now;
    this.#now = Math.max(this.#now, ts);
    this.ts = this.#now;
  }

  /** The batch was stepped: bars behind what it showed go on. */
  settle(): void {
    if (!this.isOpen) for (let k = 0; k < this.count; k++) this.#queues[this.moved[k]!.index]!.settle();
  }

  /** Longer bars end with time, even where no finer one ends with them; not while one goes on across that end. */
  #finish(): void {
    for (const { bars, feed } of this.#longer) {
      const until = Math.min(this.limit, this.#queues[bars.source.index]!.reach);
      for (const made of bars.finish(until)) this.#queues[feed]!.append(made);
    }
  }

  /** Takes the finer bars of a time into longer ones, of which some may end with them, and be taken into longer ones yet. */
  #lengthen(ts: number): void {
    for (const { bars, feed } of this.#longer) {
      const { due, head } = this.#queues[bars.source.index]!;
      if (due !== ts) continue;
      for (const made of [...bars.take(head!), ...bars.finish(ts)]) this.#queues[feed]!.append(made);
    }
  }

  /** The opens that come before the next close and the alarm, as a batch; false if none does. */
  #takeOpens(before: number): boolean {
    const { instruments, count } = this.#waiting!;
    let first = NEVER;
    const found: number[] = [];
    for (let w = 0; w < count; w++) {
      const feed = this.#market[instruments[w]!]!;
      const open = this.#openOf(feed, instruments[w]!);
      if (open > first || open >= before || open > this.limit) continue;
      if (open < first) found.length = 0;
      first = open;
      if (!found.includes(feed)) found.push(feed);
    }
    if (found.length === 0) return false;
    this.#move('open', first);
    for (const feed of found.sort((a, b) => a - b)) this.#raise(feed);
    return true;
  }

  #raise(feed: number): void {
    const queue = this.#queues[feed]!;
    queue.isRaised = true;
    this.moved[this.count++] = queue.series;
  }

  /** When the bar that goes on began, if that means something to a waiting order that has not met it. */
  #openOf(feed: number, instrument: number): number {
    const { on, isRaised } = this.#queues[feed]!;
    if (on === undefined || isRaised || on[0] < this.#now) return NEVER;
    return this.#waiting!.stirs(instrument, on[2]) ? on[0] : NEVER;
  }

  /** What was shown of it: that a session which is rebuilt of it goes on with. */
  save(): SavedSlices {
    return {
      now: this.#now,
      on: this.#queues.flatMap(({ on }, feed) => (on === undefined ? [] : [{ feed, values: on }])),
      raised: this.#queues.flatMap(({ isRaised }, feed) => (isRaised ? [feed] : [])),
      longer: this.#longer.map(({ bars }) => ({ made: bars.made, running: bars.running })),
    };
  }

  /** Goes on where another one was, once its rows have been played. */
  restore({ now, on, raised, longer }: SavedSlices): void {
    this.#now = now;
    for (const { feed, values } of on) this.#queues[feed]!.play(values as Begun);
    for (const feed of raised) this.#queues[feed]!.isRaised = true;
    this.#longer.forEach(({ bars }, k) => {
      bars.resume(longer[k]!.made, longer[k]!.running);
    });
  }

  /** What has come and was not shown, for another one to take. */
  get waiting(): readonly Extract<Arrival, { kind: 'open' | 'row' }>[] {
    return this.#queues.flatMap((queue, feed) => {
      if (this.#longer.some((one) => one.feed === feed)) return [];
      const { rows, next } = queue.waiting;
      const arrivals: Extract<Arrival, { kind: 'open' | 'row' }>[] = rows.map((values) => ({ kind: 'row', feed, values }));
      if (next !== undefined) arrivals.push({ kind: 'open', feed, openTs: next[0], ts: next[1], open: next[2] });
      return arrivals;
    });
  }

  /** Moves to a batch that was written down, as it was then. After each, the next one is to be played. */
  play({ ts, moment, opens, rows, raised }: WrittenBatch): void {
    for (const { feed, values } of opens) this.#queues[feed]!.play(values as Begun);
    this.#move(moment, ts);
    for (const feed of raised) this.#raise(feed);
    for (const { feed, values } of rows) {
      const queue = this.#queues[feed]!;
      queue.enter(values);
      this.moved[this.count++] = queue.series;
      for (const { bars, feed: own } of this.#longer) {
        if (bars.source === queue.series) bars.take(values);
        if (own === feed) bars.finish(values[1]!);
      }
    }
  }
}
