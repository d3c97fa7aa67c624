import type { Column } from '../../engine/model/series.ts';
import { isMissing } from './conflict.ts';
import type { Merged, Sides } from './merge.ts';
import { isSameRow, Splice } from './splice.ts';

/** Joins rows without a key: see `merge`. */
export function mergeCovered(sides: Sides, from: number, to: number): Merged {
  const { shape, stored, offered, onConflict } = sides;
  const times = stored[shape.order]!;
  const rows = offered[0]!.length;
  const first = firstAtOrAfter(times, from);
  const end = firstAfter(times, to);
  const old = end - first;
  const splice = new Splice(stored, offered);
  const tally = { added: rows, same: 0, replaced: 0, kept: 0 };
  splice.add(0, 0, first);
  const missing = firstMissing(sides, first, end);
  if (missing === end) {
    splice.add(1, 0, rows);
    Object.assign(tally, { added: rows - old, same: old });
  } else {
    if (onConflict === 'fail') throw isMissing(sides, missing);
    // What is offered before and after the store's rows contradicts nothing.
    const begin = firstAtOrAfter(offered[shape.order]!, times[first]!);
    const stop = firstAfter(offered[shape.order]!, times[end - 1]!);
    splice.add(1, 0, begin);
    splice.add(onConflict === 'replace' ? 1 : 0, onConflict === 'replace' ? begin : first, onConflict === 'replace' ? stop : end);
    splice.add(1, stop, rows);
    Object.assign(tally, { added: rows - (stop - begin), [onConflict === 'replace' ? 'replaced' : 'kept']: stop - begin });
  }
  splice.add(0, end, times.length);
  return { ...tally, columns: splice.columns() };
}

/** The first of the store's rows `first` up to `end` that is not found, in order, among those offered; `end` where all are. */
function firstMissing({ stored, offered }: Sides, first: number, end: number): number {
  const rows = offered[0]!.length;
  let row = 0;
  for (let old = first; old < end; old++, row++) {
    while (row < rows && !isSameRow(stored, old, offered, row)) row++;
    if (row === rows) return old;
  }
  return end;
}

function firstAtOrAfter(times: Column, ts: number): number {
  let row = 0;
  while (row < times.length && times[row]! < ts) row++;
  return row;
}

function firstAfter(times: Column, ts: number): number {
  let row = times.length;
  while (row > 0 && times[row - 1]! > ts) row--;
  return row;
}
