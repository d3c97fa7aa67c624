/** What is asked of the bars of one series: sessions and true ranges. */
import { must } from './must.ts';
import type { Bar, Session } from './stream.ts';

export const DAY = 86_400_000;

/** The UTC day of a time, counted from 1970. */
export const dayOf = (ts: number): number => Math.floor(ts / DAY);

/** The session that a bar lies in, at least in part: the first to close after its open, or (without a calendar) its UTC day. */
function sessionOf(bar: Bar, sessions: Session[] | undefined): number | undefined {
  if (sessions === undefined) return dayOf(bar.openTs);
  const k = sessions.findIndex(({ close }) => close > bar.openTs);
  const session = sessions[k];
  return session !== undefined && session.open < bar.ts ? k : undefined;
}

const isLong = (bar: Bar): boolean => bar.ts - bar.openTs >= DAY;

function sameSession(a: Bar, b: Bar, sessions: Session[] | undefined): boolean {
  if (isLong(a) || isLong(b)) return false;
  return sessionOf(a, sessions) === sessionOf(b, sessions);
}

/** Whether bar `k` is the first of its session. */
export function opensSession(bars: Bar[], k: number, sessions: Session[] | undefined): boolean {
  const bar = must(bars[k], 'a bar');
  if (!isLong(bar) && sessionOf(bar, sessions) === undefined) return false;
  const before = bars[k - 1];
  return before === undefined || !sameSession(before, bar, sessions);
}

/** Whether bar `k` is the last of its session. The last of the data is, without a calendar; else if it reaches the close. */
export function closesSession(bars: Bar[], k: number, sessions: Session[] | undefined): boolean {
  const bar = must(bars[k], 'a bar');
  if (isLong(bar)) return true;
  const own = sessionOf(bar, sessions);
  if (own === undefined) return false;
  const after = bars[k + 1];
  if (after !== undefined) return !sameSession(bar, after, sessions);
  return sessions === undefined || bar.ts >= must(sessions[own], 'its session').close;
}

/** When the day ends of an order that first meets a moment of a bar: with its session, or the next, but not before the bar. */
export function dayEndOf(openTs: number, ts: number, sessions: Session[] | undefined): number {
  if (sessions === undefined) return (dayOf(openTs) + 1) * DAY;
  const session = must(
    sessions.find(({ close }) => close > openTs),
    'a session to come',
  );
  return Math.max(session.close, ts);
}

function trueRange(bar: Bar, before: Bar): number {
  return Math.max(bar.high - bar.low, Math.abs(bar.high - before.close), Math.abs(bar.low - before.close));
}

/**
 * The mean true range of the last `period` bars before bar `k`; undefined with too few of them.
 * The first bar of a series has no true range.
 */
export function meanTrueRange(bars: Bar[], k: number, period: number): number | undefined {
  if (k - period < 1) return undefined;
  let sum = 0;
  for (let j = k - period; j < k; j++) sum += trueRange(must(bars[j], 'a bar'), must(bars[j - 1], 'a bar before'));
  return sum / period;
}
