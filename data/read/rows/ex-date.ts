import type { SessionTable } from '../../../engine/model/calendar.ts';
import { firstAtOrAfter } from '../search.ts';

/**
 * When an action takes effect whose first day without it is a date, given as the midnight UTC of it: that midnight, or with a
 * calendar halfway between the session before and the first one from that date on, so that bars before and after hours
 * fall on their own side.
 */
export function betweenSessions(date: number, calendar: SessionTable | undefined): number {
  if (calendar === undefined) return date;
  const next = firstAtOrAfter(calendar.dates, date);
  if (next === 0 || next >= calendar.dates.length) return date;
  return Math.floor((calendar.closes[next - 1]! + calendar.opens[next]!) / 2);
}
