import { ConfigError } from '../engine/model/errors.ts';
import { Series } from '../engine/model/series.ts';
import { DAY, parseTime } from '../engine/model/time.ts';
import type { FullSpec } from './config/parse.ts';

/** The stretch of history of a run: milliseconds UTC, null for no limit. */
export interface Window {
  readonly from: number | null;
  readonly to: number | null;
}

/** Reads `from` and `to`. A date without a time is the whole of that day, so `to` reaches to the end of its day. */
export function windowOf({ from, to }: FullSpec): Window {
  const endOf = (text: string): number => parseTime(text) + (/^\s*\d{4}-\d{2}-\d{2}\s*$/.test(text) ? DAY : 0);
  return { from: from === null ? null : parseTime(from), to: to === null ? null : endOf(to) };
}

/** The time up to which intents are refused as warm-up; -Infinity for none. Bars are counted on `first`, the run's first feed. */
export function warmUntil({ warmup }: FullSpec, first: Series): number {
  if (warmup === null || warmup === 0) return Number.NEGATIVE_INFINITY;
  if (typeof warmup === 'string') return parseTime(warmup);
  if (warmup >= first.rows)
    throw new ConfigError(`Expected "warmup" to be fewer than the ${first.rows} bars of "${first.id}", but it was "${warmup}"`);
  return Series.timesOf(first)[warmup]!;
}
