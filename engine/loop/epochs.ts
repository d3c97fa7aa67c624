import { Merge } from '../feed/merge.ts';
import { Single } from '../feed/single.ts';
import { ConfigError } from '../model/errors.ts';
import { HISTORY } from '../model/line.ts';
import { Series } from '../model/series.ts';
import { DAY, millis, WEEK } from '../model/time.ts';
import type { AnyStrategy } from '../strategy/define.ts';
import { type Assembly, assemble } from './assemble.ts';
import { beginOf, runBacktest } from './backtest.ts';
import { canonical, parsed } from './canonical.ts';
import { type EpochState, momentOf, restoreEpoch, saveEpoch } from './epoch.ts';
import { EpochHistory, EpochWindow } from './epoch-window.ts';
import { compareEvents, type Input } from './order-of-events.ts';
import type { BacktestParts, FinishedRun } from './parts.ts';
import { purely } from './purity.ts';
import { saidBy } from './said.ts';
import { type Difference, SameRun } from './same-run.ts';
import { textOf } from './set-up.ts';

/** The Monday before the epoch's Thursday. */
const MONDAY = -3 * DAY;

/** How a run is cut into epochs. */
export interface EpochTerms {
  /** Milliseconds from one boundary to the next: from midnight UTC, whole weeks from a Monday. */
  readonly every: number;
  /** Rows of each series that a session is shown before it goes on: at least 1024, and what its indicators need. */
  readonly rows?: number | undefined;
}

/** Whether a run comes to the same when its session is written down and rebuilt again and again. */
export interface EpochCheck {
  readonly every: number;
  readonly rows: number;
  /** How many epochs there were, up to the first that differs. */
  readonly count: number;
  /** What differs first, in one sentence; null where nothing does. */
  readonly difference: string | null;
}

/** A run, and the same run with epochs beside it. */
export interface CheckedRun {
  readonly run: FinishedRun;
  readonly epochs: EpochCheck;
}

/**
 * Runs a backtest, and then once more with epochs: at each boundary the session is written down and made anew of what was
 * written, as after a restart. Compares commands, fills, payments, equity and orders, and ends at the first difference. Before
 * each epoch it asks for strategies: of modules that are loaded anew, where there are any. Throws a ConfigError for series
 * that are longer than memory.
 */
export function* checkEpochs(
  parts: BacktestParts,
  { every, rows = HISTORY }: EpochTerms,
): Generator<number, CheckedRun, readonly AnyStrategy[] | undefined> {
  mustBeWhole(parts.series);
  const same = new SameRun();
  const run = runBacktest(parts, { record: (command) => same.commands.push(command) });
  same.follow(run);
  const said = [...(saidBy(parts.risk, parts.inputs) ?? [])].sort(compareEvents);
  const history = new EpochHistory(rows);
  let [before, from, state] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined as EpochState | undefined];
  for (let count = 1; ; count++) {
    const to = boundaryAfter(parts.series, from, every);
    const window = new EpochWindow(from, to, history);
    const epoch = new Epoch(window.partsOf(parts, yield count), window, said);
    window.learn();
    let isOver = true;
    let difference: Difference | undefined;
    try {
      if (state !== undefined) epoch.goOn(from, state);
      isOver = epoch.run(to);
      difference = same.differenceOf(epoch.assembly, epoch.commands, isOver ? Number.POSITIVE_INFINITY : to);
    } catch (error) {
      difference = { ts: Number.POSITIVE_INFINITY, text: `an error (${textOf(error)})` };
    }
    if (difference !== undefined) {
      // What is missing at the very end of an epoch shows only in the next one.
      const isOfLast = difference.ts <= from;
      const sentence = inWords(difference.text, isOfLast ? count - 1 : count, isOfLast ? before : from);
      return { run, epochs: { every, rows, count: isOfLast ? count - 1 : count, difference: sentence } };
    }
    if (isOver) return { run, epochs: { every, rows, count, difference: null } };
    state = parsed(canonical(saveEpoch(epoch.assembly))) as EpochState;
    before = from;
    from = to;
  }
}

/** One epoch: a session over its rows. */
class Epoch {
  readonly assembly: Assembly;
  readonly commands: SameRun['commands'] = [];
  readonly #said: Input[];
  #now: number | undefined;

  /** `said` is what people and brokers have not said yet. */
  constructor(parts: BacktestParts, window: EpochWindow, said: Input[]) {
    this.assembly = assemble(parts, { longer: window.longer, record: (command) => this.commands.push(command) });
    this.#said = said;
    const begins = beginOf(this.assembly.series);
    if (begins !== Number.POSITIVE_INFINITY) this.assembly.session.start(millis(begins - 1));
    this.assembly.router.warming = parts.warmUntil >= begins;
  }

  /** Shows the rows before it, refuses what strategies ask for meanwhile, and puts the session in its state. */
  goOn(from: number, state: EpochState): void {
    const { router, parts, session } = this.assembly;
    router.warming = true;
    this.#drive(from, [], Number.POSITIVE_INFINITY);
    restoreEpoch(this.assembly, state);
    router.warming = session.now <= parts.warmUntil;
    this.commands.length = 0;
    this.#now = from;
  }

  /** Runs until a boundary; true where the data end before it. */
  run(to: number): boolean {
    const { parts, session } = this.assembly;
    const isOver = this.#drive(to, this.#said, parts.warmUntil);
    if (isOver) purely(() => session.finish());
    return isOver;
  }

  /** A moment with nothing half done: what came at the boundary is over with its commands, and no bar of that time has opened. */
  #drive(to: number, said: Input[], warmUntil: number): boolean {
    const { session, series, sim, router } = this.assembly;
    const { waiting } = sim!;
    const merge = series.length === 1 ? new Single(series[0]!, waiting, this.#now) : new Merge(series, waiting, this.#now);
    const wake = (): void => {
      merge.alarm = Math.min(session.alarm, said[0]?.ts ?? Number.POSITIVE_INFINITY);
    };
    session.onAlarm = wake;
    return purely(() => {
      for (wake(); merge.next(); wake()) {
        if (merge.ts > to || (merge.ts === to && merge.moment === 'open')) return false;
        if (merge.ts > warmUntil) router.warming = false;
        let heard = 0;
        if (merge.moment === 'close') while (heard < said.length && said[heard]!.ts <= merge.ts) heard++;
        session.step(merge, heard === 0 ? undefined : said.splice(0, heard));
      }
      return true;
    });
  }
}

/** The first boundary at or after the next row of a run: nothing comes to an end in an epoch without rows. */
function boundaryAfter(series: readonly Series[], from: number, every: number): number {
  const next = series.reduce((least, one) => Math.min(least, nextOf(one, from)), Number.POSITIVE_INFINITY);
  const anchor = every % WEEK === 0 ? MONDAY : 0;
  return Math.ceil((next - anchor) / every) * every + anchor;
}

function nextOf(series: Series, from: number): number {
  const times = Series.timesOf(series);
  let [low, high] = [1, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! > from) high = middle;
    else low = middle + 1;
  }
  return times[low] ?? Number.POSITIVE_INFINITY;
}

function mustBeWhole(series: readonly Series[]): void {
  const passing = series.find(({ isStreamed }) => isStreamed);
  if (passing !== undefined)
    throw new ConfigError(`Expected data that fit into memory for a run with epochs, but "${passing.id}" was longer`);
}

const inWords = (difference: string, count: number, from: number): string =>
  `Expected a run with epochs to be the run without them, but in epoch ${count} (from ${momentOf(from)}) there was ${difference}: what a strategy keeps elsewhere than in ctx.state is lost at an epoch`;
