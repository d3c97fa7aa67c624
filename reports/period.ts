import { datingOf } from './dating.ts';
import { grouped } from './format.ts';

/** The stretch of time a run saw and how many equity values it has: `2004-08-19 to 2013-03-01, 2,148 bars`. */
export function periodOf(ts: Float64Array): string {
  if (ts.length === 0) return 'no bars';
  const { close } = datingOf(ts);
  return `${close(ts[0]!)} to ${close(ts[ts.length - 1]!)}, ${grouped(ts.length, 0)} bars`;
}
