import { isoTime } from '../engine/model/time.ts';
import { type Comparison, comparisonNotices, differencesOf } from './comparison.ts';

/** The comparison as JSON: runs with their specifications and metrics, where they differ, and what to distrust. */
export function comparisonJson(comparison: Comparison): string {
  const { runs, trials } = comparison;
  return `${JSON.stringify({
    runs: runs.map(({ createdAt, ...run }) => ({ ...run, createdAt: isoTime(createdAt) })),
    differences: differencesOf(runs.map(({ spec }) => spec)).map(({ path, values }) => ({
      path,
      values: values.map((value) => value ?? null),
    })),
    trials,
    warnings: comparisonNotices(comparison),
  })}\n`;
}
