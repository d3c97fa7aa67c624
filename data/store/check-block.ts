import { DataError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Block } from '../block.ts';
import type { Shape } from './shape.ts';

/** The latest time a date can be, ms. */
const LATEST = 8.64e15;

/**
 * The columns of a block in the order of a shape, cut to its rows. Throws a DataError where columns are absent or further ones
 * are there, a time is no time, rows are not oldest first, bars overlap, or one time has two bars or rates.
 */
export function checkBlock(shape: Shape, block: Block, name: string): readonly Column[] {
  const given = Object.keys(block.columns);
  if (given.length !== shape.names.length || !shape.names.every((column) => given.includes(column))) {
    throw new DataError(`Expected the columns ${shape.names.join(', ')} of "${name}", but it was "${given.join(', ')}"`);
  }
  const columns = shape.names.map((column) => {
    const values = block.columns[column]!;
    if (values.length < block.rows)
      throw new DataError(`Expected ${block.rows} rows of ${column} of "${name}", but it was "${values.length}"`);
    return values.length === block.rows ? values : values.subarray(0, block.rows);
  });
  const fault = faultOf(shape, columns);
  if (fault === undefined) return columns;
  const [row, expected] = fault;
  const place = block.place?.(row);
  const was = isoTime(columns[shape.order]![row]!);
  throw new DataError(`Expected ${expected} in "${name}", but it was "${was}"`, place === undefined ? {} : { place });
}

/** The first row that cannot stand where it is, and what was expected there. */
function faultOf({ kind, found, order }: Shape, columns: readonly Column[]): readonly [row: number, expected: string] | undefined {
  const times = columns[order]!;
  for (let row = 0; row < times.length; row++) {
    if (!(Math.abs(times[row]!) <= LATEST)) return [row, 'a time'];
    if (row > 0 && times[row]! < times[row - 1]!) return [row, `a time at or after ${isoTime(times[row - 1]!)}`];
    if (row > 0 && found === 'time' && times[row] === times[row - 1]) return [row, 'one row per time'];
  }
  return kind === 'bars' ? barFault(times, columns[1]!, found === 'time') : undefined;
}

/** A bar is over after it begins, and before the next begins; one of so many trades may last no time at all. */
function barFault(opens: Column, ends: Column, lasts: boolean): readonly [row: number, expected: string] | undefined {
  for (let row = 0; row < opens.length; row++) {
    const isOver = lasts ? ends[row]! > opens[row]! : ends[row]! >= opens[row]!;
    if (!isOver || !(ends[row]! <= LATEST)) return [row, `a bar that ends after it begins (not at ${isoTime(ends[row]!)})`];
    if (row > 0 && opens[row]! < ends[row - 1]!) return [row, `a bar that begins at ${isoTime(ends[row - 1]!)} or later`];
  }
  return undefined;
}
