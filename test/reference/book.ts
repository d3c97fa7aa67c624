/** A fill is booked, with everything that follows from it. */
import { use } from './cap.ts';
import { certaintyOf } from './certainty.ts';
import { fee, slippedPrice } from './costs.ts';
import { cancel, cancelIfEmpty, closeSleepers, mark } from './end.ts';
import { shrinkExits } from './exits.ts';
import { snapNear } from './grid.ts';
import type { Hit } from './hit.ts';
import { leaves } from './leaves.ts';
import type { Moment } from './moment.ts';
import { plus } from './side.ts';
import { wakeChildren } from './wake.ts';
import type { Work } from './work.ts';
import { findOrder, positionOf, type World } from './world.ts';

function takeOffSiblings(world: World, work: Work, qty: number): void {
  if (work.order.group === undefined) return;
  for (const other of world.orders) {
    if (other === work || other.order.group !== work.order.group || other.status !== 'open') continue;
    other.taken += qty;
    cancelIfEmpty(world, other, 'linked-order-filled');
  }
}

function closeParent(world: World, work: Work): void {
  const parent = findOrder(world, work.order.parent);
  if (work.order.reduceOnly === true && parent !== undefined) cancel(world, parent, 'exit-filled');
}

/** Books a fill of `qty`; `closesAll`: it is reduce-only and closes all there is to close. */
export function book(world: World, work: Work, moment: Moment, hit: Hit, qty: number, closesAll: boolean): void {
  const { instrument, side, id } = work.order;
  const price = hit.slips ? slippedPrice(world, work, moment.place, hit.price, qty, hit.bound) : hit.price;
  world.fills.push({
    order: id,
    ts: moment.ts,
    side,
    qty,
    price,
    fee: fee(world, work, price, qty),
    slippage: plus(side, 0, price - hit.price),
    liquidity: hit.liquidity,
    certainty: certaintyOf(world, work, moment, hit, price),
  });
  const before = positionOf(world, instrument);
  const signed = plus(side, 0, qty);
  work.filled += qty;
  work.spent += qty * price;
  use(world, moment.place, qty);
  if (leaves(work) === 0) mark(work, 'filled');
  else if (closesAll) mark(work, 'canceled', 'no-position');
  else if (work.order.tif === 'ioc') mark(work, 'canceled', 'ioc-remainder');

  takeOffSiblings(world, work, qty);
  wakeChildren(world, work, moment, price);
  world.positions[instrument] = snapNear(before + signed, work.instrument.step);
  if (work.status !== 'open') closeSleepers(world, work);
  closeParent(world, work);
  if (before * signed < 0) shrinkExits(world, instrument);
}
