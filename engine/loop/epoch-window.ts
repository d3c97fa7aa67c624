import { resample } from '../feed/resample.ts';
import { rowAt, windowOf } from '../feed/window.ts';
import type { SessionTable } from '../model/calendar.ts';
import { HISTORY } from '../model/line.ts';
import type { PeriodOptions } from '../model/periods.ts';
import type { BarSeries, Series } from '../model/series.ts';
import type { AnyStrategy } from '../strategy/define.ts';
import type { BacktestParts } from './parts.ts';

/** Rows behind an epoch that its session has to know of, though it is not shown them: whether a bar is the last of its day. */
const AHEAD = 3;

/** What the epochs of a run share. */
export class EpochHistory {
  /** The least that is shown of each series before an epoch. */
  readonly rows: number;
  readonly #lookbacks = new Map<Series, number>();
  readonly #longer = new Map<Series, Map<string, BarSeries>>();

  constructor(rows: number) {
    this.rows = rows;
  }

  /** How many rows of a series are shown before an epoch: as many as a line is sure to have, and as its readers have said they need. */
  rowsOf(series: Series): number {
    return Math.max(this.rows, HISTORY, this.#lookbacks.get(series) ?? 0);
  }

  needs(series: Series, rows: number): void {
    this.#lookbacks.set(series, Math.max(rows, this.#lookbacks.get(series) ?? 0));
  }

  /** Longer bars made of all bars there are. */
  longerOf(bars: BarSeries, timeframe: string, sessions: SessionTable | undefined, options: PeriodOptions | undefined): BarSeries {
    const made = this.#longer.get(bars) ?? new Map<string, BarSeries>();
    this.#longer.set(bars, made);
    const key = `${timeframe} ${options?.extended === true}`;
    const longer = made.get(key) ?? resample(bars, timeframe, sessions, options);
    made.set(key, longer);
    return longer;
  }
}

/** The rows that one epoch of a run is given: those it is shown before it begins, its own, and a few behind them. */
export class EpochWindow {
  readonly #from: number;
  readonly #to: number;
  readonly #history: EpochHistory;
  /** By series of the epoch: the series of the run of which it is a part. */
  readonly #whole = new Map<Series, Series>();

  /** Of what comes after `from` until `to`. */
  constructor(from: number, to: number, history: EpochHistory) {
    this.#from = from;
    this.#to = to;
    this.#history = history;
  }

  /** The parts of a run with these rows alone, and its strategies made anew where they are given. */
  partsOf(parts: BacktestParts, fresh: readonly AnyStrategy[] | undefined): BacktestParts {
    const cut = new Map(parts.series.map((series) => [series, this.#cut(series)]));
    const of = (series: Series): Series => cut.get(series)!;
    const strategies = parts.strategies.map((bound, s) => ({
      ...bound,
      strategy: fresh?.[s] ?? bound.strategy,
      feeds: Object.fromEntries(Object.entries(bound.feeds).map(([role, given]) => [role, isList(given) ? given.map(of) : of(given)])),
    }));
    return { ...parts, strategies, series: parts.series.map(of), plots: false };
  }

  /** Bars of a longer timeframe: as many of them as of any series, though the finer bars of most are long gone. */
  readonly longer = (feed: BarSeries, timeframe: string, sessions: SessionTable | undefined, options?: PeriodOptions): BarSeries =>
    this.#cut(this.#history.longerOf(this.#whole.get(feed) as BarSeries, timeframe, sessions, options)) as BarSeries;

  /** Notes what the readers of its series have said they need. */
  learn(): void {
    for (const [part, whole] of this.#whole) this.#history.needs(whole, part.lookback);
  }

  #cut(series: Series): Series {
    const before = Math.max(rowAt(series, this.#from) - this.#history.rowsOf(series), 0);
    const part = windowOf(series, before, Math.min(rowAt(series, this.#to) + AHEAD, series.rows));
    this.#whole.set(part, series);
    return part;
  }
}

const isList = (given: Series | readonly Series[]): given is readonly Series[] => Array.isArray(given);
