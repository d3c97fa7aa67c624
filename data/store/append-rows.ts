import type { Block } from '../block.ts';
import { type SeriesKey, seriesText } from '../series-key.ts';
import { checkBlock } from './check-block.ts';
import { joinRows, refuseOverlap } from './join-rows.ts';
import type { OnConflict, Tally } from './merge.ts';
import type { StoreTables } from './store-tables.ts';
import { endOfWindow } from './window.ts';

/** Joins a block with a series, which is made where it is absent. Part of a transaction. */
export function appendRows({ db, series, chunks }: StoreTables, key: SeriesKey, block: Block, onConflict: OnConflict): Tally {
  const name = seriesText(key);
  const row = series.make(key, Object.keys(block.columns));
  const { shape } = row;
  const tally = { added: 0, same: 0, replaced: 0, kept: 0 };
  if (block.rows === 0) return tally;
  const columns = checkBlock(shape, block, name);
  const times = columns[shape.order]!;
  const offer = { series: row, name, onConflict, from: times[0]!, to: times.at(-1)! };
  for (let from = 0; from < block.rows; ) {
    const to = endOfWindow(times, from, block.rows, shape.length);
    const slot = Math.floor(times[from]! / shape.length);
    const done = joinRows(
      chunks,
      offer,
      slot,
      columns.map((values) => values.subarray(from, to)),
    );
    tally.added += done.added;
    tally.same += done.same;
    tally.replaced += done.replaced;
    tally.kept += done.kept;
    from = to;
  }
  refuseOverlap(db, row, name);
  return tally;
}
