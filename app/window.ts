import { ConfigError } from '../engine/model/errors.ts';
import type { Series } from '../engine/model/series.ts';
import { DAY, parseTime } from '../engine/model/time.ts';
import { type PlaceOf, refusal } from './config/explain.ts';
import { isRecord } from './config/is-record.ts';
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
  const own = first.again();
  while (own.row < warmup) own.advance();
  return own.ts;
}

/**
 * Throws a ConfigError for an order script that counts bars in a run that begins later than its data: a script counts
 * from the first row of its source, which such a run never shows.
 */
export function checkScripts({ from }: FullSpec, params: readonly Readonly<Record<string, unknown>>[], place: PlaceOf): void {
  const counts = ({ script }: Readonly<Record<string, unknown>>): boolean =>
    isRecord(script) &&
    Array.isArray(script['commands']) &&
    script['commands'].some((one: unknown) => isRecord(one) && isRecord(one['at']) && 'bar' in one['at']);
  if (from === null || !params.some(counts)) return;
  const sentence = `Expected "from" to be null for an order script that counts bars from the first one of its source, but it was "${from}"`;
  throw refusal(sentence, 'from', place);
}
