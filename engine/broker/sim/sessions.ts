import { mustCover, nextSession, type SessionTable } from '../../model/calendar.ts';
import { BarSeries, Series } from '../../model/series.ts';
import { DAY, endOfDay, type Millis, millis } from '../../model/time.ts';

/**
 * Whether a bar's open is the opening auction: no bar came before it in its session. A session is the market's by its
 * calendar, a UTC day where it has none; a bar of a day or longer is a session of its own. One outside all sessions opens none.
 */
export function opensSession(series: BarSeries, row: number, calendar: SessionTable | undefined): boolean {
  if (isLong(series, row)) return true;
  const session = sessionOf(series, row, calendar);
  return !Number.isNaN(session) && (row === 1 || sessionOf(series, row - 1, calendar) !== session);
}

/**
 * Whether a bar's close is the closing auction: none follows it in its session. Asks the times of bars, never a price. Of bars that come
 * live the one that ends with its session is the last.
 */
export function closesSession(series: BarSeries, row: number, calendar: SessionTable | undefined): boolean {
  if (isLong(series, row)) return true;
  const session = sessionOf(series, row, calendar);
  if (Number.isNaN(session)) return false;
  if (row === series.rows) {
    const ts = Series.timeAt(series, row);
    if (calendar !== undefined) return ts >= calendar.closes[session]!;
    return !series.isLive || Math.floor(ts / DAY) !== session;
  }
  return sessionOf(series, row + 1, calendar) !== session;
}

/**
 * When the day of an order ends that first meets the market in a bar `[openTs, ts)`: with the session in which that bar begins,
 * or that comes next, and not before the bar itself. Throws a ConfigError outside the calendar's years.
 */
export function endOfSession(openTs: number, ts: number, calendar: SessionTable | undefined): Millis {
  if (calendar === undefined) return endOfDay(openTs);
  const session = nextSession(calendar, openTs);
  if (session < 0) mustCover(calendar, openTs);
  return millis(Math.max(calendar.closes[session]!, ts));
}

/** The number of the session that a bar lies in, at least in part; NaN where the market is closed. */
function sessionOf(series: BarSeries, row: number, calendar: SessionTable | undefined): number {
  const openTs = BarSeries.openTimeAt(series, row);
  if (calendar === undefined) return Math.floor(openTs / DAY);
  const session = nextSession(calendar, openTs);
  return session >= 0 && calendar.opens[session]! < Series.timeAt(series, row) ? session : Number.NaN;
}

function isLong(series: BarSeries, row: number): boolean {
  return Series.timeAt(series, row) - BarSeries.openTimeAt(series, row) >= DAY;
}
