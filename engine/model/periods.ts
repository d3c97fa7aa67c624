import { mustCover, type SessionTable } from './calendar.ts';
import { ConfigError } from './errors.ts';
import { DAY, MINUTE, WEEK } from './time.ts';
import { barEnd, barStart, type Timeframe } from './timeframe.ts';

/** The shortest break that parts a day in two: shorter ones are halts, which no vendor's bars end at. */
const LUNCH = 30 * MINUTE;

/** How bars follow a market's sessions. */
export interface PeriodOptions {
  /** Count the hours before the open and after the close that the table knows too; by default the market is closed then. */
  readonly extended?: boolean | undefined;
}

/**
 * The bars of a timeframe as intervals of time. Without sessions they are anchored to midnight UTC.
 *
 * With sessions an intraday bar counts from its session's open, ends at the latest with the session or at its lunch break, after
 * which the count begins anew (a halt of less than half an hour is passed over); extended hours have bars of their own, counted
 * back from the open and on from the close. A bar of a day is one session, one of several days so many sessions counted from the first of the year, one of weeks (from Monday) or
 * months the sessions whose dates lie in them. What lies outside the sessions is in no bar.
 */
export class Periods {
  /** The period found last, `[start, end)`; NaN before the first. It is known at its end. */
  start = Number.NaN;
  end = Number.NaN;
  readonly #timeframe: Timeframe;
  readonly #sessions: SessionTable | undefined;
  readonly #edges: SessionTable['extended'];
  /** The session looked at last, and the stretch of it in which the market trades without a stop. */
  #session = 0;
  #from = Number.NaN;
  #to = Number.NaN;

  /** Throws a ConfigError where sessions are to make a timeframe that is longer than a day but no whole days. */
  constructor(timeframe: Timeframe, sessions?: SessionTable, { extended = false }: PeriodOptions = {}) {
    if (sessions !== undefined && 'ms' in timeframe && timeframe.ms > DAY && timeframe.ms % DAY !== 0)
      throw new ConfigError(`Expected a timeframe below a day or of whole days, to count by sessions, but it was "${timeframe.text}"`);
    this.#timeframe = timeframe;
    this.#sessions = sessions;
    this.#edges = extended ? sessions?.extended : undefined;
  }

  /**
   * Finds the period of a time, or of a bar `[ts, until)`: one that begins while the market is closed and reaches beyond the
   * open belongs to what opens, one that reaches into closed hours makes its period end later. Times ascend. False where the
   * market is closed throughout. A bar that does not fit is left with `until` beyond `end`. Throws a ConfigError outside the
   * table's years.
   */
  find(ts: number, until: number = ts): boolean {
    const sessions = this.#sessions;
    if (sessions === undefined) {
      if (ts >= this.start && ts < this.end) return true;
      this.start = barStart(this.#timeframe, ts);
      this.end = barEnd(this.#timeframe, this.start);
      return true;
    }
    if (!(ts >= this.#from && ts < this.#to) && !this.#findStretch(sessions, ts, until)) return false;
    if (!(ts >= this.start && ts < this.end)) this.#findPeriod(sessions, ts);
    if (until > this.end && this.end === this.#to && until <= this.#nextOpen(sessions)) this.end = until;
    return true;
  }

  /** Finds the stretch of trading without a stop that holds a time, or that begins before `until`. */
  #findStretch(table: SessionTable, ts: number, until: number): boolean {
    let s = this.#session;
    while (s > 0 && ts < this.#last(table, s - 1)) s--;
    while (s < table.closes.length && this.#last(table, s) <= ts) s++;
    if (s === table.closes.length || s === 0) mustCover(table, ts);
    this.#session = Math.min(s, table.closes.length - 1);
    return s < table.closes.length && this.#findIn(table, s, ts) && (this.#from <= ts || this.#from < until);
  }

  /** Sets the first stretch of a session that ends after a time. */
  #findIn(table: SessionTable, s: number, ts: number): boolean {
    const open = table.opens[s]!;
    const close = table.closes[s]!;
    const rest = lunchOf(table, s);
    if (ts < open && this.#edges !== undefined && this.#edges.opens[s]! < open) return this.#set(this.#edges.opens[s]!, open);
    if (!(ts >= rest) && ts < close) return this.#set(open, Number.isNaN(rest) ? close : rest);
    return ts < close ? this.#set(table.breaks!.ends[s]!, close) : this.#set(close, this.#last(table, s));
  }

  #set(from: number, to: number): true {
    this.#from = from;
    this.#to = to;
    return true;
  }

  #findPeriod(table: SessionTable, ts: number): void {
    const timeframe = this.#timeframe;
    if ('ms' in timeframe && timeframe.ms < DAY) {
      const s = this.#session;
      // Before the open the count runs backward from it.
      const anchor = this.#to === table.opens[s]! ? this.#to : this.#from;
      const start = anchor + Math.floor((Math.max(ts, this.#from) - anchor) / timeframe.ms) * timeframe.ms;
      this.start = Math.max(start, this.#from);
      this.end = Math.min(start + timeframe.ms, this.#to);
      return;
    }
    const [first, last] = sessionsOf(table, this.#session, timeframe);
    this.start = this.#edges === undefined ? table.opens[first]! : Math.min(table.opens[first]!, this.#edges.opens[first]!);
    this.end = this.#last(table, last);
  }

  /** When trading goes on after the stretch found last. */
  #nextOpen(table: SessionTable): number {
    const s = this.#session;
    if (this.#to === lunchOf(table, s)) return table.breaks!.ends[s]!;
    if (this.#to < this.#last(table, s)) return this.#to;
    const next = table.opens[s + 1] ?? Number.POSITIVE_INFINITY;
    return this.#edges === undefined ? next : Math.min(next, this.#edges.opens[s + 1] ?? next);
  }

  #last(table: SessionTable, s: number): number {
    return this.#edges === undefined ? table.closes[s]! : Math.max(table.closes[s]!, this.#edges.closes[s]!);
  }
}

/** When a session's break begins, if it is long enough to part the day in two; else NaN. */
function lunchOf({ breaks }: SessionTable, s: number): number {
  const begins = breaks?.begins[s] ?? Number.NaN;
  return breaks !== undefined && breaks.ends[s]! - begins >= LUNCH ? begins : Number.NaN;
}

/** The first and the last session of the bar of days, weeks or months in which a session lies. */
function sessionsOf({ dates }: SessionTable, s: number, timeframe: Timeframe): readonly [number, number] {
  if ('ms' in timeframe && timeframe.ms === DAY) return [s, s];
  const byCount = 'ms' in timeframe && timeframe.ms % WEEK !== 0;
  const span: Timeframe = byCount ? { text: '', months: 12 } : timeframe;
  const from = barStart(span, dates[s]!);
  const to = barEnd(span, from);
  let first = s;
  let last = s;
  while (first > 0 && dates[first - 1]! >= from) first--;
  while (last + 1 < dates.length && dates[last + 1]! < to) last++;
  if (!byCount) return [first, last];
  const count = timeframe.ms / DAY;
  const begin = first + Math.floor((s - first) / count) * count;
  return [begin, Math.min(begin + count - 1, last)];
}
