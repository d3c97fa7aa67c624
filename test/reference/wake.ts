/** Section 6: children and the fills of their parents. */
import { arriveOnTicks } from './arrive.ts';
import { cancelIfEmpty } from './end.ts';
import { joinLine } from './in-line.ts';
import { childTotal, leaves } from './leaves.ts';
import type { Moment } from './moment.ts';
import { closes } from './rank.ts';
import { averagePrice, snapLimit, snapTrigger, type Work } from './work.ts';
import { childrenOf, findOrder, type World } from './world.ts';

/** Puts the level of a child that is given as a percentage. */
export function placeLevel(world: World, child: Work): void {
  const parent = findOrder(world, child.order.parent);
  if (parent === undefined || parent.filled === 0 || child.levelPct === undefined) return;
  const { side, type } = child.order;
  const level = averagePrice(parent) * (1 + child.levelPct);
  if (type === 'limit') child.price = snapLimit(side, level, child.instrument.tick);
  else child.trigger = snapTrigger(side, type, level, child.instrument.tick);
}

/** Its rank is taken before the fill that wakes it is added to the position. */
function wake(world: World, child: Work, moment: Moment, price: number): void {
  child.asleep = false;
  child.arrived = moment.ts;
  child.wokenIn = moment;
  child.closedWhenWoken = closes(world, child);
  if (child.began) child.reference = price;
  if (moment.kind === 'tick') arriveOnTicks(world, child);
  cancelIfEmpty(world, child, 'linked-order-filled');
}

/** A fill of the parent at `price` resizes its children and wakes those that slept. */
export function wakeChildren(world: World, parent: Work, moment: Moment, price: number): void {
  for (const child of childrenOf(world, parent)) {
    if (child.status !== 'open') continue;
    const before = { price: child.price, trigger: child.trigger, leaves: leaves(child) };
    placeLevel(world, child);
    child.total = childTotal(world, child);
    child.released = child.total;
    child.cut = 0;
    if (child.total > 0 && !child.asleep) cancelIfEmpty(world, child, 'linked-order-filled');
    if (child.status !== 'open') continue;
    if (child.asleep && child.total > 0) wake(world, child, moment, price);
    else if (!child.asleep && moment.kind === 'open' && (child.price !== before.price || child.trigger !== before.trigger)) {
      child.movedAt = moment;
      child.closedWhenWoken = closes(world, child);
    } else if (child.line !== undefined && (child.price !== before.price || leaves(child) > before.leaves)) joinLine(world, child);
  }
}
