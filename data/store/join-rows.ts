import { DataError } from '../../engine/model/errors.ts';
import type { Column } from '../../engine/model/series.ts';
import { isoTime } from '../../engine/model/time.ts';
import type { Database } from '../sqlite.ts';
import { type ChunkTable, pack } from './chunk-table.ts';
import { merge, type OnConflict, type Tally } from './merge.ts';
import type { SeriesRow } from './series-table.ts';
import type { Shape } from './shape.ts';

/** Rows offered to a series, and how contradictions are judged. */
export interface Offer {
  readonly series: SeriesRow;
  /** How messages call the series. */
  readonly name: string;
  readonly onConflict: OnConflict;
  /** The first and last time for which the rows speak, by the column that orders them. */
  readonly from: number;
  readonly to: number;
}

/** Joins rows of one window with those the series has there, and keeps the outcome. Part of a transaction. */
export function joinRows(
  table: ChunkTable,
  { series, name, onConflict, from, to }: Offer,
  slot: number,
  offered: readonly Column[],
): Tally {
  const { id, shape } = series;
  const chunk = table.at(id, slot);
  if (chunk === undefined) {
    table.put(id, table.write(pack(shape, offered)));
    return { added: offered[0]!.length, same: 0, replaced: 0, kept: 0 };
  }
  const stored = table.read(chunk, shape.names.length);
  const { columns, ...tally } = merge({ shape, stored, offered, onConflict, name }, from, to);
  if (tally.added + tally.replaced === 0) return tally;
  refuseOverlapWithin(shape, columns, name);
  table.put(id, table.write(pack(shape, columns)));
  return tally;
}

/** Throws a DataError where bars of a window overlap: those of two sources that cut time differently. */
export function refuseOverlapWithin({ kind }: Shape, columns: readonly Column[], name: string): void {
  if (kind !== 'bars') return;
  const [opens, ends] = [columns[0]!, columns[1]!];
  for (let row = 1; row < opens.length; row++) if (opens[row]! < ends[row - 1]!) throw overlapping(name, opens[row]!, ends[row - 1]!);
}

/** Throws a DataError where bars of a series overlap across windows. */
export function refuseOverlap(db: Database, { id, shape }: SeriesRow, name: string): void {
  if (shape.kind !== 'bars') return;
  const fault = db
    .prepare(
      `SELECT firstOpen, before FROM (SELECT firstOpen, LAG(lastTs) OVER (ORDER BY slot) AS before FROM chunks WHERE series = ?)
      WHERE firstOpen < before LIMIT 1`,
    )
    .get(id) as { firstOpen: number; before: number } | undefined;
  if (fault !== undefined) throw overlapping(name, fault.firstOpen, fault.before);
}

const overlapping = (name: string, open: number, before: number): DataError =>
  new DataError(
    `Expected a bar of "${name}" that begins when the one before it is over, at ${isoTime(before)} or later, but it was "${isoTime(open)}"`,
  );
