import type { Column } from '../../engine/model/series.ts';
import { type Finding, QualityCheck } from '../quality/check.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';
import type { MarketStore } from '../store/market-store.ts';

/** Rows looked at together: a power of two. */
const ROWS = 65_536;

/** Looks through a series of the store, whatever fetches and imports it came from, and says what is found. */
export function checkStored(store: MarketStore, key: SeriesKey): readonly Finding[] {
  const rows = store.source(key, null, null);
  const columns: Record<string, Column> = Object.fromEntries(rows.columns.map((name) => [name, new Float64Array(ROWS)]));
  const check = new QualityCheck({ name: seriesText(key), kind: key.kind, timeframe: key.timeframe, errors: 'count' });
  for (let from = 1; from <= rows.rows; ) {
    const begin = from % ROWS;
    const to = Math.min(from - begin + ROWS, rows.rows + 1);
    rows.fill(from, to, columns, ROWS - 1);
    const block = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(begin, begin + to - from)]));
    check.take({ rows: to - from, columns: block });
    from = to;
  }
  return check.finish();
}
