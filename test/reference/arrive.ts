/** Section 1: an order arrives where quotes and trades are judged, which come without notice. */
import { joinLine } from './in-line.ts';
import { otherSide } from './ladder.ts';
import { atMost } from './side.ts';
import { isLimitByNow, type Work } from './work.ts';
import type { World } from './world.ts';

/** The price at which the newest quote or trade of an order's instrument stands for it. */
function newestPrice(world: World, { order }: Work): number | undefined {
  const quote = world.quotes[order.instrument]?.at(-1);
  if (quote !== undefined) return otherSide(quote, order.side)[0]?.price;
  return world.trades[order.instrument]?.at(-1)?.price;
}

/** A limit order that the newest price does not meet rests from now on. */
export function arriveOnTicks(world: World, work: Work): void {
  work.line = undefined;
  if (world.stream.quotes === undefined || !isLimitByNow(work)) return;
  const price = newestPrice(world, work);
  work.met = price !== undefined && !atMost(work.order.side, price, work.price ?? Number.NaN);
  if (work.met) joinLine(world, work);
}
