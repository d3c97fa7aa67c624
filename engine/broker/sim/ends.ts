import type { Resting } from './resting.ts';
import { trigger } from './trigger.ts';
import type { Venue } from './venue.ts';

/** What was to fill at once and did not is over. */
export function endImmediate(venue: Venue, order: Resting): void {
  const { tif } = order.order;
  if (tif === 'ioc') venue.cancel(order, 'ioc-remainder');
  else if (tif === 'fok') venue.cancel(order, 'fok-unfilled');
}

/** An order whose trigger was reached without a fill waits as what it has become, unless it was to fill at once. */
export function triggerUnfilled(venue: Venue, order: Resting): void {
  trigger(venue, order);
  endImmediate(venue, order);
}

/** All that may be traded is traded: what was reached waits for more, unless it was to fill at once. */
export function waitForMore(venue: Venue, order: Resting): void {
  if (order.manner === 'market' || order.manner === 'limit') endImmediate(venue, order);
  else triggerUnfilled(venue, order);
}
