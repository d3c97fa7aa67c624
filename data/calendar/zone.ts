import { ConfigError } from '../../engine/model/errors.ts';
import { HOUR, isoTime, MINUTE } from '../../engine/model/time.ts';
import { compileZone, type Transitions } from './zone-compile.ts';
import { ZONE_ALIASES, ZONE_TABLE } from './zone-table.ts';

/** Changes with any correction of the tables of zones: recorded wherever a zone turned local times into UTC. */
export const ZONES_VERSION = '2026c.1';

/** The tables are written out to the end of this year. */
const LAST = 2099;

/** A time zone of our own tables, the same on every machine. Times are milliseconds UTC. */
export interface Zone extends Transitions {
  readonly name: string;
  /** The zone is right from `from` up to, not including, `until`. */
  readonly from: number;
  readonly until: number;
}

/** A local time as UTC. */
export interface LocalTime {
  /** Of an ambiguous time the earlier of the two; of a missing one what clocks would have shown had they not been put forward. */
  readonly utc: number;
  /** `ambiguous`: clocks showed it twice, when they were put back. `missing`: they never showed it, having been put forward. */
  readonly kind: 'unique' | 'ambiguous' | 'missing';
  /** Of an ambiguous time the later of the two. */
  readonly later?: number;
}

const known = new Map<string, Zone>();
const byLowerCase = new Map([...Object.keys(ZONE_TABLE), ...Object.keys(ZONE_ALIASES)].map((name) => [name.toLowerCase(), name]));

/** Finds a zone by its IANA name or an alias, in any case, or by a fixed offset: `America/New_York`, `EST`, `UTC`, `+02:00`, `UTC-5`. */
export function zoneOf(name: string): Zone | undefined {
  const asWritten = byLowerCase.get(name.toLowerCase());
  const proper = asWritten === undefined ? undefined : (ZONE_ALIASES[asWritten] ?? asWritten);
  const row = proper === undefined ? undefined : ZONE_TABLE[proper];
  if (proper === undefined || row === undefined) return fixedZone(name);
  const [from, ...eras] = row;
  const bounds = from === 1 ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : [Date.UTC(from, 0, 1), Date.UTC(LAST + 1, 0, 1)];
  const zone = known.get(proper) ?? { name: proper, from: bounds[0]!, until: bounds[1]!, ...compileZone(eras, LAST) };
  known.set(proper, zone);
  return zone;
}

/** Every name that `zoneOf` knows, besides fixed offsets. */
export function zoneNames(): readonly string[] {
  return [...Object.keys(ZONE_TABLE), ...Object.keys(ZONE_ALIASES)];
}

/** How far a zone's clocks stand east of UTC at a moment, in milliseconds; throws a ConfigError outside the zone's years. */
export function offsetAt(zone: Zone, utcMs: number): number {
  if (!(utcMs >= zone.from && utcMs < zone.until)) throw outside(zone, utcMs);
  return zone.offsets[after(zone.at, utcMs)]!;
}

/** The UTC of what a zone's clocks show, given as the UTC of the same digits; throws a ConfigError outside the zone's years. */
export function localToUtc(zone: Zone, localMs: number): LocalTime {
  const { at, offsets } = zone;
  // The clocks of no zone stand further from UTC than this, so no later change can have happened yet.
  let next = after(at, localMs + 16 * HOUR);
  while (next > 0 && localMs < at[next - 1]! + Math.min(offsets[next - 1]!, offsets[next]!)) next--;
  const utc = localMs - offsets[next]!;
  if (!(utc >= zone.from && utc < zone.until)) throw outside(zone, utc);
  const before = next === 0 ? Number.NaN : offsets[next - 1]!;
  if (!(localMs < at[next - 1]! + Math.max(before, offsets[next]!))) return { utc, kind: 'unique' };
  const first = localMs - before;
  return before < offsets[next]! ? { utc: first, kind: 'missing' } : { utc: first, kind: 'ambiguous', later: utc };
}

/** `+02:00`, `-0530`, `UTC+2`, `GMT-03:00`, and `Etc/GMT+5`, whose sign means west. */
function fixedZone(name: string): Zone | undefined {
  const match = /^(?:UTC|GMT|(Etc\/GMT))?([+-])(0?\d|1[0-4])(?::?([0-5]\d))?$/i.exec(name);
  if (match === null) return undefined;
  const [, etc, sign, hours, minutes = '0'] = match;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE;
  const offset = (sign === '-') === (etc === undefined) ? -size : size;
  const everything = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  return { name, ...everything, at: new Float64Array(0), offsets: Float64Array.of(offset === 0 ? 0 : offset) };
}

/** How many of the ascending times lie at or before `ts`. */
function after(times: Float64Array, ts: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

function outside(zone: Zone, ts: number): ConfigError {
  const years = `${isoTime(zone.from).slice(0, 4)} to ${isoTime(zone.until - 1).slice(0, 4)}`;
  return new ConfigError(`Expected a time in the years of "${zone.name}" that are known here, ${years}, but it was "${isoTime(ts)}"`);
}
