import { calendarOf, marketOf } from '../../../data/calendar/calendar-of.ts';
import { offsetAt, zoneOf } from '../../../data/calendar/zone.ts';
import { type SessionTable, sessionOn } from '../../../engine/model/calendar.ts';

/** A calendar that there is. */
export const table = (name: string): SessionTable => calendarOf(name)!;

/** The clock of a market's own zone. */
function clockOf(name: string): (ts: number) => string {
  const zone = zoneOf(marketOf(name)!.zone)!;
  return (ts) => new Date(ts + offsetAt(zone, ts)).toISOString().slice(11, 16);
}

/** A session of a date in its market's own time: `09:30-13:00`, `09:30-12:00 13:00-16:00` with a break, or `closed`. */
export function hours(name: string, date: string): string {
  const { opens, closes, breaks } = table(name);
  const s = sessionOn(table(name), Date.parse(date));
  if (s < 0) return 'closed';
  const clock = clockOf(name);
  const begins = breaks?.begins[s] ?? Number.NaN;
  const edges = Number.isNaN(begins) ? [opens[s]!, closes[s]!] : [opens[s]!, begins, breaks!.ends[s]!, closes[s]!];
  return edges.map((ts, k) => `${clock(ts)}${k === edges.length - 1 ? '' : k % 2 === 0 ? '-' : ' '}`).join('');
}

/** The dates of a table's sessions from one date to another, as texts. */
export function dates(name: string, from = '0000', to = '9999'): string[] {
  return Array.from(table(name).dates, (ts) => new Date(ts).toISOString().slice(0, 10)).filter((date) => date >= from && date <= to);
}
