/** Section 6: reduce-only children shrink or end when their position is closed otherwise. */
import { cancelIfEmpty } from './end.ts';
import { closable, leaves } from './leaves.ts';
import { must } from './must.ts';
import type { Work } from './work.ts';
import { positionOf, type World, waiting } from './world.ts';

/**
 * After a fill that closed something: the youngest entry keeps its exits, the oldest loses them first.
 * Exits of one parent are on one side; the first of them tells which.
 */
export function shrinkExits(world: World, instrument: number, strategy = 0): void {
  const exits = waiting(world, instrument)
    .filter(({ order }) => order.reduceOnly === true && order.parent !== undefined)
    .filter(({ order }) => (order.strategy ?? 0) === strategy);
  const parents = [...new Set(exits.map((work) => work.order.parent ?? 0))].sort((a, b) => b - a);
  let left = Math.abs(positionOf(world, { strategy, instrument }));
  for (const parent of parents) {
    const own = exits.filter((work) => work.order.parent === parent);
    const areClosing = closable(world, must(own[0], 'an exit')) > 0;
    const keep = areClosing ? Math.min(left, Math.max(...own.map((work) => leaves(work)))) : 0;
    for (const work of own) shrink(world, work, keep);
    left -= keep;
  }
}

function shrink(world: World, work: Work, keep: number): void {
  // Of what is less than a step nothing may fill, and it is cut off all the same.
  const excess = work.total - work.filled - work.taken - work.cut - keep;
  if (excess > 0) work.cut += excess;
  cancelIfEmpty(world, work, 'position-closed');
}
