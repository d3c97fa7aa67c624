import type { AccountView } from '../../model/account.ts';
import { remainder } from '../../model/grid.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { CancelReason, OrderRequest } from '../../model/order.ts';
import type { Links } from './links.ts';
import { levelOf } from './print.ts';
import type { Resting } from './resting.ts';
import { startTrail } from './trail.ts';

/** What linked orders ask of the simulator. */
export interface LinkedOrders {
  readonly links: Links;
  readonly account: AccountView;
  readonly instruments: readonly Instrument[];
  cancel(order: Resting, reason: CancelReason): void;
  /** Tells that an order's terms are what they now are: because its parent has filled, or because something else has. */
  changed(order: Resting, kind: 'released' | 'replaced'): void;
  /** The level of a child that is awake has moved with its parent's average. */
  moved(child: Resting): void;
  /** Lets a child that waited for its parent meet the market, from the moment at which it may. */
  wake(child: Resting): void;
}

/** What one member of a group fills, the others lose. */
export function shrinkSiblings(venue: LinkedOrders, order: Resting, qty: number): void {
  for (const sibling of venue.links.siblingsOf(order)) {
    sibling.taken += qty;
    resize(venue, sibling, (sibling.leavesQty ?? 0) + (sibling.spare ?? 0) - qty, 'linked-order-filled');
  }
}

/** Children arrive with their parent's fill and always cover exactly what it has filled. */
export function releaseChildren(venue: LinkedOrders, parent: Resting, fillPrice: number): void {
  for (const child of [...venue.links.childrenOf(parent.id)]) release(venue, parent, child, fillPrice);
}

/** Lets a child cover what its parent has filled so far; a trail of it starts at `price`. */
export function release(venue: LinkedOrders, parent: Resting, child: Resting, price: number): void {
  const { whole, price: before, trigger, leavesQty: had = 0 } = child;
  const share = Math.min(1, whole === undefined ? (child.order.fraction ?? 1) : whole / parent.total!);
  const instrument = venue.instruments[child.order.instrument]!;
  if (child.offset !== undefined) {
    const level = levelOf(child, parent.paid / parent.filledQty, instrument);
    if (child.manner === 'limit') child.price = level;
    else child.trigger = level;
  }
  // After a split what its parent has filled need not be whole steps, nor what is left of it by fees that took some.
  child.cap = remainder(instrument.steps, share * (parent.filledQty - parent.feeQty), 0);
  if (whole === undefined) child.total = child.cap;
  child.leavesQty = remainder(instrument.steps, child.cap, child.filledQty + child.taken);
  child.spare = undefined;
  if (child.price !== before || child.leavesQty > had) child.place = undefined;
  if (child.cap === 0) {
    // Less than a step so far: it waits for more, if more can come.
    if (parent.done) venue.cancel(child, 'parent-closed');
  } else if (child.leavesQty <= 0) venue.cancel(child, 'linked-order-filled');
  else if (child.dormant) {
    startTrail(child, price, instrument);
    venue.wake(child);
  } else {
    venue.changed(child, 'released');
    if (child.price !== before || child.trigger !== trigger) venue.moved(child);
  }
}

/** Children that an order has not released when it ends, or of which it covers nothing any more, have nothing to protect. */
export function orphan(venue: LinkedOrders, parent: Resting): void {
  if (venue.links.attached === 0) return;
  for (const child of [...venue.links.childrenOf(parent.id)])
    if (parent.filledQty === 0 || child.dormant || child.cap === 0) venue.cancel(child, 'parent-closed');
}

/** Exits never cover more than is held: what was closed otherwise takes its exits with it, oldest first. */
export function followPosition(venue: LinkedOrders, { strategy, instrument }: OrderRequest): void {
  const held = venue.account.qtyOf(strategy, instrument);
  let left = Math.abs(held);
  for (const exits of venue.links.protected(strategy, instrument)) {
    const covers = exits[0]!.buys ? held < 0 : held > 0;
    const widest = exits.reduce((most, exit) => Math.max(most, exit.leavesQty!), 0);
    const keep = covers ? Math.min(left, widest) : 0;
    for (const exit of [...exits]) resize(venue, exit, Math.min(exit.leavesQty!, keep), 'position-closed');
    left -= keep;
  }
}

/** Sets what is left of an order; nothing left cancels it. */
function resize(venue: LinkedOrders, order: Resting, leavesQty: number, reason: CancelReason): void {
  if (leavesQty === order.leavesQty || order.dormant) return;
  const whole = remainder(venue.instruments[order.order.instrument]!.steps, leavesQty, 0, order.total ?? leavesQty);
  if (!(whole > 0)) {
    venue.cancel(order, reason);
    return;
  }
  order.leavesQty = whole;
  if (leavesQty !== whole) order.spare = leavesQty - whole;
  venue.changed(order, 'replaced');
}
