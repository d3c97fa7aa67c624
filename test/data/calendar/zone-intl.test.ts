import { describe, expect, it } from 'vitest';
import { offsetAt, type Zone, zoneOf } from '../../../data/calendar/zone.ts';
import { ZONE_ALIASES, ZONE_TABLE } from '../../../data/calendar/zone-table.ts';
import { SECOND, WEEK } from '../../../engine/model/time.ts';

const FROM = Date.UTC(1990, 0, 1);
const TO = Date.UTC(2038, 0, 1);

/** Names of zones in which this machine's data are older than a law: British Columbia's of March 2026 is in 2026b. */
const APART: ReadonlySet<string> = new Set(process.versions['tz']! < '2026b' ? ['America/Vancouver', 'Canada/Pacific'] : []);

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
function disagreements(name: string, zone: Zone): string[] {
  const theirs = byThisMachine(name);
  const from = Math.max(zone.from, FROM);
  const changes = [...zone.at].filter((ts) => ts > from && ts < TO).flatMap((ts) => [ts - SECOND, ts]);
  const weeks = Array.from({ length: Math.floor((TO - from) / WEEK) }, (_, k) => from + k * WEEK);
  return [...changes, ...weeks].filter((ts) => offsetAt(zone, ts) !== theirs(ts)).map((ts) => new Date(ts).toISOString());
}

describe('the tables of zones', () => {
  it('cover the years from 1990 on, but for four that begin later', () => {
    const late = Object.keys(ZONE_TABLE).filter((name) => zoneOf(name)!.from > FROM);
    expect(late).toEqual(['America/Bogota', 'America/Lima', 'Europe/Bucharest', 'Europe/Sofia']);
  });

  for (const name of Object.keys(ZONE_TABLE).filter((one) => !APART.has(one)))
    it(`agree with this machine on ${name} to 2037, change by change`, () => {
      expect(disagreements(name, zoneOf(name)!)).toEqual([]);
    });

  it('give every alias the clocks that this machine gives it', () => {
    // This machine knows no zone Z.
    const aliases = Object.keys(ZONE_ALIASES).filter((alias) => alias !== 'Z' && !APART.has(alias));
    expect(aliases.filter((alias) => disagreements(alias, zoneOf(alias)!).length > 0)).toEqual([]);
  });
});
