/** Section 11: how sure a fill is. */
import { atBar, stepOne } from './at-bar.ts';
import { standsAtClose } from './close.ts';
import type { Hit } from './hit.ts';
import { closable } from './leaves.ts';
import type { Moment } from './moment.ts';
import type { Bar, Certainty } from './stream.ts';
import { isMarketByNow, isTrailing, needsTrigger, snapLimit, snapTrigger, type Work } from './work.ts';
import { barAt, childrenOf, type World } from './world.ts';

/** Whether the bar would fill the order by the table of section 2, or at step 1 of section 3, as things stand now. */
function wouldFill(world: World, work: Work, bar: Bar): boolean {
  const copy = { ...work };
  if (!isTrailing(work.order.type) || work.triggered) return atBar(world, copy, bar) !== undefined;
  return stepOne(world, copy, bar) !== undefined;
}

/** Those of these orders that the bar by itself would fill. */
export const reachedOrders = (world: World, orders: Work[], bar: Bar): Work[] => orders.filter((work) => wouldFill(world, work, bar));

/** Members of one group, or exits of one parent. */
function excludeEachOther({ order: a }: Work, { order: b }: Work): boolean {
  if (a.group !== undefined && a.group === b.group) return true;
  return a.parent !== undefined && a.parent === b.parent && a.reduceOnly === true && b.reduceOnly === true;
}

const canFill = (world: World, work: Work): boolean =>
  work.status === 'open' && !(work.order.reduceOnly === true && closable(world, work) === 0);

const rivalReached = (world: World, work: Work, moment: Moment): boolean =>
  moment.reached.some((other) => other !== work && canFill(world, other) && excludeEachOther(work, other));

/** The level of a child at its parent's fill; undefined where it has none. */
function levelOf(child: Work, parentPrice: number): number | undefined {
  const { side, type } = child.order;
  const tick = child.instrument.tick;
  if (child.levelPct !== undefined) {
    const level = parentPrice * (1 + child.levelPct);
    return type === 'limit' ? snapLimit(side, level, tick) : snapTrigger(side, type, level, tick);
  }
  if (type === 'limit' || child.triggered) return isMarketByNow(child) ? undefined : child.price;
  return needsTrigger(type) ? child.trigger : undefined;
}

/** Whether the bar traded at the level of an open child. */
function childInRange(world: World, work: Work, bar: Bar, price: number): boolean {
  return childrenOf(world, work)
    .filter((child) => child.status === 'open')
    .map((child) => levelOf(child, price))
    .some((level) => level !== undefined && level >= bar.low && level <= bar.high);
}

/** The certainty of a fill before it is booked; `price` includes its slippage. */
export function certaintyOf(world: World, work: Work, moment: Moment, hit: Hit, price: number): Certainty {
  if (moment.kind === 'tick') return hit.certainty;
  const bar = barAt(world, moment.place);
  if (moment.kind === 'inside' && !standsAtClose(work, moment)) {
    if (hit.certainty === 'ambiguous' || rivalReached(world, work, moment)) return 'ambiguous';
    if (childInRange(world, work, bar, hit.price)) return 'ambiguous';
  }
  const slippedOut = price !== hit.price && (price > bar.high || price < bar.low);
  return slippedOut ? 'assumed' : hit.certainty;
}
