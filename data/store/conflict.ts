import { DataError } from '../../engine/model/errors.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Sides } from './merge.ts';
import { isSame } from './splice.ts';

const ADVICE = 'replace takes what is new, keep stays with what is stored';

/** The error for a row of the store and one offered in its place: names the first column in which they differ. */
export function differs({ shape, stored, offered, name }: Sides, old: number, row: number): DataError {
  const column = shape.names.findIndex((_, k) => !isSame(stored[k]![old]!, offered[k]![row]!));
  const time = isoTime(stored[shape.order]![old]!);
  return new DataError(
    `Expected ${shape.names[column]} of "${name}" at ${time} to be ${stored[column]![old]} as in the store, but it was "${offered[column]![row]}" (${ADVICE})`,
  );
}

/** The error for a row of the store that is not among those offered for the stretch in which it lies. */
export function isMissing({ shape, stored, name }: Sides, old: number): DataError {
  const row = shape.names.map((column, k) => `${column} ${column === 'times' ? isoTime(stored[k]![old]!) : stored[k]![old]}`).join(', ');
  return new DataError(
    `Expected the rows of "${name}" to hold those of the store for the same time, but they were "without ${row}" (${ADVICE})`,
  );
}
