import { DAY, HOUR, SECOND, WEEK } from '../../../engine/model/time.ts';

/** A bar size of TWS. */
export interface BarSize {
  readonly size: string;
  /** The most that one request spans, milliseconds (TWS API, "Historical Bars", step sizes). */
  readonly most: number;
}

/**
 * Our timeframes in TWS's words. Longer ones than an hour begin where a session does, and those of a week or a month are dated otherwise:
 * they are made of shorter ones here.
 */
export const SIZES: Readonly<Record<string, BarSize>> = {
  '5s': { size: '5 secs', most: HOUR },
  '10s': { size: '10 secs', most: 4 * HOUR },
  '15s': { size: '15 secs', most: 4 * HOUR },
  '30s': { size: '30 secs', most: 8 * HOUR },
  '1m': { size: '1 min', most: DAY },
  '2m': { size: '2 mins', most: 2 * DAY },
  '3m': { size: '3 mins', most: WEEK },
  '5m': { size: '5 mins', most: WEEK },
  '10m': { size: '10 mins', most: WEEK },
  '15m': { size: '15 mins', most: WEEK },
  '30m': { size: '30 mins', most: 4 * WEEK },
  '1h': { size: '1 hour', most: 4 * WEEK },
  '1d': { size: '1 day', most: 365 * DAY },
};

/** Bars of up to this are hard to get: 60 requests in 10 minutes. */
export const SMALL = 30 * SECOND;

/** How far back a request reaches, in TWS's words: seconds of up to a day, or days, of which it counts those that are traded. */
export function durationOf(ms: number): string {
  if (ms < DAY) return `${Math.max(30, Math.ceil(ms / SECOND))} S`;
  const days = Math.ceil(ms / DAY);
  return days <= 365 ? `${days} D` : `${Math.ceil(days / 365)} Y`;
}

/** A moment as requests name it, UTC. */
export function endText(ts: number): string {
  const [day = '', clock = ''] = new Date(ts).toISOString().split('T');
  return `${day.replaceAll('-', '')}-${clock.slice(0, 8)}`;
}

/** When a bar opens: of a day it is said as `20260102`, of others in seconds. NaN for anything else. */
export function openOf(date: string): number {
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  if (day !== null) return Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]));
  return /^\d+$/.test(date) ? Number(date) * SECOND : Number.NaN;
}
