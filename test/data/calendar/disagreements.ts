import { offsetAt, type Zone, zoneOf } from '../../../data/calendar/zone.ts';
import { ZONE_ALIASES, ZONE_TABLE } from '../../../data/calendar/zone-table.ts';
import { SECOND, WEEK } from '../../../engine/model/time.ts';

const FROM = Date.UTC(1990, 0, 1);
const TO = Date.UTC(2038, 0, 1);

/** Names of our zones and what else they are called; this machine knows no zone Z. */
export const ZONES: readonly string[] = Object.keys(ZONE_TABLE);
export const ALIASES: readonly string[] = Object.keys(ZONE_ALIASES).filter((alias) => alias !== 'Z');

/** How far a zone stands east of UTC by this machine's own data. */
function byThisMachine(name: string): (ts: number) => number {
  const numeric = 'numeric' as const;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
  });
  return (ts) => {
    const part = Object.fromEntries(format.formatToParts(ts).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']) - ts;
  };
}

/** Moments at which the tables and the machine disagree: looked at beside every change of ours, and every week between. */
export function disagreements(name: string): string[] {
  const zone: Zone = zoneOf(name)!;
  const theirs = byThisMachine(name);
  const from = Math.max(zone.from, FROM);
  const changes = [...zone.at].filter((ts) => ts > from && ts < TO).flatMap((ts) => [ts - SECOND, ts]);
  const weeks = Array.from({ length: Math.floor((TO - from) / WEEK) }, (_, k) => from + k * WEEK);
  return [...changes, ...weeks].filter((ts) => offsetAt(zone, ts) !== theirs(ts)).map((ts) => new Date(ts).toISOString());
}
