import { ConfigError, DataError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import { DAY, isoTime, WEEK } from '../engine/model/time.ts';
import { barEnd, barStart, type Timeframe } from '../engine/model/timeframe.ts';

/** What the labels of a file are. */
export interface Labels {
  readonly name: string;
  readonly column: Column;
  /** Whether they are session dates: a date stands for its day, midnight to midnight UTC. */
  readonly areDates: boolean;
  /** Which end of the bar they name; undefined where nobody said. */
  readonly stamp: 'open' | 'close' | undefined;
  /** The place of a row, for messages. */
  place(row: number): string;
}

/** When each bar begins and ends, with the NaN row in front. */
export interface BarTimes {
  readonly openTimes: Column;
  readonly times: Column;
}

/**
 * Turns labels into begin and end of each bar. A session date is its whole day, so a day's bar opens at that midnight UTC and
 * closes at the next; as a bar's last day it ends the bar at the next midnight. Monthly dates near either end of their month
 * mean that calendar month. Throws a ConfigError where the stamp is needed, a DataError where bars overlap.
 */
export function barTimes(labels: Labels, timeframe: Timeframe): BarTimes {
  const { column, areDates, stamp } = labels;
  const openTimes = new Float64Array(column.length).fill(Number.NaN, 0, 1);
  const times = openTimes.slice();
  const isWholePeriod = areDates && stamp === undefined && saysPeriod(labels, timeframe);
  for (let row = 1; row < column.length; row++) {
    const label = column[row]!;
    if (isWholePeriod) {
      openTimes[row] = barStart(timeframe, label);
      times[row] = barEnd(timeframe, openTimes[row]!);
    } else if (stamp === 'close') {
      const end = areDates ? label + DAY : label;
      // Months end on a business day in some files and on the last day in others: such a bar begins where the last one ended.
      const start = shift(timeframe, end, -1);
      openTimes[row] = 'months' in timeframe && row > 1 ? Math.max(start, times[row - 1]!) : start;
      times[row] = end;
    } else {
      openTimes[row] = label;
      times[row] = shift(timeframe, label, 1);
    }
  }
  refuseOverlap(labels, timeframe, openTimes, times);
  return { openTimes, times };
}

/** Whether session dates say by themselves which period they mean; throws a ConfigError where they do not. */
function saysPeriod({ name, column }: Labels, timeframe: Timeframe): boolean {
  if ('ms' in timeframe && timeframe.ms <= DAY) return false;
  const dates = Array.from(column.subarray(1), (label) => new Date(label));
  if ('months' in timeframe) {
    const isStart = (date: Date): boolean => date.getUTCDate() <= 7 && date.getUTCMonth() % timeframe.months === 0;
    const isEnd = (date: Date): boolean => date.getUTCDate() >= 22 && (date.getUTCMonth() + 1) % timeframe.months === 0;
    if (dates.every(isStart) || dates.every(isEnd)) return true;
  } else if (timeframe.ms === WEEK && dates.every((date) => date.getUTCDay() === 1)) return true;
  const first = isoTime(column[1]!).slice(0, 10);
  throw new ConfigError(
    `Expected stamp=open or stamp=close for ${name}: do its dates name the first or the last day of a bar (${name}?stamp=open), but it was "${first}" with neither`,
  );
}

/** One bar later or earlier. Calendar months keep the day of the month, or take the last where there is none. */
function shift(timeframe: Timeframe, ts: number, count: 1 | -1): number {
  if ('ms' in timeframe) return ts + count * timeframe.ms;
  const date = new Date(ts);
  const month = date.getUTCMonth() + count * timeframe.months;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay)) + (ts - Math.floor(ts / DAY) * DAY);
}

function refuseOverlap(labels: Labels, timeframe: Timeframe, openTimes: Column, times: Column): void {
  for (let row = 2; row < times.length; row++) {
    if (openTimes[row]! < times[row - 1]!) {
      const message = `Expected a bar that begins at ${isoTime(times[row - 1]!)} or later, as bars of ${timeframe.text} do, but it was "${isoTime(openTimes[row]!)}"`;
      throw new DataError(message, { place: labels.place(row) });
    }
  }
}
