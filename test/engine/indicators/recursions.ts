import type { BarColumns } from '../../../engine/model/series.ts';
import { byRow, mean } from './definitions.ts';

export type Value = (columns: BarColumns, row: number) => number;

export const close: Value = ({ close: column }, row) => column[row]!;

/** How an average begins: on the row where its first value is, and whether with the mean of its first values or with the first alone. */
interface Start {
  readonly begins?: number;
  readonly seed?: 'mean' | 'first';
}

/** An exponential average from its definition: its seed, then a weighted mean of old and new. */
export function recursive(period: number, weight: number, value: Value, { begins = 1, seed = 'mean' }: Start = {}): Value {
  return byRow((columns) => {
    const rows: number[] = [];
    const first = seed === 'first' ? begins : begins + period - 1;
    rows[first] = mean(Array.from({ length: first - begins + 1 }, (_, k) => value(columns, begins + k)));
    for (let row = first + 1; row < columns.close.length; row++) rows[row] = (1 - weight) * rows[row - 1]! + weight * value(columns, row);
    return rows;
  });
}

export const exponential = (period: number, value: Value, start: Start = {}): Value => recursive(period, 2 / (period + 1), value, start);

export const wilder = (period: number, value: Value, start: Start = {}): Value => recursive(period, 1 / period, value, start);
