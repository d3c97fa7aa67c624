import { type BarColumns, barColumns } from '../../../engine/model/series.ts';
import type { Vector } from './reference-case.ts';
import { barsOf, referenceFiles, tableOf, textOf } from './reference-files.ts';

const present = referenceFiles('ta-lib').length > 0;

/** The bars TA-Lib's regression test runs on; the test's index 0 is row 1. */
export const taLibBars = (): BarColumns => (present ? barsOf(tableOf(textOf('ta-lib/_ref252.csv'))) : barColumns(0));

/** The cases of TA-Lib's regression test, by the name of their table. */
export function taLibVectors(): readonly (readonly [test: string, vectors: readonly Vector[]])[] {
  if (!present) return [];
  const read = JSON.parse(textOf('ta-lib/vectors.json')) as { readonly tests: Readonly<Record<string, readonly Vector[]>> };
  return Object.entries(read.tests);
}
