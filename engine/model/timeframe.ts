import { DAY, HOUR, MINUTE, type Millis, millis, SECOND, WEEK } from './time.ts';

const UNITS = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: WEEK } as const;

/** The Monday before the epoch's Thursday: weeks run from Monday to Monday. */
const MONDAY = -3 * DAY;

/** The length of a bar: a fixed number of milliseconds, or whole calendar months. */
export type Timeframe = { readonly text: string; readonly ms: number } | { readonly text: string; readonly months: number };

/** Reads `1s 5m 1h 1d 1w 1M`; undefined where the text is not a timeframe. A month is calendar-long. */
export function parseTimeframe(text: string): Timeframe | undefined {
  const match = /^([1-9]\d*)([smhdwM])$/.exec(text);
  if (match === null) return undefined;
  const count = Number(match[1]);
  const unit = match[2] as keyof typeof UNITS | 'M';
  return unit === 'M' ? { text, months: count } : { text, ms: count * UNITS[unit] };
}

/** The start of the bar in which `ts` lies, anchored to midnight UTC (weeks to Monday, months to January). */
export function barStart(timeframe: Timeframe, ts: number): Millis {
  if ('ms' in timeframe) {
    const anchor = timeframe.ms % WEEK === 0 ? MONDAY : timeframe.ms < DAY ? Math.floor(ts / DAY) * DAY : 0;
    return millis(anchor + Math.floor((ts - anchor) / timeframe.ms) * timeframe.ms);
  }
  const date = new Date(ts);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const first = month - (month % timeframe.months);
  return millis(Date.UTC(Math.floor(first / 12), first % 12, 1));
}

/** The end of the bar that starts at `start`: when it becomes known. An intraday bar never reaches past its day. */
export function barEnd(timeframe: Timeframe, start: number): Millis {
  if ('ms' in timeframe) {
    const end = start + timeframe.ms;
    return millis(timeframe.ms < DAY ? Math.min(end, Math.floor(start / DAY) * DAY + DAY) : end);
  }
  const date = new Date(start);
  return millis(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + timeframe.months, 1));
}
