import { calendarOf } from '../calendar/calendar-of.ts';
import { blocksOf } from '../export/series-rows.ts';
import { type CheckOptions, type Finding, QualityCheck } from '../quality/check.ts';
import type { Policies } from '../quality/policies.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';
import type { MarketStore } from '../store/market-store.ts';

/** How a series is checked: against the hours of its market, by its name. */
export function checksOf(key: SeriesKey, calendar: string | undefined, policies: Policies | undefined): CheckOptions {
  const table = calendarOf(calendar ?? '24/7');
  const { kind, timeframe, price } = key;
  return { name: seriesText(key), kind, timeframe, price, ...(table && { calendar: table }), ...(policies && { policies }) };
}

/** Looks through all of a series in the store, whatever fetches and imports it came from, and keeps what it finds beside it. */
export function checkStored(store: MarketStore, key: SeriesKey, checks: CheckOptions): readonly Finding[] {
  const check = new QualityCheck({ ...checks, errors: 'count' });
  const source = store.source(key, null, null);
  for (const block of blocksOf(source, source.columns)) check.take(block);
  const findings = check.finish();
  store.setFindings(key, findings);
  return findings;
}
