import { DataError } from '../../../../model/errors.ts';
import { type Millis, millis } from '../../../../model/time.ts';

const MOMENT = /^(\d{4})(\d{2})(\d{2})(?: {1,2}|-)(\d{2}):(\d{2}):(\d{2})(?: (\S+))?$/;

/**
 * A time of TWS, `20261121 10:00:00 US/Eastern` or `20261121-15:00:00`, which is UTC; it has no fractions of a second. One without a
 * zone is in that of the program's login, which nobody says here: it is taken for `zone`. Throws a DataError.
 */
export function timeOf(text: string, zone = 'UTC'): Millis {
  const match = MOMENT.exec(text);
  if (match === null) throw new DataError(`Expected a time of IB, but it was "${text}"`);
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1, 7).map(Number);
  const local = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  const named = match[7] ?? (text.includes('-') ? 'UTC' : zone);
  if (named === 'UTC' || named === 'GMT') return millis(local);
  // Twice, as the first guess may lie on the other side of a change of clocks.
  const guess = local - offsetOf(named, local);
  return millis(local - offsetOf(named, guess));
}

/** A time as requests write it, in UTC. */
export function timeText(ts: number): string {
  const [day = '', clock = ''] = new Date(ts).toISOString().split('T');
  return `${day.replaceAll('-', '')}-${clock.slice(0, 8)}`;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at a moment, milliseconds. Throws a DataError for a zone that nobody knows. */
function offsetOf(zone: string, ts: number): number {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
        ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
      });
    } catch {
      throw new DataError(`Expected a time zone, but it was "${zone}"`);
    }
    FORMATS.set(zone, format);
  }
  const parts = new Map(format.formatToParts(ts).map(({ type, value }) => [type, Number(value)]));
  const at = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - ts;
}
