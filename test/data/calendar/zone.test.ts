import { describe, expect, it } from 'vitest';
import { localToUtc, offsetAt, ZONES_VERSION, type Zone, zoneNames, zoneOf } from '../../../data/calendar/zone.ts';
import { HOUR, MINUTE } from '../../../engine/model/time.ts';

const zone = (name: string): Zone => zoneOf(name)!;
const at = (text: string): number => Date.parse(text);
const hoursEast = (name: string, text: string): number => offsetAt(zone(name), at(text)) / HOUR;

/** What clocks of a zone show, as UTC. */
function clock(name: string, local: string): string {
  const { utc, kind, later } = localToUtc(zone(name), at(`${local}Z`));
  return [kind, ...[utc, later].filter((ts) => ts !== undefined).map((ts) => new Date(ts).toISOString().slice(5, 16))].join(' ');
}

describe('a zone', () => {
  it('stands so far east of UTC, in winter and in summer', () => {
    expect(hoursEast('America/New_York', '2024-01-15T12:00Z')).toBe(-5);
    expect(hoursEast('America/New_York', '2024-07-15T12:00Z')).toBe(-4);
    expect(hoursEast('Asia/Kolkata', '2024-07-15T12:00Z')).toBe(5.5);
    expect(hoursEast('Australia/Sydney', '2024-01-15T12:00Z')).toBe(11);
    expect(hoursEast('Europe/Dublin', '2024-07-15T12:00Z')).toBe(1);
  });

  it('changes at the second that its law says', () => {
    expect(hoursEast('America/Chicago', '2024-03-10T07:59:59Z')).toBe(-6);
    expect(hoursEast('America/Chicago', '2024-03-10T08:00:00Z')).toBe(-5);
    expect(hoursEast('Europe/Berlin', '2024-10-27T00:59:59Z')).toBe(2);
    expect(hoursEast('Europe/Berlin', '2024-10-27T01:00:00Z')).toBe(1);
    // The United States kept daylight saving longer from 2007 on, and in the winter of 1974.
    expect([hoursEast('America/New_York', '2006-03-20T12:00Z'), hoursEast('America/New_York', '2007-03-20T12:00Z')]).toEqual([-5, -4]);
    expect(hoursEast('America/New_York', '1974-02-01T12:00Z')).toBe(-4);
  });

  it('may have changed its standard time, or given up daylight saving', () => {
    expect(['2010-07-01', '2012-01-01', '2015-01-01'].map((day) => hoursEast('Europe/Moscow', day))).toEqual([4, 4, 3]);
    expect(['2016-01-15', '2017-01-15'].map((day) => hoursEast('Europe/Istanbul', day))).toEqual([2, 3]);
    expect(['2018-12-01', '2019-12-01'].map((day) => hoursEast('America/Sao_Paulo', day))).toEqual([-2, -3]);
    expect(['1981-06-01', '1982-06-01'].map((day) => hoursEast('Asia/Singapore', day))).toEqual([7.5, 8]);
    // British Columbia put its clocks forward in March 2026, and never back again.
    const vancouver = ['2025-12-01', '2026-02-01', '2026-03-08T09:59:59Z', '2026-03-08T10:00:00Z', '2026-12-01', '2030-07-01'];
    expect(vancouver.map((day) => hoursEast('America/Vancouver', day))).toEqual([-8, -8, -8, -7, -7, -7]);
  });

  it('is refused before the years in which it is known', () => {
    expect(() => offsetAt(zone('Asia/Jerusalem'), at('1989-12-31'))).toThrow(
      'Expected a time in the years of "Asia/Jerusalem" that are known here, 1990 to 2099, but it was "1989-12-31T00:00:00.000Z"',
    );
    expect(() => localToUtc(zone('Europe/Paris'), at('1976-07-01'))).toThrow('known here, 1980 to 2099');
    expect(() => offsetAt(zone('Asia/Tokyo'), Number.NaN)).toThrow('but it was "never"');
  });

  it('goes by its name in any case, by an alias, or by a fixed offset', () => {
    expect(zone('america/new_york').name).toBe('America/New_York');
    expect(zone('US/Eastern')).toBe(zone('America/New_York'));
    // EST is UTC-5 the year round, as vendors of data mean it.
    expect(hoursEast('EST', '2024-07-15T12:00Z')).toBe(-5);
    expect(['UTC', 'GMT', 'Z', 'etc/utc'].map((name) => hoursEast(name, '1000-01-01T00:00Z'))).toEqual([0, 0, 0, 0]);
    expect(['+02:00', '-0330', 'UTC+5', 'gmt-3', '+14:00', '-0'].map((name) => hoursEast(name, '2024-07-15'))).toEqual([
      2, -3.5, 5, -3, 14, 0,
    ]);
    // Zones named so in the IANA database count westward.
    expect(hoursEast('Etc/GMT+5', '2024-07-15')).toBe(-5);
    expect(['Mars/Olympus', '', '+15:00', '+2:60', 'UTC+'].map(zoneOf)).toEqual(Array(5).fill(undefined));
    expect(zoneNames()).toEqual(expect.arrayContaining(['Asia/Hong_Kong', 'US/Central']));
    expect(ZONES_VERSION).toMatch(/^\d{4}[a-z]\.\d+$/);
  });
});

describe('a local time', () => {
  it('is one moment on most days', () => {
    expect(clock('America/New_York', '2013-10-07T09:30')).toBe('unique 10-07T13:30');
    expect(clock('Asia/Tokyo', '2024-01-01T00:00')).toBe('unique 12-31T15:00');
  });

  it('comes twice when clocks are put back: the earlier comes first', () => {
    expect(clock('America/New_York', '2024-11-03T01:30')).toBe('ambiguous 11-03T05:30 11-03T06:30');
    expect(clock('America/New_York', '2024-11-03T01:00')).toBe('ambiguous 11-03T05:00 11-03T06:00');
    expect(clock('America/New_York', '2024-11-03T02:00')).toBe('unique 11-03T07:00');
    expect(clock('Europe/London', '2024-10-27T01:59')).toBe('ambiguous 10-27T00:59 10-27T01:59');
  });

  it('does not come when clocks are put forward: it counts as if they had not been', () => {
    expect(clock('America/New_York', '2024-03-10T02:30')).toBe('missing 03-10T07:30');
    expect(clock('America/New_York', '2024-03-10T03:00')).toBe('unique 03-10T07:00');
    expect(clock('Europe/London', '2024-03-31T01:00')).toBe('missing 03-31T01:00');
    expect(clock('Europe/London', '2024-03-31T00:59')).toBe('unique 03-31T00:59');
  });

  it('agrees with looking at all offsets of the zone, around every change', () => {
    for (const name of ['America/New_York', 'Europe/Lisbon', 'Europe/Moscow', 'Asia/Jerusalem', 'Australia/Sydney', 'Pacific/Auckland']) {
      const one = zone(name);
      const offsets = [...new Set(one.offsets)];
      for (const change of one.at.filter((ts) => ts > one.from + 24 * HOUR && ts < Date.UTC(2040, 0, 1)))
        for (let local = change - 15 * HOUR; local <= change + 15 * HOUR; local += 15 * MINUTE) {
          const fits = offsets.map((offset) => local - offset).filter((utc) => offsetAt(one, utc) === local - utc);
          const [first, second] = fits.sort((a, b) => a - b);
          const found = localToUtc(one, local);
          expect(found.kind).toBe(['missing', 'unique', 'ambiguous'][fits.length]);
          if (first !== undefined) expect([found.utc, found.later]).toEqual([first, second]);
        }
    }
  });
});
