import { SECOND } from '../../../engine/model/time.ts';
import type { Table } from '../table.ts';
import type { BarTimeColumns } from '../time/time-column.ts';
import type { TimePlan } from '../time/time-plan.ts';
import { stepName } from './timeframe-of.ts';

/** What the two time columns of a file of bars say. */
export interface Ends {
  /** Whether the second column is the end of each bar as it stands; else it names the last moment before it, and the timeframe tells. */
  readonly isExact: boolean;
  /** The usual length of a bar in milliseconds. */
  readonly length: number;
  /** That length as a timeframe, where it is one. */
  readonly timeframe: string | undefined;
  readonly found: string;
}

/** What is missing from an end that is the last moment of its bar: a second, a millisecond, a microsecond. */
const MISSING = [1e-3, 1, SECOND];

/**
 * Looks at bars with both an open and a close time. Binance's close time is the last millisecond of a bar: such an end is
 * known by a length that a millisecond completes to the step between bars.
 */
export function bothEnds(table: Table, time: BarTimeColumns, times: TimePlan): Ends {
  const open = times.reader(false);
  const close = times.reader(false);
  const lengths = new Map<number, number>();
  let usual = Number.NaN;
  for (const rows = table.sample(); rows.next(); ) {
    const start = rows.time(open, time.at, -1);
    const length = rounded(rows.time(close, time.end, -1) - start);
    const count = (lengths.get(length) ?? 0) + 1;
    lengths.set(length, count);
    if (!(count <= (lengths.get(usual) ?? 0))) usual = length;
  }
  const missing = MISSING.find((part) => isMissing(usual, part, times));
  if (missing === undefined) return { isExact: true, length: usual, timeframe: stepName(usual), found: 'both ends of a bar are given' };
  const length = rounded(usual + missing);
  return { isExact: false, length, timeframe: stepName(length), found: 'the open time; the close time is the last moment of a bar' };
}

function isMissing(length: number, part: number, times: TimePlan): boolean {
  const whole = rounded(length + part);
  if (whole % SECOND !== 0 || stepName(whole) === undefined) return false;
  if (part !== SECOND) return length % SECOND !== 0;
  // A bar of 59 seconds is one of a minute only where the rows are a minute apart.
  let matches = 0;
  for (let row = 1; row < times.sample.length; row++) if (Math.abs(times.sample[row]! - times.sample[row - 1]!) === whole) matches++;
  return matches * 2 > times.sample.length - 1;
}

/** Differences of microseconds as doubles are off by fractions of one. */
const rounded = (length: number): number => Math.round(length * 1e3) / 1e3;
