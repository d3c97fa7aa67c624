import type { Arrival, LiveFeed } from './live-feed.ts';
import { Pace, type PaceOptions } from './pace.ts';
import type { FeedRow } from './slices.ts';

/** What was shown at one moment, in the order in which it was. */
export interface RecordedBatch {
  readonly ts: number;
  /** Bars that have begun since the batch before: open time, expected end, open. */
  readonly opens: readonly FeedRow[];
  readonly rows: readonly FeedRow[];
}

/** How a recording is played. */
export interface RecordedOptions extends PaceOptions {
  /** The number here of each feed that was recorded; a feed that is not in it is not played. */
  readonly feeds: ReadonlyMap<number, number>;
  /** How many rows of each feed here were played before: they do not come again. */
  readonly passed: readonly number[];
  /** How many rows each feed here has in all, where it ends with the last of them; without it nobody can know that none follows. */
  readonly rows?: readonly number[] | undefined;
  /** Told when it is no longer read. */
  readonly closed?: () => void;
}

/** What arrives at one moment: all of it is there before it is judged. */
interface Group {
  /** Market time at which it does. */
  readonly due: number;
  readonly arrivals: Arrival[];
}

/**
 * The market data of a session as they came: each bar's open at its open, each row when it was shown, what was late then is late again.
 * What was shown one after the other at one time comes so again.
 */
export class RecordedFeed implements LiveFeed {
  readonly name = 'tape';
  readonly isTape = true;
  readonly #options: RecordedOptions;
  readonly #groups: Iterator<Group>;
  #next: Group | undefined;
  #said: Arrival[] = [];
  readonly #given: number[];
  #complete = Number.NEGATIVE_INFINITY;
  #wake: () => void = () => {};
  readonly #pace: Pace;
  #isEnded = false;

  constructor(batches: Iterable<RecordedBatch>, options: RecordedOptions) {
    this.#options = options;
    this.#pace = new Pace(options);
    this.#given = options.passed.map(() => 0);
    this.#groups = groupsOf(batches, (row) => this.#take(row), options.feeds);
  }

  connect(wake: () => void): Promise<void> {
    this.#wake = wake;
    for (let feed = 0; feed < this.#given.length; feed++) if (this.#options.rows?.[feed] === 0) this.#said.push({ kind: 'over', feed });
    wake();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#pace.stop();
    if (!this.#isEnded) this.#end();
    return Promise.resolve();
  }

  poll(): Arrival | undefined {
    if (this.#said.length > 0) return this.#said.shift();
    if (this.#isEnded) return undefined;
    this.#next ??= this.#groups.next().value;
    const next = this.#next;
    if (next === undefined) {
      this.#end();
      return { kind: 'end' };
    }
    const now = this.#pace.marketTime(next.due);
    if (next.due > now) {
      this.#pace.sleep(next.due, now, this.#wake);
      if (!(Math.floor(now) > this.#complete)) return undefined;
      this.#complete = Math.floor(now);
      return { kind: 'complete', ts: this.#complete };
    }
    this.#next = undefined;
    this.#complete = Math.max(this.#complete, next.due);
    this.#said = next.arrivals;
    this.#said.push({ kind: 'complete', ts: this.#complete });
    return this.#said.shift();
  }

  /** A row or an open of a feed here, and the word that nothing follows; nothing where it was played before. */
  #take(arrival: Extract<Arrival, { kind: 'open' | 'row' }>): readonly Arrival[] {
    const { feed } = arrival;
    const { passed, rows } = this.#options;
    const isPast = this.#given[feed]! < passed[feed]!;
    if (arrival.kind === 'open') return isPast ? [] : [arrival];
    this.#given[feed]!++;
    const over: Arrival[] = this.#given[feed] === rows?.[feed] ? [{ kind: 'over', feed }] : [];
    return isPast ? over : [arrival, ...over];
  }

  #end(): void {
    this.#isEnded = true;
    this.#groups.return?.();
    this.#options.closed?.();
  }
}

/** Cuts a recording into what comes together. Nothing comes of what was played before. */
function* groupsOf(
  batches: Iterable<RecordedBatch>,
  take: (arrival: Extract<Arrival, { kind: 'open' | 'row' }>) => readonly Arrival[],
  feeds: ReadonlyMap<number, number>,
): Generator<Group, undefined, undefined> {
  let pending: { group: Group; shown: ReadonlySet<number> } | undefined;
  let isBegun = false;
  let last = Number.NEGATIVE_INFINITY;
  for (const { ts, opens, rows } of batches) {
    const own = rows.filter(({ feed }) => feeds.has(feed));
    const begun = opens.filter(({ feed }) => feeds.has(feed));
    const [before, now]: [Group[], Arrival[]] = [[], []];
    for (const { feed, values } of begun) {
      const [openTs, end, open] = values as [number, number, number];
      const arrived = take({ kind: 'open', feed: feeds.get(feed)!, openTs, ts: end, open });
      const due = Math.max(openTs, last);
      if (due >= ts) now.push(...arrived);
      else if (arrived.length > 0) before.push({ due, arrivals: [...arrived] });
    }
    const arrivals = own.flatMap(({ feed, values }) => take({ kind: 'row', feed: feeds.get(feed)!, values }));
    // Rows of one time that a feed shows in turns came together.
    const isTurn = begun.length === 0 && own.length > 0 && own.every(({ feed }) => pending?.shown.has(feed));
    if (pending !== undefined && isTurn && ts === pending.group.due) {
      pending.group.arrivals.push(...arrivals);
      continue;
    }
    if (pending !== undefined) yield pending.group;
    yield* before;
    last = Math.max(last, ts);
    isBegun ||= now.length + arrivals.length > 0;
    pending = isBegun ? { group: { due: last, arrivals: [...now, ...arrivals] }, shown: new Set(own.map(({ feed }) => feed)) } : undefined;
  }
  if (pending !== undefined) yield pending.group;
  return undefined;
}
