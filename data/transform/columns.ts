import { must } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import type { Block } from '../block.ts';

/** Columns of a block by name; throws an InvariantError for a block of another kind. */
export function columnsOf<K extends string>(block: Block, names: readonly K[]): Record<K, Column> {
  return Object.fromEntries(names.map((name) => [name, must(block.columns[name], `a column "${name}"`)])) as Record<K, Column>;
}
