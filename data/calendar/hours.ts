import { must } from '../../engine/model/errors.ts';
import { DAY, HOUR, MINUTE } from '../../engine/model/time.ts';
import type { Hours } from './market-rules.ts';
import { localToUtc, type Zone } from './zone.ts';

/** A time of day in milliseconds from the midnight that begins the session's date, on the market's clock or in UTC. */
interface Clock {
  readonly ms: number;
  readonly utc: boolean;
}

/** Opening hours as times of day. */
export interface Clocks {
  readonly open: Clock;
  readonly close: Clock;
  readonly breakBegin: Clock | undefined;
  readonly breakEnd: Clock | undefined;
  readonly first: Clock | undefined;
  readonly last: Clock | undefined;
}

/** A session as times UTC. Those of its break are NaN where it has none; `first` to `last` is it with its extended hours. */
export interface Span {
  readonly open: number;
  readonly close: number;
  readonly breakBegin: number;
  readonly breakEnd: number;
  readonly first: number;
  readonly last: number;
}

/** Reads the opening hours of a calendar. */
export function clocksOf({ open, close, rest, extended }: Hours): Clocks {
  const [breakBegin, breakEnd] = rest?.split('-').map(clockOf) ?? [];
  const [first, last] = extended?.split('-').map(clockOf) ?? [];
  return { open: clockOf(open), close: clockOf(close), breakBegin, breakEnd, first, last };
}

/** Reads `9:30`, `24:00`, `prev 17:00` or `0:10Z`. */
function clockOf(text: string): Clock {
  const match = must(/^(prev )?(\d{1,2}):(\d\d)(Z)?$/.exec(text), `a time such as 9:30 instead of "${text}"`);
  const ms = Number(match[2]) * HOUR + Number(match[3]) * MINUTE - (match[1] === undefined ? 0 : DAY);
  return { ms, utc: match[4] !== undefined };
}

/** The session of a date by opening hours. */
export function spanOn(zone: Zone, date: number, clocks: Clocks): Span {
  const at = ({ ms, utc }: Clock): number => (utc ? date + ms : localToUtc(zone, date + ms).utc);
  const open = at(clocks.open);
  const close = at(clocks.close);
  return {
    open,
    close,
    breakBegin: clocks.breakBegin === undefined ? Number.NaN : at(clocks.breakBegin),
    breakEnd: clocks.breakEnd === undefined ? Number.NaN : at(clocks.breakEnd),
    first: clocks.first === undefined ? open : Math.min(open, at(clocks.first)),
    last: clocks.last === undefined ? close : Math.max(close, at(clocks.last)),
  };
}
