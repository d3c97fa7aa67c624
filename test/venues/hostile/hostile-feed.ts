import type { Arrival, LiveFeed } from '../../../engine/feed/live-feed.ts';
import type { Wall } from '../../../engine/model/wall.ts';
import { Chance } from './chance.ts';
import type { HostileWorld } from './hostile-world.ts';
import type { Move } from './market.ts';
import { fromGrid } from './resting-order.ts';
import { type FeedSpec, RunningRow, rowOf } from './running-row.ts';

/** What goes wrong with rows: they come long after their time, never, twice, or again with other values. */
const ROW_TROUBLES = ['late', 'missing', 'doubled', 'corrected'] as const;

/** How long after a boundary the feed says that it has told everything up to it. */
const COMPLETE_AFTER = 60;

/** The market of a hostile world as a live feed: bars with their opens, quotes and prints, some of them late, missing, told twice or corrected. */
export class HostileFeed implements LiveFeed {
  readonly name = 'hostile';
  readonly isTape = false;
  /** Bars, quotes and prints as they were in the market, by feed: the truth. */
  readonly truth: (readonly number[])[][];
  readonly #world: HostileWorld;
  readonly #wall: Wall;
  readonly #specs: readonly FeedSpec[];
  readonly #running: readonly RunningRow[];
  readonly #chance: Chance;
  readonly #rates: readonly number[];
  readonly #queue: Arrival[] = [];
  readonly #timers = new Set<() => void>();
  /** When the last arrival that keeps its place was delivered. */
  #last = 0;
  #wake: () => void = () => {};
  #isUp = false;

  constructor(world: HostileWorld, wall: Wall, specs: readonly FeedSpec[]) {
    this.#world = world;
    this.#wall = wall;
    this.#specs = specs;
    this.truth = specs.map(() => []);
    this.#running = specs.map(({ length = 0 }) => new RunningRow(length));
    this.#chance = new Chance(world.seed, 'feed');
    const most = this.#chance.oneOf([0, 0.01, 0.05, 0.15]);
    this.#rates = ROW_TROUBLES.map(() => (this.#chance.happens(0.5) ? this.#chance.between(0, most) : 0));
    this.#timers.add(world.market.follow((move) => this.#move(move)));
    for (const length of new Set(specs.flatMap((spec) => spec.length ?? []))) this.#tick(length, wall.now());
    const breaks = most === 0 ? 0 : this.#chance.whole(0, 2);
    for (let k = 0; k < breaks; k++) this.#after(this.#chance.between(1_000, world.calmFrom - wall.now()), () => this.#break());
  }

  async connect(wake: () => void, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => this.#after(20, resolve));
    if (signal.aborted) return;
    this.#wake = wake;
    this.#isUp = true;
    this.#push({ kind: 'connection', up: true, why: '' });
  }

  poll(): Arrival | undefined {
    return this.#queue.shift();
  }

  /** Nobody listens for now: what would have come is lost. */
  pause(): void {
    this.#isUp = false;
  }

  async close(): Promise<void> {
    this.#isUp = false;
    this.#wake = () => {};
    for (const stop of this.#timers) stop();
  }

  /** Nothing follows. */
  end(): void {
    this.#push({ kind: 'end' });
  }

  #move(move: Move): void {
    this.#specs.forEach((spec, feed) => {
      if (spec.instrument !== move.instrument) return;
      const instrument = this.#world.instruments[spec.instrument]!;
      if (spec.kind === 'bars') {
        if (move.kind === 'trade')
          this.#print(feed, move.ts, fromGrid(instrument.ticks, move.price), fromGrid(instrument.steps, move.size));
      } else if ((spec.kind === 'trades') === (move.kind === 'trade')) this.#row(feed, rowOf(move, instrument));
    });
  }

  #print(feed: number, time: number, price: number, size: number): void {
    const bar = this.#running[feed]!;
    if (!bar.add(time, price, size)) return;
    const [openTs = 0, ts = 0, open = 0] = bar.values!;
    this.#deliver({ kind: 'open', feed, openTs, ts, open });
  }

  /** Ends the bars of a length at each of its boundaries. */
  #tick(length: number, now: number): void {
    const ends = (Math.floor(now / length) + 1) * length;
    this.#after(ends - now, () => {
      this.#specs.forEach((spec, feed) => {
        if (spec.length !== length) return;
        const bar = this.#running[feed]!.take();
        if (bar !== undefined) this.#row(feed, bar);
      });
      this.#deliver({ kind: 'complete', ts: ends }, COMPLETE_AFTER);
      this.#tick(length, ends);
    });
  }

  #row(feed: number, values: number[]): void {
    this.truth[feed]!.push(values);
    const row: Arrival = { kind: 'row', feed, values };
    const dice = this.#rates.map((rate) => this.#chance.happens(rate));
    const late = this.#chance.whole(100, 4_000);
    const trouble = this.#isCalm ? undefined : ROW_TROUBLES[dice.indexOf(true)];
    if (trouble !== undefined) this.#world.schedule.note(this.#wall.now(), `row of feed ${feed} at ${values[0]}: ${trouble}`);
    if (trouble === 'late') this.#after(late, () => this.#push(row));
    else if (trouble !== 'missing') this.#deliver(row);
    if (trouble === 'doubled') this.#after(late, () => this.#push(row));
    if (trouble === 'corrected') this.#after(late, () => this.#push({ ...row, values: corrected(values) }));
  }

  get #isCalm(): boolean {
    return this.#wall.now() >= this.#world.calmFrom;
  }

  /** The connection is lost for a while, and with it what would have come. */
  #break(): void {
    this.#world.schedule.note(this.#wall.now(), 'the feed is cut off');
    this.#push({ kind: 'connection', up: false, why: 'the socket was closed' });
    this.#isUp = false;
    this.#after(this.#chance.whole(200, 5_000), () => {
      this.#isUp = true;
      this.#push({ kind: 'connection', up: true, why: '' });
    });
  }

  /** Hands an arrival over after those before it. */
  #deliver(arrival: Arrival, least = 0): void {
    const now = this.#wall.now();
    this.#last = Math.max(this.#last, now + least + this.#chance.whole(1, 15));
    this.#after(this.#last - now, () => this.#push(arrival));
  }

  #push(arrival: Arrival): void {
    if (!this.#isUp) return;
    this.#queue.push(arrival);
    this.#wake();
  }

  #after(ms: number, run: () => void): void {
    const stop = this.#wall.after(ms, () => {
      this.#timers.delete(stop);
      run();
    });
    this.#timers.add(stop);
  }
}

/** The same row with another close, or size. */
const corrected = (values: readonly number[]): number[] => values.map((value, k) => (k === values.length - 1 ? value * 2 : value));
