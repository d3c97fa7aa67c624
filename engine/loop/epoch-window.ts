import { resample } from '../feed/resample.ts';
import { rowAt, windowOf } from '../feed/window.ts';
import type { SessionTable } from '../model/calendar.ts';
import type { PeriodOptions } from '../model/periods.ts';
import type { BarSeries, Series } from '../model/series.ts';
import type { BacktestParts, BoundStrategy } from './parts.ts';

/** Rows behind an epoch that a session may have to know of, though it is not shown them: whether a bar is the last of its day. */
const AHEAD = 3;

/** The rows of a run that one of its epochs is given: those before it that are warmed up on, its own, and a few behind them. */
export class EpochWindow {
  readonly #from: number;
  readonly #to: number;
  readonly #rows: number;
  readonly #whole: Map<Series, Series>;
  readonly #longer: Map<string, BarSeries>;

  /**
   * For the rows after `from` until `to`, each with `rows` before it: of every series, longer ones made of it too. `longer` keeps
   * those from one epoch to the next.
   */
  constructor(from: number, to: number, rows: number, longer: Map<string, BarSeries>) {
    this.#from = from;
    this.#to = to;
    this.#rows = rows;
    this.#whole = new Map();
    this.#longer = longer;
  }

  /** The parts of a run with these rows alone, and its strategies made anew where they are given. */
  partsOf(parts: BacktestParts, fresh: readonly BoundStrategy['strategy'][] | undefined): BacktestParts {
    const cut = new Map(parts.series.map((series) => [series, this.#cut(series)]));
    const of = (series: Series): Series => cut.get(series)!;
    const strategies = parts.strategies.map((bound, s) => ({
      ...bound,
      strategy: fresh?.[s] ?? bound.strategy,
      feeds: Object.fromEntries(Object.entries(bound.feeds).map(([role, given]) => [role, isList(given) ? given.map(of) : of(given)])),
    }));
    return { ...parts, strategies, series: parts.series.map(of), plots: false };
  }

  /** Bars of a longer timeframe: a session that goes on has those of its past, too, of which the finer bars are gone. */
  readonly longer = (feed: BarSeries, timeframe: string, sessions: SessionTable | undefined, options?: PeriodOptions): BarSeries => {
    const whole = this.#whole.get(feed) as BarSeries;
    const key = `${[...this.#longer.values()].indexOf(whole)} ${whole.index} ${timeframe} ${options?.extended === true}`;
    const made = this.#longer.get(key) ?? resample(whole, timeframe, sessions, options);
    this.#longer.set(key, made);
    return this.#cut(made) as BarSeries;
  };

  #cut(series: Series): Series {
    const before = Math.max(rowAt(series, this.#from) - this.#rows, 0);
    const part = windowOf(series, before, Math.min(rowAt(series, this.#to) + AHEAD, series.rows));
    this.#whole.set(part, series);
    return part;
  }
}

const isList = (given: Series | readonly Series[]): given is readonly Series[] => Array.isArray(given);
