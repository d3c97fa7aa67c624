import type { Column } from '../../engine/model/series.ts';
import { differs } from './conflict.ts';
import type { Merged, Sides } from './merge.ts';
import { isSame, isSameRow, Splice } from './splice.ts';

/** Joins rows that have a key: see `merge`. */
export function mergeKeyed(sides: Sides): Merged {
  const { shape, stored, offered } = sides;
  const old = stored[shape.order]!;
  const times = offered[shape.order]!;
  const splice = new Splice(stored, offered);
  const tally = { added: 0, same: 0, replaced: 0, kept: 0 };
  let a = 0;
  let b = 0;
  while (a < old.length || b < times.length) {
    if (b === times.length || old[a]! < times[b]!) {
      splice.add(0, a, a + 1);
      a++;
    } else if (a === old.length || times[b]! < old[a]!) {
      splice.add(1, b, b + 1);
      b++;
      tally.added++;
    } else {
      // Most series have one row a time, and most that come twice are the same.
      if (isSameRow(stored, a, offered, b) && isAlone(old, a) && isAlone(times, b)) {
        splice.add(0, a++, a);
        b++;
        tally.same++;
        continue;
      }
      const endA = endOfTime(old, a);
      const endB = endOfTime(times, b);
      joinTime(sides, splice, tally, [a, endA, b, endB]);
      a = endA;
      b = endB;
    }
  }
  return { ...tally, columns: splice.columns() };
}

const isAlone = (times: Column, row: number): boolean => times[row + 1] !== times[row];

function endOfTime(times: Column, row: number): number {
  let end = row + 1;
  while (end < times.length && times[end] === times[row]) end++;
  return end;
}

type Counts = { -readonly [name in 'added' | 'same' | 'replaced' | 'kept']: number };

/** Joins the rows of one time: `a` to `endA` of the store, `b` to `endB` of those offered. */
function joinTime(sides: Sides, splice: Splice, tally: Counts, [a, endA, b, endB]: readonly [number, number, number, number]): void {
  const { stored, offered, onConflict } = sides;
  const match = matchesOf(sides, a, endA, b, endB);
  /** Row of the store: the row offered that takes its place. */
  const taken = new Map<number, number>();
  const news: number[] = [];
  for (let row = b; row < endB; row++) {
    const old = match.get(row);
    if (old === undefined) news.push(row);
    else if (isSameRow(stored, old, offered, row)) tally.same++;
    else if (onConflict === 'fail') throw differs(sides, old, row);
    else if (onConflict === 'keep') tally.kept++;
    else {
      tally.replaced++;
      taken.set(old, row);
    }
  }
  tally.added += news.length;
  if (news.length > 0 && isWithin(match, a, endA, b, endB) && taken.size === 0) {
    splice.add(1, b, endB);
    return;
  }
  const rows: (readonly [side: number, row: number])[] = [];
  for (let old = a; old < endA; old++) {
    const row = taken.get(old);
    rows.push(row === undefined ? [0, old] : [1, row]);
  }
  rows.push(...news.map((row) => [1, row] as const));
  // Whichever of two sources of one time came first, their rows stand alike.
  if (news.length > 0) rows.sort((x, y) => orderOf(columnsOf(sides, x), columnsOf(sides, y), x[1], y[1]));
  for (const [side, row] of rows) splice.add(side, row, row + 1);
}

/** Whether all rows of the store are found among those offered, in their order. */
function isWithin(match: ReadonlyMap<number, number>, a: number, endA: number, b: number, endB: number): boolean {
  let next = a;
  for (let row = b; row < endB; row++) if (match.get(row) === next) next++;
  return next === endA;
}

const columnsOf = ({ stored, offered }: Sides, [side]: readonly [number, number]): readonly Column[] => (side === 0 ? stored : offered);

function orderOf(a: readonly Column[], b: readonly Column[], rowA: number, rowB: number): number {
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]![rowA]!, b[k]![rowB]!];
    if (!isSame(x, y)) return Number.isNaN(y) || x < y ? -1 : 1;
  }
  return 0;
}

/** By row offered: the row of the store that is the same, else one of the same key that no other is the same as. */
function matchesOf({ shape, stored, offered }: Sides, a: number, endA: number, b: number, endB: number): ReadonlyMap<number, number> {
  const keyOf = (columns: readonly Column[], row: number): number => (shape.found === 'key' ? columns[1]![row]! : 0);
  const byKey = new Map<number, number[]>();
  for (let old = a; old < endA; old++) {
    const key = keyOf(stored, old);
    const olds = byKey.get(key);
    if (olds === undefined) byKey.set(key, [old]);
    else olds.push(old);
  }
  const matches = new Map<number, number>();
  for (const exact of [true, false]) {
    for (let row = b; row < endB; row++) {
      if (matches.has(row)) continue;
      const olds = byKey.get(keyOf(offered, row));
      const found = olds === undefined ? -1 : olds.findIndex((old) => !exact || isSameRow(stored, old, offered, row));
      if (found >= 0) matches.set(row, olds!.splice(found, 1)[0]!);
    }
  }
  return matches;
}
