import type { Block } from '../../../data/block.ts';
import type { BarTransform } from '../../../data/transform/bar-transform.ts';
import type { BarBlock } from '../../../engine/feed/bar-rows.ts';
import type { Column } from '../../../engine/model/series.ts';

/** A block of rows written as arrays, in the order of the columns' names. */
export function blockOf(names: readonly string[], rows: readonly (readonly number[])[]): Block {
  return { rows: rows.length, columns: Object.fromEntries(names.map((name, k) => [name, Float64Array.from(rows, (row) => row[k]!)])) };
}

/** Trades as time, price, size. */
export const trades = (...rows: [number, number, number][]): Block => blockOf(['times', 'price', 'size'], rows);

/** Bars as open time, close time, open, high, low, close, volume. */
export const bars = (...rows: number[][]): Block => blockOf(['openTimes', 'times', 'open', 'high', 'low', 'close', 'volume'], rows);

/** Columns with a NaN row in front as a block. */
export function withoutNanRow(columns: Readonly<Record<string, Column>>): Block {
  const plain = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(1)]));
  return { rows: Object.values(plain)[0]!.length, columns: plain };
}

/** The rows of a block as arrays. */
export const rowsOf = ({ rows, columns }: Block): number[][] =>
  Array.from({ length: rows }, (_, row) => Object.values(columns).map((column) => column[row]!));

/** A piece of a block. */
export function piece({ columns }: Block, from: number, to: number): Block {
  const cut = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(from, to)]));
  return { rows: Object.values(cut)[0]!.length, columns: cut };
}

/** The rows a transform makes of a block that is handed over in pieces of `size` rows. */
export function made(
  transform: BarTransform,
  block: Block,
  { until, size = block.rows }: { until?: number; size?: number } = {},
): number[][] {
  const blocks: BarBlock[] = [];
  for (let from = 0; from < block.rows; from += size) blocks.push(transform.take(piece(block, from, Math.min(from + size, block.rows))));
  blocks.push(transform.finish(until));
  return blocks.flatMap(rowsOf);
}
