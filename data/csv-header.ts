import { ConfigError, DataError } from '../engine/model/errors.ts';
import { parseCommaNumber } from './csv-number.ts';
import type { CsvTable } from './csv-table.ts';
import { TimeReader } from './csv-time.ts';

/** The names of a column of times, best first. */
const TIMES = ['opentime', 'timestamp', 'datetime', 'date', 'time', 'ts'];

const CLOSE_TIMES = ['closetime'];

/** A name as columns are compared by: case, spaces, underscores and other marks do not count. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The place of the first column that has one of the names, best name first; -1 where there is none. */
export function findColumn(head: readonly string[], names: readonly string[]): number {
  const plain = head.map(plainName);
  for (const name of names) {
    const at = plain.indexOf(name);
    if (at >= 0) return at;
  }
  return -1;
}

/** Finds columns by name; throws a DataError that names those missing and those found. */
export function needColumns<K extends string>(table: CsvTable, wanted: Readonly<Record<K, readonly string[]>>): Record<K, number> {
  const places = Object.entries<readonly string[]>(wanted).map(([name, names]) => [name, findColumn(table.head, names)] as const);
  const missing = places.filter(([, at]) => at < 0).map(([name]) => name);
  if (missing.length === 0) return Object.fromEntries(places) as Record<K, number>;
  const noun = missing.length === 1 ? 'a column' : 'columns';
  const message = `Expected ${noun} ${missing.join(', ')} in the header, but it was "${table.head.join(table.delimiter)}"`;
  throw new DataError(message, { place: table.place(0) });
}

/** Which column holds the times, and which end of a bar its name says they label. */
export interface TimeColumn {
  readonly at: number;
  /** A column with the time of day, where the date stands alone; -1 for none. */
  readonly clock: number;
  readonly stamp: 'open' | 'close' | undefined;
}

/** Finds the column of times: by name, or a first column without one; throws as `needColumns` does. */
export function timeColumn(table: CsvTable, stamp: 'open' | 'close' | undefined): TimeColumn {
  const close = findColumn(table.head, CLOSE_TIMES);
  const named = findColumn(table.head, TIMES);
  if (close >= 0 && (named < 0 || (stamp === 'close' && plainName(table.head[named]!) === 'opentime'))) {
    if (stamp === 'open') throw contradiction(table, 'close', 'open');
    return { at: close, clock: -1, stamp: 'close' };
  }
  const at = named >= 0 ? named : table.head[0] === '' ? 0 : needColumns(table, { time: TIMES }).time;
  const name = plainName(table.head[at]!);
  if (name === 'opentime' && stamp === 'close') throw contradiction(table, 'open', 'close');
  const clock = name === 'date' ? findColumn(table.head, ['time']) : -1;
  return { at, clock, stamp: name === 'opentime' ? 'open' : stamp };
}

function contradiction(table: CsvTable, header: string, stamp: string): ConfigError {
  return new ConfigError(`Expected stamp=${header} for ${table.name}, whose header has ${header} times only, but it was "${stamp}"`);
}

/** Whether the first line holds a time and a number: rows without a header. */
export function lacksHeader(head: readonly string[]): boolean {
  const time = new TimeReader('', 'UTC').read(head[0] ?? '');
  return !Number.isNaN(time) && !Number.isNaN(parseCommaNumber(head[1] ?? ''));
}
