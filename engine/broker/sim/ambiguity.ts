import type { LinkedOrders } from './exits.ts';
import { bestOf, priceInside } from './matching.ts';
import { type BarAhead, levelOf } from './print.ts';
import type { Resting } from './resting.ts';
import type { FillRules } from './rules.ts';
import { leads, levelFrom } from './trail.ts';

/** Another outcome that a bar allows: a fill at another price, or an exit on the same bar. */
export interface Other {
  readonly price: number | undefined;
  readonly exit: number | undefined;
  /** The order that may have filled first. */
  readonly rival: Resting | undefined;
}

/**
 * Another outcome that the bar which fills an order inside, at `price` before slippage, allows; undefined if it allows none. A sibling that the bar
 * reaches too may have come first, at its price. A trailing stop may have been moved by the good extreme first. An exit
 * of the order that lies within the bar may have been hit on it, where it was not.
 */
export function otherOutcome(order: Resting, price: number, bar: BarAhead, venue: LinkedOrders, rules: FillRules): Other | undefined {
  const instrument = venue.instruments[order.order.instrument]!;
  for (const rival of rivalsOf(order, venue)) if (rival.insideTs === bar.ts) return { price: rival.inside, exit: undefined, rival };
  if (order.trail !== undefined && rules.path === 'pessimistic' && rules.trailBy === 'extreme' && leads(order, bestOf(order, bar))) {
    const level = levelFrom(order, bestOf(order, bar), instrument);
    if (level !== order.trigger) return { price: level, exit: undefined, rival: undefined };
  }
  for (const child of venue.links.childrenOf(order.id)) {
    if (child.manner === 'market' || child.trail !== undefined || child.traits.auction !== undefined) continue;
    const exit = levelOf(child, price, instrument);
    if (exit >= bar.low && exit <= bar.high) return { price: undefined, exit, rival: undefined };
  }
  return undefined;
}

/**
 * What would take from this order by filling first inside its bar: the members of its group, and the other exits of its
 * parent. What meets another market or an auction, sleeps, or has nothing to close would not.
 */
function rivalsOf(order: Resting, { links, account }: LinkedOrders): readonly Resting[] {
  const { parent, reduceOnly, instrument } = order.order;
  const fellows = parent === 0 || !reduceOnly ? NONE : links.childrenOf(parent).filter((child) => child.order.reduceOnly);
  return [...new Set([...links.siblingsOf(order), ...fellows])].filter((rival) => {
    if (rival === order || rival.dormant || rival.order.instrument !== instrument || rival.traits.auction !== undefined) return false;
    const held = account.qtyOf(rival.order.strategy, instrument);
    return !rival.order.reduceOnly || (rival.buys ? held < 0 : held > 0);
  });
}

const NONE: readonly Resting[] = [];

/** Notes what a bar would do to an order that is linked to others, as it stands before any of them is judged. */
export function noteInside(order: Resting, bar: BarAhead, rules: FillRules): void {
  if (order.order.group === 0 && order.order.parent === 0) return;
  const price = order.arrival > bar.openTs ? Number.NaN : priceInside(order, bar, rules.touch);
  order.inside = price;
  order.insideTs = Number.isNaN(price) ? undefined : bar.ts;
}
