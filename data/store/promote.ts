import type { Column } from '../../engine/model/series.ts';
import type { ChunkTable, Part } from './chunk-table.ts';
import { joinRows, type Offer, refuseOverlapWithin } from './join-rows.ts';
import { merge, type Tally } from './merge.ts';
import { joined } from './staged-parts.ts';

/**
 * Joins the parts of an import with the chunks of its series. Part of a transaction. A window of which there is one part and
 * no chunk costs no copy. Tells what became of the rows, and which blobs are chunks now.
 */
export function promote(
  table: ChunkTable,
  offer: Omit<Offer, 'from' | 'to'>,
  parts: readonly Part[],
): { tally: Tally; taken: ReadonlySet<number> } {
  const { id } = offer.series;
  const tally = { added: 0, same: 0, replaced: 0, kept: 0 };
  const taken = new Set<number>();
  const from = parts.reduce((least, { firstOpen }) => Math.min(least, firstOpen), Number.POSITIVE_INFINITY);
  const to = parts.reduce((most, { lastOpen }) => Math.max(most, lastOpen), Number.NEGATIVE_INFINITY);
  for (const [slot, ofWindow] of byWindow(parts)) {
    const [only] = ofWindow;
    const chunk = table.at(id, slot);
    if (ofWindow.length === 1 && chunk === undefined) {
      table.put(id, only!);
      taken.add(only!.blob);
      tally.added += only!.rows;
    } else if (ofWindow.length === 1 && chunk!.hash.equals(only!.hash)) tally.same += only!.rows;
    else {
      const { columns, ...among } = joinParts(table, offer, ofWindow);
      const { added, same, replaced, kept } = joinRows(table, { ...offer, from, to }, slot, columns);
      tally.added += added;
      tally.same += same + among.same;
      tally.replaced += replaced + among.replaced;
      tally.kept += kept + among.kept;
    }
  }
  return { tally, taken };
}

function byWindow(parts: readonly Part[]): ReadonlyMap<number, Part[]> {
  const windows = new Map<number, Part[]>();
  for (const part of parts) {
    const ofWindow = windows.get(part.slot);
    if (ofWindow === undefined) windows.set(part.slot, [part]);
    else ofWindow.push(part);
  }
  return windows;
}

/** Which of two parts of one time alone is first: the one that came later, where blocks come newest first. */
function inTurn(a: Part, b: Part): number {
  const { direction } = a.part < b.part ? b : a;
  return direction < 0 ? b.part - a.part : a.part - b.part;
}

/** The rows of the parts of one window: one after the other, or, where they overlap, joined like rows of the store. */
function joinParts(table: ChunkTable, { series: { shape }, name, onConflict }: Omit<Offer, 'from' | 'to'>, parts: readonly Part[]) {
  const sorted = [...parts].sort((a, b) => a.firstOpen - b.firstOpen || a.lastOpen - b.lastOpen || inTurn(a, b));
  const read = sorted.map((part) => table.read(part, shape.names.length));
  const tally = { same: 0, replaced: 0, kept: 0 };
  const overlap = sorted.findIndex(({ firstOpen }, k) => {
    const before = sorted[k - 1]?.lastOpen ?? Number.NEGATIVE_INFINITY;
    return shape.found === 'time' ? firstOpen <= before : firstOpen < before;
  });
  if (overlap < 0) {
    const columns = joined(read);
    refuseOverlapWithin(shape, columns, name);
    return { columns, ...tally };
  }
  // In the order in which they came: the conflict policy knows old and new.
  const [first, ...later] = [...parts].sort((a, b) => a.part - b.part);
  let columns: readonly Column[] = read[sorted.indexOf(first!)]!;
  for (const part of later) {
    const sides = { shape, stored: columns, offered: read[sorted.indexOf(part)]!, onConflict, name };
    const { columns: both, added: _, ...counts } = merge(sides, part.firstOpen, part.lastOpen);
    columns = both;
    tally.same += counts.same;
    tally.replaced += counts.replaced;
    tally.kept += counts.kept;
  }
  refuseOverlapWithin(shape, columns, name);
  return { columns, ...tally };
}
