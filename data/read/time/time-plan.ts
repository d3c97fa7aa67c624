import type { Column } from '../../../engine/model/series.ts';
import { zoneOf } from '../../calendar/zone.ts';
import type { ReadOptions } from '../reading.ts';
import type { Table } from '../table.ts';
import { LocalClock, zoneNamed } from './local-clock.ts';
import { type TimeColumn, type TimeFormat, timeFormatOf } from './time-format.ts';
import { TimeReader } from './time-reader.ts';

/** How the times of a column are to be read. */
export interface TimePlan {
  readonly column: TimeColumn;
  readonly format: TimeFormat;
  /** The zone of times that name none; undefined where nobody said. */
  readonly zone: ReturnType<typeof zoneOf>;
  /** The times of the first rows, in local time, in the order of the file. */
  readonly sample: Column;
  readonly newestFirst: boolean;
  /** How the times are written and where their zone comes from, as a sentence. */
  readonly found: string;
  /** A reader for one pass; `mayRepeat` says whether several rows may share a time. */
  reader(mayRepeat: boolean): TimeReader;
}

/** Looks at the times of the first rows; throws as `timeFormatOf` does, and a ConfigError for a zone that is not known. */
export function timePlan(
  table: Table,
  column: TimeColumn & { readonly isUtc?: boolean },
  options: Pick<ReadOptions, 'timezone' | 'dates'>,
  known?: TimeFormat,
): TimePlan {
  const format = known ?? table.timeFormat(column.at) ?? timeFormatOf(table, column, options.dates);
  const zone = options.timezone !== undefined ? zoneNamed(options.timezone) : column.isUtc === true ? zoneOf('UTC') : undefined;
  const sample = sampleOf(table, column, format);
  const newestFirst = isNewestFirst(sample);
  const place = (line: number): string => table.place(line);
  const reader = (mayRepeat: boolean): TimeReader =>
    new TimeReader(table, format, zone === undefined ? undefined : new LocalClock(zone, place, { newestFirst, mayRepeat }));
  // The first row tells whether a zone is needed and missing.
  const rows = table.sample();
  rows.next();
  rows.time(reader(true), column.at, column.clock);
  return { column, format, zone, sample, newestFirst, found: describe(format, zone?.name), reader };
}

/** The times of the first rows as clocks showed them. */
function sampleOf(table: Table, { at, clock }: TimeColumn, format: TimeFormat): Column {
  const utc = zoneOf('UTC')!;
  const reader = new TimeReader(table, format, new LocalClock(utc, (line) => table.place(line)));
  const labels: number[] = [];
  for (const rows = table.sample(); rows.next(); ) labels.push(rows.time(reader, at, clock));
  return Float64Array.from(labels);
}

/** Whether more rows go back in time than forward. */
function isNewestFirst(labels: Column): boolean {
  let balance = 0;
  for (let row = 1; row < labels.length; row++) balance += Math.sign(labels[row]! - labels[row - 1]!);
  return balance < 0;
}

function describe(format: TimeFormat, zone: string | undefined): string {
  if (format.style === 'epoch') return `times: ${UNITS[String(format.shift)]} since 1970`;
  if (format.style === 'date') return `times: session dates, ${ORDERS[format.order]}`;
  const where = zone === undefined ? 'with their zone' : `in ${zone} where they name no zone`;
  return format.style === 'moment'
    ? `times: dates (${ORDERS[format.order]}) and times of day, ${where}`
    : `times: since midnight, ${where}`;
}

const UNITS: Readonly<Record<string, string>> = {
  '3': 'seconds',
  '0': 'milliseconds',
  '-3': 'microseconds',
  '-6': 'nanoseconds',
};
const ORDERS = { ymd: 'year first', dmy: 'day first', mdy: 'month first' } as const;
