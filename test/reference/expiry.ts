/** Orders whose time is over. */
import { end } from './end.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

const timeOf = (work: Work): number | undefined => {
  if (work.order.tif === 'day') return work.dayEnd;
  return work.order.tif === 'gtd' ? work.order.expiresAt : undefined;
};

/** Ends the orders whose time was over before `now`, or (with `includeNow`) is over now: the earliest first. */
export function expire(world: World, includeNow: boolean): void {
  const over = world.orders.flatMap((work) => {
    const time = timeOf(work);
    if (time === undefined || work.status !== 'open') return [];
    return time < world.now || (includeNow && time === world.now) ? [{ work, time }] : [];
  });
  for (const { work } of over.sort((a, b) => a.time - b.time)) {
    if (work.status === 'open') end(world, work, 'expired');
  }
}
