/** Section 3: the level of a trailing stop and how it moves. */
import { must } from './must.ts';
import { better, plus } from './side.ts';
import { snapLimit, snapStop, type Work } from './work.ts';

/** The level from a reference price. */
export function levelFrom(work: Work, reference: number): number {
  const { side, trail } = work.order;
  const { amount, percent } = must(trail, 'a trail');
  const level = amount !== undefined ? plus(side, reference, amount) : reference * plus(side, 1, must(percent, 'a percentage'));
  return snapStop(side, level, work.instrument.tick);
}

/** The level it has now; undefined before the trail has begun or has a reference. */
export const trailLevel = (work: Work): number | undefined =>
  work.began && work.reference !== undefined ? levelFrom(work, work.reference) : undefined;

/** The activation price; it is not snapped. */
export const activationOf = (work: Work): number => must(work.order.trail?.activation, 'an activation price');

/** A price the market has reached becomes a reference. */
export function follow(work: Work, price: number): void {
  work.reference = work.reference === undefined ? price : better(work.order.side, work.reference, price);
}

/** The trail begins with this price. */
export function begin(work: Work, price: number): void {
  work.began = true;
  work.reference = price;
}

/** A trailing-stop-limit that is reached at `level` is a triggered stop-limit from then on. */
export function turnIntoStopLimit(work: Work, level: number): void {
  const { side, trail } = work.order;
  work.trigger = level;
  work.price = snapLimit(side, plus(side, level, must(trail?.offset, 'an offset')), work.instrument.tick);
  work.triggered = true;
}
