import type { Broker, Capabilities, Command } from '../broker/broker.ts';
import { type Arriving, arrivingLike } from '../feed/arriving.ts';
import { type LongerArriving, longerArriving } from '../feed/longer-arriving.ts';
import { Slices } from '../feed/slices.ts';
import type { Series } from '../model/series.ts';
import { millis } from '../model/time.ts';
import { type Assembly, assemble } from './assemble.ts';
import type { Failed } from './guarded.ts';
import type { StepEntry, TapeRow } from './journal.ts';
import type { Input } from './order-of-events.ts';
import type { BacktestParts } from './parts.ts';
import { purely } from './purity.ts';

/** How a session that lives differs from a backtest of the same parts. */
export interface LiveOptions {
  /** What the venue can do; without it orders go to the simulator. */
  readonly venue?: { readonly name: string; readonly supports: Capabilities } | undefined;
  /** Told what a handler threw. */
  readonly failed: Failed;
  /** Keep what every hour came to, not every price. */
  readonly hourly?: boolean | undefined;
}

/**
 * A session whose data come one by one: paper, live, and the replay of either. It does nothing by itself; a driver hands it
 * what comes, or what was written down.
 */
export class LiveSession {
  readonly assembly: Assembly;
  readonly slices: Slices;
  /** Every feed in declared order, the longer bars that were made of them behind. */
  readonly feeds: readonly Arriving[];
  /** How many rows of each feed were shown since the session began. */
  readonly passed: number[];
  #commands: Command[] = [];
  #isStarted = false;
  readonly #failed: Failed;
  /** What handlers threw in a step: it is told once that is taken, for who is told may look at the clock on the wall. */
  readonly #thrown: Parameters<Failed>[] = [];

  /** `parts` may hold data: they are looked at for what they are, not for what is in them. */
  constructor(parts: BacktestParts, { venue, failed, hourly }: LiveOptions) {
    const twins = new Map<Series, Arriving>(parts.series.map((series) => [series, arrivingLike(series)]));
    const twinOf = (series: Series): Series => twins.get(series)!.series;
    const strategies = parts.strategies.map((one) => ({
      ...one,
      feeds: Object.fromEntries(Object.entries(one.feeds).map(([role, feed]) => [role, 'kind' in feed ? twinOf(feed) : feed.map(twinOf)])),
    }));
    const longer: LongerArriving[] = [];
    this.assembly = assemble(
      { ...parts, strategies, series: parts.series.map(twinOf) },
      {
        broker: venue === undefined ? undefined : outbox(venue),
        record: (command) => this.#commands.push(command),
        longer: longerArriving(longer),
        failed: (strategy, error) => this.#thrown.push([strategy, error]),
        hourly,
      },
    );
    this.#failed = failed;
    this.feeds = [...twins.values(), ...longer];
    this.passed = this.feeds.map(() => 0);
    const { session, sim, router } = this.assembly;
    this.slices = new Slices(this.feeds, sim?.waiting);
    session.onAlarm = (ts) => {
      this.slices.alarm = ts;
    };
    router.warming = parts.warmUntil > Number.NEGATIVE_INFINITY;
  }

  /** Takes the step to which `slices` has moved, and returns it as it is to be written down. */
  step(inputs: readonly Input[], seenTs: number): StepEntry {
    const { slices } = this;
    const { ts, moment, moved, count } = slices;
    const opens = slices.takeBegun();
    const rows: TapeRow[] = [];
    const raised: number[] = [];
    for (let k = 0; k < count; k++) {
      const feed = moved[k]!.index;
      if (moment === 'open') raised.push(feed);
      else {
        rows.push({ feed, values: slices.shownOf(feed) });
        this.passed[feed]!++;
      }
    }
    const commands = this.#take(inputs);
    slices.settle();
    return { kind: 'step', ts, seenTs, moment, opens, rows, raised, inputs, commands };
  }

  /** Takes a step that was written down, and returns the commands that it makes now. */
  play(entry: StepEntry): readonly Command[] {
    this.slices.play(entry);
    for (const { feed } of entry.rows) this.passed[feed]!++;
    return this.#take(entry.inputs);
  }

  /** Takes a step that was written down and follows its commands, whatever strategies ask for now. */
  follow(entry: StepEntry): void {
    const { session } = this.assembly;
    session.isFollowing = true;
    this.play(entry);
    session.follow(entry.commands);
    this.#commands = [];
    session.isFollowing = false;
  }

  /** Shows rows that were shown before, and refuses what strategies ask for meanwhile. */
  warmUp(batches: readonly { readonly ts: number; readonly rows: readonly TapeRow[] }[]): void {
    const { router } = this.assembly;
    router.warming = true;
    for (const { ts, rows } of batches) {
      this.slices.play({ ts, moment: 'close', opens: [], rows, raised: [] });
      this.#take([]);
      router.warming = true;
    }
  }

  /** The session was put where another one was: it has begun. */
  goOn(): void {
    const { router, session, parts } = this.assembly;
    this.#isStarted = true;
    this.#commands = [];
    router.warming = session.now <= parts.warmUntil;
    this.slices.alarm = session.alarm;
  }

  /** Its end: strategies hear of it, and the books are closed. */
  finish(): void {
    purely(() => this.assembly.session.finish());
    this.#tell();
  }

  #tell(): void {
    for (const thrown of this.#thrown.splice(0)) this.#failed(...thrown);
  }

  #take(inputs: readonly Input[]): readonly Command[] {
    const { session, router, parts } = this.assembly;
    const { slices } = this;
    if (!this.#isStarted && isMarket(slices)) {
      this.#isStarted = true;
      session.start(millis(slices.ts - 1));
    }
    if (router.warming && slices.ts > parts.warmUntil) router.warming = false;
    purely(() => session.step(slices, inputs));
    this.#tell();
    if (this.#commands.length === 0) return NONE;
    const commands = this.#commands;
    this.#commands = [];
    return commands;
  }
}

const NONE: readonly Command[] = [];

/** Whether a batch shows more than the rates of currencies, which are known from long before a session. */
function isMarket({ moved, count, moment }: Slices): boolean {
  if (moment === 'open') return true;
  for (let k = 0; k < count; k++) if (moved[k]!.converts === 0) return true;
  return false;
}

/** Where commands are written down before they leave; what the venue says comes as inputs. */
const outbox = ({ name, supports }: { readonly name: string; readonly supports: Capabilities }): Broker => ({
  name,
  supports,
  send() {},
  poll: () => undefined,
});
