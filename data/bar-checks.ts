import { DataError } from '../engine/model/errors.ts';
import type { Column } from '../engine/model/series.ts';
import { isoTime } from '../engine/model/time.ts';
import type { CsvTable } from './csv-table.ts';

/** Rows as they stand in a file: a label, prices and volume each. */
export interface RawBars {
  readonly labels: Column;
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  readonly volume: Column;
}

/** Bars in order, and where each of them stood in the file. */
export interface CheckedBars {
  readonly columns: RawBars;
  place(row: number): string;
}

/**
 * Checks rows as they stand in a file, in place: labels ascend, a row repeated in full is dropped with a warning, a bar
 * whose high or low does not contain its open and close is a warning. Throws a DataError for times that go back and for
 * two different rows of one time.
 */
export function checkBars(table: CsvTable, raw: RawBars, warnings: string[]): CheckedBars {
  const { labels, open, high, low, close, volume } = raw;
  const dropped: number[] = [];
  let crooked = 0;
  let firstCrooked = 0;
  let kept = 0;
  for (let row = 1; row < labels.length; row++) {
    if (row > 1 && !(labels[row]! > labels[kept]!)) {
      if (!isSame(raw, row, kept)) throw outOfOrder(table, raw, row, kept);
      dropped.push(row);
      continue;
    }
    const top = high[row]!;
    const bottom = low[row]!;
    if (top < open[row]! || top < close[row]! || bottom > open[row]! || bottom > close[row]!) {
      if (crooked++ === 0) firstCrooked = row;
    }
    if (++kept === row) continue;
    labels[kept] = labels[row]!;
    open[kept] = open[row]!;
    high[kept] = top;
    low[kept] = bottom;
    close[kept] = close[row]!;
    volume[kept] = volume[row]!;
  }
  if (dropped.length > 0)
    warnings.push(`${table.name}: ${dropped.length} rows repeated in full were dropped, the first at ${table.place(dropped[0]!)}`);
  if (crooked > 0) {
    warnings.push(
      `${table.name}: ${crooked} bars whose high or low does not contain open and close, the first at ${table.place(firstCrooked)}`,
    );
  }
  const columns = dropped.length === 0 ? raw : shorten(raw, kept);
  return { columns, place: (row) => table.place(row + dropped.filter((gone, k) => gone - k <= row).length) };
}

function isSame(raw: RawBars, a: number, b: number): boolean {
  return [raw.labels, raw.open, raw.high, raw.low, raw.close, raw.volume].every((column) => column[a] === column[b]);
}

function outOfOrder(table: CsvTable, { labels }: RawBars, row: number, before: number): DataError {
  const was = isoTime(labels[row]!);
  const place = table.place(row);
  if (labels[row] === labels[before])
    return new DataError(`Expected one row per time, but it was "${was}" again with other numbers`, { place });
  const after = `${isoTime(labels[before]!)} of the row before`;
  return new DataError(`Expected a time after ${after} (sort the file, oldest row first), but it was "${was}"`, { place });
}

function shorten(raw: RawBars, rows: number): RawBars {
  const { labels, open, high, low, close, volume } = raw;
  const first = (column: Column): Column => column.slice(0, rows + 1);
  return { labels: first(labels), open: first(open), high: first(high), low: first(low), close: first(close), volume: first(volume) };
}
