import { ConfigError } from '../../../engine/model/errors.ts';
import { saysUtc } from '../column-names.ts';
import { type Header, plainName } from '../header.ts';
import type { TimeColumn } from './time-format.ts';
import { isClock } from './time-text.ts';

/** Which columns hold the times of bars. */
export interface BarTimeColumns extends TimeColumn {
  /** Which end of a bar the column names, where its name or the user says so. */
  readonly stamp: 'open' | 'close' | undefined;
  /** A second column with the other end, the close; -1 for none. */
  readonly end: number;
  /** Whether the name of the column says that its times are UTC. */
  readonly isUtc: boolean;
}

/** Finds the column of times: by name, or a first column without one; throws a DataError where there is none. */
export function timeColumn(header: Header, ours = 'time'): TimeColumn & { readonly isUtc: boolean } {
  const { table } = header;
  const named = header.find(ours);
  const at = named >= 0 || table.head[0] !== '' ? named : header.use(ours, 0);
  if (at < 0) throw header.lacks([ours]);
  const isUtc = saysUtc(plainName(table.head[at] ?? ''));
  const rows = table.sample();
  rows.next();
  // A time of day stands beside its date, under either name.
  if (isClock(rows.text(at))) {
    const date = header.findNamed(['date', 'day']);
    if (date >= 0 && date !== at) return { at: header.use('date', date), clock: at, isUtc };
  }
  const clock = plainName(table.head[at] ?? '') === 'date' ? header.findNamed(['time', 'timestamp']) : -1;
  // Stooq writes a time of day of zeros beside the dates of days, weeks and months.
  const period = header.findNamed(['per']);
  if (period >= 0 && /^[DWM]$/.test(rows.text(period))) return { at, clock: -1, isUtc };
  if (clock >= 0 && isClock(rows.text(clock))) return { at, clock: header.use('clock', clock), isUtc };
  return { at, clock: header.isGiven('clock') ? header.find('clock') : -1, isUtc };
}

/** Finds the columns with the times of bars; throws a ConfigError where header and stamp contradict each other. */
export function barTimeColumns(header: Header, stamp: 'open' | 'close' | undefined): BarTimeColumns {
  const hasOpen = header.has('opentime');
  if (hasOpen && stamp !== 'close') {
    return { ...named(header, 'opentime'), stamp: 'open', end: stamp === undefined ? header.find('closetime') : -1 };
  }
  if (header.has('closetime') && (stamp === 'close' || !header.has('time'))) {
    if (stamp === 'open') throw contradiction(header, 'close', 'open');
    return { ...named(header, 'closetime'), stamp: 'close', end: -1 };
  }
  if (hasOpen) throw contradiction(header, 'open', 'close');
  // MetaTrader labels a bar with its open.
  const isMetaTrader = header.findNamed(['tickvol']) >= 0 && header.findNamed(['spread']) >= 0;
  return { ...timeColumn(header), stamp: stamp ?? (isMetaTrader ? 'open' : undefined), end: -1 };
}

function named(header: Header, ours: string): TimeColumn & { readonly isUtc: boolean } {
  const at = header.find(ours);
  return { at, clock: -1, isUtc: saysUtc(plainName(header.table.head[at] ?? '')) };
}

function contradiction({ table }: Header, has: string, stamp: string): ConfigError {
  return new ConfigError(`Expected stamp=${has} for ${table.name}, whose header has ${has} times only, but it was "${stamp}"`);
}
