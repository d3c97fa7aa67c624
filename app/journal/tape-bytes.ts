import type { TapeRow } from '../../engine/loop/journal.ts';

/*
 * Rows in columns, all numbers little-endian: how many rows there are, how many of them are of bars that begin, and how many runs (u32
 * each); of each run how many rows and values a row (u32 each); the feed of every row (u16); then, run by run, the columns. A run is
 * rows in a row that have equally many values: of one kind of feed, mostly all there are. A column is a byte that says whether all its
 * values are the same, as the times of a slice are, and then that one or all of them (f64, bit for bit).
 */

const HEAD = 12;
const RUN = 8;
const [EACH, SAME] = [0, 1];

interface Run {
  readonly first: number;
  count: number;
  readonly width: number;
}

/** Rows as they lie in a journal, those of bars that begin before all others; null where there are none. */
export function tapeBytes(others: readonly TapeRow[], opens: readonly TapeRow[] = []): Buffer | null {
  const rows = opens.length === 0 ? others : [...opens, ...others];
  if (rows.length === 0) return null;
  const runs = runsOf(rows);
  const most = runs.reduce((sum, { count, width }) => sum + width * (1 + 8 * count), 0);
  const bytes = Buffer.allocUnsafe(HEAD + runs.length * RUN + rows.length * 2 + most);
  let at = bytes.writeUInt32LE(rows.length, 0);
  at = bytes.writeUInt32LE(opens.length, at);
  at = bytes.writeUInt32LE(runs.length, at);
  for (const { count, width } of runs) at = bytes.writeUInt32LE(width, bytes.writeUInt32LE(count, at));
  for (const { feed } of rows) at = bytes.writeUInt16LE(feed, at);
  for (const { first, count, width } of runs) {
    for (let column = 0; column < width; column++) {
      const last = isSame(rows, first, count, column) ? first + 1 : first + count;
      at = bytes.writeUInt8(last < first + count ? SAME : EACH, at);
      for (let row = first; row < last; row++) at = bytes.writeDoubleLE(rows[row]!.values[column]!, at);
    }
  }
  return bytes.subarray(0, at);
}

/** The rows that `tapeBytes` wrote, and those among them of bars that begin. */
export function tapeRows(bytes: Buffer | null): { readonly opens: readonly TapeRow[]; readonly rows: readonly TapeRow[] } {
  if (bytes === null) return { opens: [], rows: [] };
  const [total, opens, runs] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
  const feeds = HEAD + runs * RUN;
  const rows: { readonly feed: number; readonly values: number[] }[] = [];
  for (let row = 0; row < total; row++) rows.push({ feed: bytes.readUInt16LE(feeds + row * 2), values: [] });
  let at = feeds + total * 2;
  let first = 0;
  for (let run = 0; run < runs; run++) {
    const end = first + bytes.readUInt32LE(HEAD + run * RUN);
    const width = bytes.readUInt32LE(HEAD + run * RUN + 4);
    for (let column = 0; column < width; column++) {
      const step = bytes.readUInt8(at) === SAME ? 0 : 8;
      at++;
      for (let row = first; row < end; row++, at += step) rows[row]!.values.push(bytes.readDoubleLE(at));
      at += 8 - step;
    }
    first = end;
  }
  return { opens: rows.splice(0, opens), rows };
}

function isSame(rows: readonly TapeRow[], first: number, count: number, column: number): boolean {
  const value = rows[first]!.values[column];
  for (let row = first + 1; row < first + count; row++) if (!Object.is(rows[row]!.values[column], value)) return false;
  return count > 1;
}

function runsOf(rows: readonly TapeRow[]): readonly Run[] {
  const runs: Run[] = [];
  rows.forEach(({ values }, row) => {
    const last = runs.at(-1);
    if (last?.width === values.length) last.count++;
    else runs.push({ first: row, count: 1, width: values.length });
  });
  return runs;
}
