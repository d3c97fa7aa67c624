import { DAY } from '../engine/model/time.ts';
import { NONE } from './format.ts';

/** How a result dates its points in time: by the day where every bar closes at midnight UTC, else to the minute or second. */
export interface Dating {
  readonly daily: boolean;
  /** A point in time as it is. */
  at(ts: number): string;
  /** The close of a bar: one that closes at midnight belongs to the day it ends. */
  close(ts: number): string;
}

/** Chooses by the times of the equity values. */
export function datingOf(ts: Float64Array): Dating {
  const daily = ts.length > 0 && ts.every((value) => value % DAY === 0);
  const at = (value: number): string => moment(value, daily);
  return { daily, at, close: (value) => at(daily ? value - DAY : value) };
}

function moment(ts: number, daily: boolean): string {
  if (!Number.isFinite(ts)) return NONE;
  const iso = new Date(ts).toISOString();
  if (daily && ts % DAY === 0) return iso.slice(0, 10);
  return iso.slice(0, ts % 60_000 === 0 ? 16 : 19).replace('T', ' ');
}
