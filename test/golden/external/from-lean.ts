import type { Reference } from './reference-case.ts';
import { barsOf, referenceOf, tableOf, textOf } from './reference-files.ts';

/** A file of LEAN: bars and the indicator's values in one table. */
export function fromLean(file: string): Reference {
  const table = tableOf(textOf(`lean/${file}`));
  return referenceOf(table, barsOf(table));
}
