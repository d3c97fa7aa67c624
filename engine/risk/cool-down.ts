import { nextSession, type SessionTable } from '../model/calendar.ts';
import type { CoolDown } from './breakers/breaker.ts';
import type { Days } from './days.ts';

/**
 * When a restriction that began at `ts` ends by itself; Infinity where it does not, or not by time. The next session is the
 * first of any instrument that opens later; one without a calendar has days for sessions, and the next begins with the first
 * moment that belongs to it.
 */
export function endOf(coolDown: CoolDown, ts: number, calendars: readonly (SessionTable | undefined)[], days: Days): number {
  if (typeof coolDown === 'number') return ts + coolDown;
  if (coolDown !== 'next-session') return Number.POSITIVE_INFINITY;
  return calendars.reduce(
    (least, calendar) => Math.min(least, calendar === undefined ? days.endOf(ts) + 1 : opensAfter(calendar, ts)),
    Number.POSITIVE_INFINITY,
  );
}

function opensAfter(calendar: SessionTable, ts: number): number {
  const s = nextSession(calendar, ts);
  if (s < 0) return Number.POSITIVE_INFINITY;
  return (calendar.opens[s]! > ts ? calendar.opens[s] : calendar.opens[s + 1]) ?? Number.POSITIVE_INFINITY;
}
