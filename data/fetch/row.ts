import { VenueError } from '../../engine/model/errors.ts';
import type { Row } from './source.ts';

/**
 * A row of a venue's answer, its numbers written as such or as text; a value that is absent is NaN. Throws a retryable VenueError
 * for what has no time: that is no row but a garbled answer.
 */
export function rowOf(values: readonly unknown[], venue: string): Row {
  const row = values.map((value) => (value === null || value === '' ? Number.NaN : Number(value)));
  if (Number.isFinite(row[0])) return row;
  throw new VenueError(`Expected rows that begin with a time from ${venue}, but it was "${String(values).slice(0, 60)}"`, {
    retryable: true,
  });
}
