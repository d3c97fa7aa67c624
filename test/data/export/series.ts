import type { Block, SeriesKind } from '../../../data/block.ts';
import type { SeriesRows } from '../../../data/export/series-rows.ts';
import type { SeriesKey } from '../../../data/series-key.ts';

/** A series of one kind in memory, a block per array of rows; the rows' numbers are in the order of the columns. */
export function seriesOf(
  kind: SeriesKind,
  columns: readonly string[],
  blocks: readonly (readonly (readonly number[])[])[],
  key: Partial<SeriesKey> = {},
): SeriesRows {
  return {
    key: { instrument: 'X', kind, timeframe: kind === 'bars' ? '1m' : '', price: 'trade', ...key },
    columns,
    blocks: () =>
      blocks.map(
        (rows): Block => ({
          rows: rows.length,
          columns: Object.fromEntries(columns.map((name, k) => [name, Float64Array.from(rows, (row) => row[k]!)])),
        }),
      ),
  };
}

/** All of a text that comes in pieces. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
