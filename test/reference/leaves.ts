/** How much an order may still fill. */
import { snapDown } from './grid.ts';
import type { Work } from './work.ts';
import { findOrder, positionOf, type World } from './world.ts';

/** The total quantity of a child: what its parent has filled, times the child's share, which is at most 1. */
export function childTotal(world: World, child: Work): number {
  const parent = findOrder(world, child.order.parent);
  if (parent === undefined) return 0;
  const whole = parent.order.parent === undefined ? (parent.replaced ?? parent.total) : (parent.replaced ?? parent.qty ?? parent.total);
  // A child can close what has arrived.
  const arrived = parent.filled - parent.kept;
  const share = child.qty === undefined || child.qty >= whole ? arrived : (arrived * child.qty) / whole;
  const { step } = child.instrument;
  // What fills add up to is whole steps but for rounding.
  return parent.filled === 0 ? 0 : snapDown(share + step * 1e-9, step);
}

/** The total less what it has filled and what was taken off. */
export function leaves(work: Work): number {
  const left = work.total - work.filled - work.taken - work.cut;
  const { step } = work.instrument;
  // After a split what was filled need not be whole steps.
  return Math.max(0, snapDown(left + step * 1e-9, step));
}

/** What an order could close of the strategy's position, in whole steps: 0 if the position is on its own side. */
export function closable(world: World, work: Work): number {
  const position = positionOf(world, work.order);
  return Math.max(0, snapDown(work.order.side === 'buy' ? -position : position, work.instrument.step));
}
