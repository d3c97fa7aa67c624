import { ConfigError } from '../../../engine/model/errors.ts';
import type { Cells, Table } from '../table.ts';
import { type DateOrder, dayAndMonth, momentOf } from './time-text.ts';

/**
 * How a column of times is written: numbers since 1970 of ten to the `shift` milliseconds, dates with a time of day, session dates (with a
 * time of day that is midnight where `atMidnight`), or milliseconds since the midnight of a `day` that is known otherwise.
 */
export type TimeFormat =
  | { readonly style: 'epoch'; readonly shift: number }
  | { readonly style: 'moment'; readonly order: DateOrder }
  | { readonly style: 'date'; readonly order: DateOrder; readonly atMidnight?: boolean }
  | { readonly style: 'since-midnight'; readonly day: number };

/** Which column holds the times; `clock` one with the time of day where the date stands alone, else -1. */
export interface TimeColumn {
  readonly at: number;
  readonly clock: number;
}

/** Epochs of less than this are 1970 to 1973 in seconds: no market data, but milliseconds of a day or numbers of days. */
const LEAST_EPOCH = 1e8;

const EPOCH = /^-?\d+(\.\d+)?$/;

const timeText = (cells: Cells, { at, clock }: TimeColumn): string =>
  clock < 0 ? cells.text(at) : `${cells.text(at)} ${cells.text(clock)}`;

/** What a message says of a time that cannot be read. */
export const unreadableTime = (text: string): string =>
  `Expected a time such as 2020-01-31, 2020-01-31T09:30:00Z or epoch milliseconds, written like the first row's, but it was "${text}"`;

/**
 * Finds how the times of a table are written from its first rows. Throws a DataError where the first is no time, and a
 * ConfigError where no row proves whether day or month comes first.
 */
export function timeFormatOf(table: Table, column: TimeColumn, dates: 'dmy' | 'mdy' | undefined): TimeFormat {
  const rows = table.sample();
  rows.next();
  const text = timeText(rows, column);
  const format = formatOf(text, dayAndMonth(text) === undefined ? 'ymd' : (dates ?? orderOf(table, column)));
  if (format !== undefined) return format;
  if (!EPOCH.test(text)) throw table.fault(rows.line, unreadableTime(text));
  return { style: 'epoch', shift: epochShift(table, column) };
}

function formatOf(text: string, order: DateOrder): TimeFormat | undefined {
  // A day and month the wrong way round is a fault of its row, not of the format.
  const moment = momentOf(text, order) ?? momentOf(text, order === 'dmy' ? 'mdy' : order);
  return moment === undefined ? undefined : { style: moment.clock === undefined ? 'date' : 'moment', order };
}

/** The order of day and month: proven by a number above 12. */
function orderOf(table: Table, column: TimeColumn): DateOrder {
  const rows = table.sample();
  let first = '';
  while (rows.next()) {
    const text = timeText(rows, column);
    const [a, b] = dayAndMonth(text) ?? [0, 0];
    if (a > 12) return 'dmy';
    if (b > 12) return 'mdy';
    first ||= text;
  }
  throw new ConfigError(
    `Expected dates=dmy or dates=mdy for ${table.name}, none of whose first rows tells day from month (${table.name}?dates=dmy), but it was "${first}"`,
  );
}

/** Which unit: the largest tells seconds from milliseconds, microseconds and nanoseconds. */
function epochShift(table: Table, { at }: TimeColumn): number {
  const rows = table.sample();
  let largest = 0;
  while (rows.next()) {
    const size = Math.abs(rows.number(at));
    if (size > largest) largest = size;
  }
  if (largest >= LEAST_EPOCH) return largest < 1e11 ? 3 : largest < 1e14 ? 0 : largest < 1e17 ? -3 : -6;
  const message = `Expected a time such as 2020-01-31 or epoch milliseconds, but it was "${largest}" at most, which would be ${new Date(largest * 1e3).toISOString().slice(0, 10)} in seconds`;
  throw table.fault(rows.line, message);
}
