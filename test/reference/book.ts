/** A fill is booked, with everything that follows from it. */
import { dealtOf } from './account/afford.ts';
import { bookDealt } from './account/close-out.ts';
import { use } from './cap.ts';
import { certaintyOf } from './certainty.ts';
import { fee, slippedPrice } from './costs.ts';
import { cancel, cancelIfEmpty, closeSleepers, mark } from './end.ts';
import { shrinkExits } from './exits.ts';
import { snapDown } from './grid.ts';
import type { Hit } from './hit.ts';
import { leaves } from './leaves.ts';
import type { Moment } from './moment.ts';
import { must } from './must.ts';
import { plus } from './side.ts';
import { wakeChildren } from './wake.ts';
import type { Work } from './work.ts';
import { barAt, findOrder, positionOf, snapUnits, type World } from './world.ts';

/** What a fill costs per unit, slippage included. */
export const priceOfFill = (world: World, work: Work, moment: Moment, hit: Hit, qty: number): number =>
  hit.slips ? slippedPrice(world, work, moment, hit.price, qty, hit.bound) : hit.price;

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

/** Whether another purchase of the same has filled in part: less than a step of it is still its own. */
const isFillingBeside = (world: World, work: Work): boolean =>
  world.orders.some(
    (other) =>
      other !== work &&
      other.status === 'open' &&
      other.filled > 0 &&
      other.order.side === 'buy' &&
      other.order.instrument === work.order.instrument &&
      (other.order.strategy ?? 0) === (work.order.strategy ?? 0),
  );

/** Books a fill of `qty`; `restEnds`: why what is left of the order ends with it; `goesOn`: the order has not had all of this moment. */
export function book(world: World, work: Work, moment: Moment, hit: Hit, qty: number, restEnds: string | undefined, goesOn = false): void {
  const { instrument, side, id, strategy = 0 } = work.order;
  const price = priceOfFill(world, work, moment, hit, qty);
  const plain = fee(world, work, price, qty);
  const { fee: cost, taken } =
    world.stream.money === undefined ? { fee: plain, taken: 0 } : dealtOf(world, work, moment, qty, price, plain);
  if (moment.kind !== 'tick') world.dealtAt.set(instrument, { price: hit.price, barTs: barAt(world, moment.place).ts });
  if (world.stream.money !== undefined) bookDealt(world, dealtOf(world, work, moment, qty, price, plain));
  world.fills.push({
    order: id,
    ts: moment.ts,
    side,
    qty,
    price,
    fee: cost,
    slippage: plus(side, 0, price - hit.price),
    liquidity: hit.liquidity,
    certainty: certaintyOf(world, work, moment, hit, price),
  });
  const before = positionOf(world, work.order);
  const signed = plus(side, 0, qty) - taken;
  // Less than a step that was left before can be sold together with what arrives now.
  if (side === 'buy' && work.filled === 0 && before > 0 && !isFillingBeside(world, work))
    work.kept -= before - snapDown(before, work.instrument.step);
  work.filled += qty;
  work.kept += taken;
  work.told += qty;
  work.spent += qty * price;
  if (moment.kind !== 'tick') use(world, moment.place, qty);
  else world.prices[instrument] = world.prices[instrument] ?? price;
  if (leaves(work) === 0) mark(work, 'filled');
  else if (restEnds !== undefined) mark(work, 'canceled', restEnds);
  else if (work.order.tif === 'ioc' && !goesOn) mark(work, 'canceled', 'ioc-remainder');

  takeOffSiblings(world, work, qty);
  wakeChildren(world, work, moment, price);
  must(world.positions[strategy], 'positions')[instrument] = snapUnits(world, before + signed, work.instrument.step);
  if (work.status !== 'open') closeSleepers(world, work);
  closeParent(world, work);
  if (before * signed < 0) shrinkExits(world, instrument, strategy);
}
