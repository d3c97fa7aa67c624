import { ConfigError } from '../model/errors.ts';
import { BarSeries, type Bars } from '../model/series.ts';
import { DAY, type Millis } from '../model/time.ts';
import { barEnd, barStart, parseTimeframe, type Timeframe } from '../model/timeframe.ts';

/** Which bars make a session. */
export interface SessionOptions {
  /** How long a session is, a timeframe: `1d` unless given; `1w` begins on Monday, `1M` on the first of a month. */
  readonly session?: string;
  /**
   * When a session begins, in milliseconds from midnight UTC, within a day before or after: 0 unless given. Two hours
   * before, -7_200_000, is where the days of US futures part, in summer and winter; five hours after, 18_000_000, keeps
   * the trading of US stocks after hours with its day.
   */
  readonly sessionStart?: number;
}

/** Tells where in a series of bars a session begins. A bar belongs to the session in which it opens. */
export class Sessions {
  /** What tells them from others: their terms, and the times of bars that are whole. */
  readonly name: string;
  readonly columns: readonly Float64Array[];
  readonly #bars: BarSeries;
  readonly #length: Timeframe;
  readonly #start: number;
  /** Whether there is but one session, which never ends. */
  readonly #endless: boolean;
  /** When the session that goes on is over. */
  #end: number;

  /**
   * With `since` there is but one session, of all bars that open then or later. Throws a ConfigError that names the
   * indicator, where the bars have no times or the options are none.
   */
  constructor(bars: Bars, { session = '1d', sessionStart = 0 }: SessionOptions, indicator: string, since?: Millis) {
    const series = bars.close.driver;
    if (!(series instanceof BarSeries)) throw new ConfigError(`Expected the bars of ${indicator} to be of a feed, but they were not`);
    const length = parseTimeframe(session);
    if (length === undefined)
      throw new ConfigError(`Expected the session of ${indicator} to be a timeframe such as "1d", but it was "${session}"`);
    if (!(Math.abs(sessionStart) < DAY))
      throw new ConfigError(`Expected the sessionStart of ${indicator} to be milliseconds within a day, but it was "${sessionStart}"`);
    if (Number.isNaN(since)) throw new ConfigError(`Expected the since of ${indicator} to be a time, but it was "${since}"`);
    this.name = `${session} ${sessionStart} ${since}`;
    this.columns = series.isStreamed ? [] : [BarSeries.columnsOf(series).openTimes];
    this.#bars = series;
    this.#length = length;
    this.#start = sessionStart;
    this.#endless = since !== undefined;
    this.#end = since ?? Number.NEGATIVE_INFINITY;
  }

  /** Whether the bar of a row is the first of its session; to be asked once for every row, in order. */
  begins(row: number): boolean {
    const opened = BarSeries.openTimeAt(this.#bars, row);
    if (opened < this.#end) return false;
    this.#end = this.#endless ? Number.POSITIVE_INFINITY : barEnd(this.#length, barStart(this.#length, opened - this.#start)) + this.#start;
    return true;
  }
}
