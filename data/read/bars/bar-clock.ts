import type { SessionTable } from '../../../engine/model/calendar.ts';
import { ConfigError, DataError } from '../../../engine/model/errors.ts';
import type { Column } from '../../../engine/model/series.ts';
import { DAY, isoTime, WEEK } from '../../../engine/model/time.ts';
import { barEnd, barStart, type Timeframe } from '../../../engine/model/timeframe.ts';
import { firstAtOrAfter } from '../search.ts';

/** What the labels of a file of bars are. */
export interface Labels {
  readonly name: string;
  readonly timeframe: Timeframe;
  /** Whether they are session dates: a date stands for its session, or its day from midnight to midnight UTC. */
  readonly areDates: boolean;
  /** Which end of the bar they name; undefined where nobody said. */
  readonly stamp: 'open' | 'close' | undefined;
  readonly calendar: SessionTable | undefined;
}

/** Where more of the first dates than this are no session, none of them are: the file's days are of another kind. */
const MOST_STRANGE = 0.05;

/**
 * Turns labels into begin and end of each bar. A session date is its session, or without a calendar its whole day: its bar
 * opens at that midnight UTC and closes at the next; as a bar's last day it ends the bar at the next midnight. Monthly dates
 * near either end of their month mean that calendar month. Throws a ConfigError where the stamp is needed.
 */
export class BarClock {
  readonly #labels: Labels;
  readonly #isPeriod: ((label: number) => boolean) | undefined;
  /** The sessions that dates stand for. */
  readonly #sessions: SessionTable | undefined;
  /** The end of the bar before. */
  #before = Number.NaN;
  /** How many dates were no session, and where the first of them stands. */
  #strange = 0;
  #firstStrange = '';

  /** Looks at the first labels, oldest first. */
  constructor(labels: Labels, sample: Column) {
    this.#labels = labels;
    this.#sessions = labels.areDates && areSessions(labels, sample) ? labels.calendar : undefined;
    this.#isPeriod = labels.areDates && labels.stamp === undefined ? periodOf(labels, sample) : undefined;
  }

  /** Fills begin and end of bars; `openTimes` and `times` have room for all labels. */
  fill(labels: Column, openTimes: Column, times: Column, place: (row: number) => string): void {
    const { timeframe, areDates, stamp } = this.#labels;
    for (let row = 0; row < labels.length; row++) {
      const label = labels[row]!;
      let start = label;
      let end: number;
      if (this.#isPeriod !== undefined) {
        if (!this.#isPeriod(label)) throw strayDate(label, timeframe, place(row));
        start = barStart(timeframe, label);
        end = barEnd(timeframe, start);
      } else if (stamp === 'close') {
        end = areDates ? label + DAY : label;
        start = shift(timeframe, end, -1);
        // Months end on a business day in some files and on the last day in others: such a bar begins where the last one ended.
        if ('months' in timeframe && this.#before > start && this.#before < end) start = this.#before;
      } else end = shift(timeframe, label, 1);
      this.#before = end;
      openTimes[row] = start;
      times[row] = end;
      if (this.#sessions !== undefined) this.#toSessions(this.#sessions, openTimes, times, row, place);
    }
  }

  /** What was assumed of dates that are no session of the calendar. */
  warnings(): readonly string[] {
    const { name, calendar, areDates } = this.#labels;
    const day = 'its day from midnight to midnight UTC';
    if (areDates && calendar !== undefined && this.#sessions === undefined) {
      return [`${name}: its dates are not the sessions of ${calendar.name}, so each is ${day}`];
    }
    if (this.#strange === 0) return [];
    return [`${name}: ${this.#strange} dates are no session of ${calendar?.name}, the first at ${this.#firstStrange}: each is ${day}`];
  }

  /** Turns midnights into the open of the first session between them and the close of the last. */
  #toSessions({ opens, closes, dates }: SessionTable, openTimes: Column, times: Column, row: number, place: (row: number) => string): void {
    const first = firstAtOrAfter(dates, openTimes[row]!);
    const last = firstAtOrAfter(dates, times[row]!) - 1;
    if (first > last) {
      if (this.#strange++ === 0) this.#firstStrange = place(row);
      return;
    }
    openTimes[row] = opens[first]!;
    times[row] = closes[last]!;
  }
}

/** Whether the dates of days are those of sessions; those of longer bars name periods. */
function areSessions({ timeframe, calendar }: Labels, sample: Column): boolean {
  if (calendar === undefined || !('ms' in timeframe) || timeframe.ms !== DAY) return true;
  const { dates } = calendar;
  const strange = sample.filter((date) => dates[firstAtOrAfter(dates, date)] !== date).length;
  return strange <= MOST_STRANGE * sample.length;
}

/** Which dates say by themselves which period they mean; undefined for days. Throws a ConfigError where they do not. */
function periodOf({ name, timeframe }: Labels, sample: Column): ((label: number) => boolean) | undefined {
  if ('ms' in timeframe && timeframe.ms <= DAY) return undefined;
  for (const isOne of periods(timeframe)) if (sample.every(isOne)) return isOne;
  const first = isoTime(sample[0]!).slice(0, 10);
  throw new ConfigError(
    `Expected stamp=open or stamp=close for ${name}: do its dates name the first or the last day of a bar (${name}?stamp=open), but it was "${first}" with neither`,
  );
}

function periods(timeframe: Timeframe): readonly ((label: number) => boolean)[] {
  if ('ms' in timeframe) return timeframe.ms === WEEK ? [(label) => new Date(label).getUTCDay() === 1] : [];
  const { months } = timeframe;
  const isStart = (label: number): boolean => new Date(label).getUTCDate() <= 7 && new Date(label).getUTCMonth() % months === 0;
  const isEnd = (label: number): boolean => new Date(label).getUTCDate() >= 22 && (new Date(label).getUTCMonth() + 1) % months === 0;
  return [isStart, isEnd];
}

function strayDate(label: number, { text }: Timeframe, place: string): DataError {
  return new DataError(`Expected the date of a bar of ${text} like those of the first rows, but it was "${isoTime(label).slice(0, 10)}"`, {
    place,
  });
}

/** One bar later or earlier. Calendar months keep the day of the month, or take the last where there is none. */
function shift(timeframe: Timeframe, ts: number, count: 1 | -1): number {
  if ('ms' in timeframe) return ts + count * timeframe.ms;
  const date = new Date(ts);
  const month = date.getUTCMonth() + count * timeframe.months;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay)) + (ts - Math.floor(ts / DAY) * DAY);
}
