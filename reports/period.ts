import type { EquityColumns } from '../engine/model/result.ts';
import { datingOf } from './dating.ts';
import { grouped } from './format.ts';

/** The stretch of time a run saw and how many equity values it had: `2004-08-19 to 2013-03-01, 2,148 bars`. */
export function periodOf({ ts, values = ts.length }: Pick<EquityColumns, 'ts' | 'values'>): string {
  if (ts.length === 0) return 'no bars';
  const { close } = datingOf(ts);
  return `${close(ts[0]!)} to ${close(ts[ts.length - 1]!)}, ${grouped(values, 0)} bars`;
}
