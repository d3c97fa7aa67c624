import { millis } from '../../model/time.ts';
import type { Resting } from './resting.ts';
import type { Venue } from './venue.ts';

/** A stop that was reached is a market order from then on, and a stop-limit a limit order; nothing about it moves any more. */
export function trigger(venue: Venue, order: Resting): void {
  order.manner = order.manner === 'stop' || order.manner === 'market-if-touched' ? 'market' : 'limit';
  order.trail = undefined;
  order.rested = true;
  order.triggeredAt = venue.now;
  venue.emit({ kind: 'triggered', ts: millis(venue.now), id: order.id });
}
