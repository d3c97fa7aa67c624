import { coverage, nextSession, type SessionTable, sessionOn } from '../../engine/model/calendar.ts';
import { DAY } from '../../engine/model/time.ts';

/** The first session that closes after a time; the number of sessions where none does. */
export function sessionFrom(calendar: SessionTable, ts: number): number {
  const session = nextSession(calendar, ts);
  return session < 0 ? calendar.closes.length : session;
}

/**
 * The session that a day's bar is of: that of its date where it begins at a midnight UTC, else the first that closes after it
 * begins; -1 where the market was closed, or where the calendar says nothing of that time.
 */
export function daySession(calendar: SessionTable, open: number, end: number): number {
  if (open % DAY === 0) return sessionOn(calendar, open);
  const session = nextSession(calendar, open);
  return session >= 0 && calendar.opens[session]! < end ? session : -1;
}

/** How much of a stretch of time within a session the market traded: its break does not count. */
export function tradedTime({ breaks }: SessionTable, session: number, from: number, to: number): number {
  const length = Math.max(0, to - from);
  if (breaks === undefined) return length;
  const rest = Math.min(to, breaks.ends[session]!) - Math.max(from, breaks.begins[session]!);
  return rest > 0 ? length - rest : length;
}

/** Whether a calendar says anything of a time. */
export function covers(calendar: SessionTable, ts: number): boolean {
  const { from, until } = coverage(calendar);
  return ts >= from && ts < until;
}

/** Whether a market closes between sessions or within them. */
export const hasClosures = ({ opens, closes, breaks }: SessionTable): boolean =>
  breaks !== undefined || opens.some((open, k) => k > 0 && open > closes[k - 1]!);
