import type { TapeRow } from '../../engine/loop/journal.ts';

/*
 * Rows in columns, all numbers little-endian: how many rows there are, how many of them are of bars that begin, and how many runs (u32 each); of each run how many rows and
 * values a row (u32 each); the feed of every row (u16); then, run by run and column by column, the values (f64, bit for bit). A run
 * is rows in a row that have equally many values: of one kind of feed, mostly all there are.
 */

const HEAD = 12;
const RUN = 8;

/** Rows as they lie in a journal, those of bars that begin before all others; null where there are none. */
export function tapeBytes(others: readonly TapeRow[], opens: readonly TapeRow[] = []): Buffer | null {
  const rows = opens.length === 0 ? others : [...opens, ...others];
  if (rows.length === 0) return null;
  const runs = runsOf(rows);
  const values = runs.reduce((sum, { count, width }) => sum + count * width, 0);
  const bytes = Buffer.allocUnsafe(HEAD + runs.length * RUN + rows.length * 2 + values * 8);
  bytes.writeUInt32LE(rows.length, 0);
  bytes.writeUInt32LE(opens.length, 4);
  bytes.writeUInt32LE(runs.length, 8);
  let at = HEAD;
  for (const { count, width } of runs) {
    bytes.writeUInt32LE(count, at);
    bytes.writeUInt32LE(width, at + 4);
    at += RUN;
  }
  for (const { feed } of rows) at = bytes.writeUInt16LE(feed, at);
  let first = 0;
  for (const { count, width } of runs) {
    for (let column = 0; column < width; column++) {
      for (let row = first; row < first + count; row++) at = bytes.writeDoubleLE(rows[row]!.values[column]!, at);
    }
    first += count;
  }
  return bytes;
}

/** The rows that `tapeBytes` wrote, and those among them of bars that begin. */
export function tapeRows(bytes: Buffer | null): { readonly opens: readonly TapeRow[]; readonly rows: readonly TapeRow[] } {
  if (bytes === null) return { opens: [], rows: [] };
  const rows: { feed: number; values: number[] }[] = [];
  const total = bytes.readUInt32LE(0);
  const opens = bytes.readUInt32LE(4);
  const runs = bytes.readUInt32LE(8);
  let feedAt = HEAD + runs * RUN;
  let at = feedAt + total * 2;
  for (let run = 0; run < runs; run++) {
    const count = bytes.readUInt32LE(HEAD + run * RUN);
    const width = bytes.readUInt32LE(HEAD + run * RUN + 4);
    for (let row = 0; row < count; row++, feedAt += 2) {
      const values: number[] = [];
      for (let column = 0; column < width; column++) values.push(bytes.readDoubleLE(at + (column * count + row) * 8));
      rows.push({ feed: bytes.readUInt16LE(feedAt), values });
    }
    at += count * width * 8;
  }
  return { opens: rows.splice(0, opens), rows };
}

function runsOf(rows: readonly TapeRow[]): { count: number; width: number }[] {
  const runs: { count: number; width: number }[] = [];
  for (const { values } of rows) {
    const last = runs.at(-1);
    if (last?.width === values.length) last.count++;
    else runs.push({ count: 1, width: values.length });
  }
  return runs;
}
