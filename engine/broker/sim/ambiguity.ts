import type { Instrument } from '../../model/instrument.ts';
import type { Links } from './links.ts';
import { priceInside, type TouchRule } from './matching.ts';
import { type BarAhead, levelOf } from './print.ts';
import type { Resting } from './resting.ts';

/**
 * Another outcome that the bar which fills an order inside allows; undefined if it allows none. A sibling that the bar
 * reaches too may have come first, at its price. An exit of the order that lies within the bar may have been hit on it;
 * it is not filled there, and no price is known for that.
 */
export function otherOutcome(
  order: Resting,
  bar: BarAhead,
  links: Links,
  touch: TouchRule,
  instrument: Instrument,
): { readonly price: number | undefined } | undefined {
  for (const sibling of links.siblingsOf(order)) {
    const price = sibling.dormant || sibling.arrival > bar.openTs ? Number.NaN : priceInside(sibling, bar, touch);
    if (!Number.isNaN(price)) return { price };
  }
  for (const child of links.childrenOf(order.id)) {
    if (child.order.type === 'market') continue;
    const level = levelOf(child, (order.price ?? order.trigger)!, instrument);
    if (level >= bar.low && level <= bar.high) return { price: undefined };
  }
  return undefined;
}
