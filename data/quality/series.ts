import type { Column } from '../../engine/model/series.ts';
import { type CheckOptions, type Finding, QualityCheck } from './check.ts';

/** Rows looked at in one go: what a cache holds. */
const BLOCK = 65_536;

/**
 * Checks a whole series in memory, columns with the NaN row in front, and returns all that is found: what would fail is
 * counted, as an error, and the rows after it are looked at as well.
 */
export function checkSeries(columns: Readonly<Record<string, Column>>, options: Omit<CheckOptions, 'errors'>): readonly Finding[] {
  const check = new QualityCheck({ ...options, errors: 'count' });
  const end = Object.values(columns)[0]?.length ?? 1;
  for (let from = 1; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    const part = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(from, to)]));
    check.take({ rows: to - from, columns: part });
  }
  return check.finish();
}
