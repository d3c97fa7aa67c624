/** How orders end, and what their end does to their children. */
import { leaves } from './leaves.ts';
import type { Work } from './work.ts';
import { childrenOf, type World } from './world.ts';

type Status = 'filled' | 'canceled' | 'rejected' | 'expired';

/** Marks an open order as ended, without a look at its children. */
export function mark(work: Work, status: Status, reason?: string): void {
  if (work.status !== 'open') return;
  work.status = status;
  work.reason = reason;
}

/** Children that sleep when their parent has ended never wake, and those of whose total nothing is left get no more. */
export function closeSleepers(world: World, parent: Work): void {
  for (const child of childrenOf(world, parent)) {
    if (child.asleep || child.total === 0) end(world, child, 'canceled', 'parent-closed');
  }
}

/** Ends an open order; children that never woke end with it. */
export function end(world: World, work: Work, status: Status, reason?: string): void {
  mark(work, status, reason);
  closeSleepers(world, work);
}

export const cancel = (world: World, work: Work, reason?: string): void => end(world, work, 'canceled', reason);

/** Cancels an open, awake order that has nothing left. */
export function cancelIfEmpty(world: World, work: Work, reason: string): void {
  if (work.status === 'open' && !work.asleep && leaves(work) === 0) cancel(world, work, reason);
}
