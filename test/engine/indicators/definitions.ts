import type { BarColumns, Column } from '../../../engine/model/series.ts';

/** What textbooks compute with, in the plainest way: for tests that hold an indicator against its definition. */

/** The `period` values of a column up to a row, oldest first. */
export const last = (column: Column, row: number, period: number): readonly number[] => [...column.subarray(row - period + 1, row + 1)];

export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

export const mean = (values: readonly number[]): number => total(values) / values.length;

/** Sum of the products of the distances of two lists from their means; of one list with itself, its squared distances. */
export function products(a: readonly number[], b: readonly number[] = a): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  return total(a.map((value, k) => (value - centreA) * (b[k]! - centreB)));
}

export const deviation = (values: readonly number[]): number => Math.sqrt(products(values) / values.length);

/** A value per row that is computed for all rows at once, and once for the same bars. */
export function byRow<T>(compute: (columns: BarColumns) => readonly T[]): (columns: BarColumns, row: number) => T {
  let known: { readonly of: BarColumns; readonly values: readonly T[] } | undefined;
  return (columns, row) => {
    if (known?.of !== columns) known = { of: columns, values: compute(columns) };
    return known.values[row]!;
  };
}

export const trueRangeAt = ({ high, low, close }: BarColumns, row: number): number =>
  Math.max(high[row]!, close[row - 1]!) - Math.min(low[row]!, close[row - 1]!);

/** Wilder's average true range by row. */
export const wilderRange = (period: number) =>
  byRow((columns) => {
    const values: number[] = [];
    let sum = 0;
    for (let row = 2; row < columns.close.length; row++) {
      const range = trueRangeAt(columns, row);
      if (row <= period + 1) sum += range;
      values[row] = row <= period + 1 ? sum / period : (values[row - 1]! * (period - 1) + range) / period;
    }
    return values;
  });
