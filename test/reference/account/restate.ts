/** Resting orders after a split or a dividend. */
import { cancel, cancelIfEmpty } from '../end.ts';
import { snapDown } from '../grid.ts';
import { leaves } from '../leaves.ts';
import { snapLimit, snapTrigger, type Work } from '../work.ts';
import type { World } from '../world.ts';

/** Puts an order's prices anew, on the grid; `price` changes prices, `distance` what is measured from them. */
function reprice(work: Work, price: (x: number) => number, distance: (x: number) => number): void {
  const { side, type, trail } = work.order;
  const { tick } = work.instrument;
  if (work.price !== undefined) work.price = snapLimit(side, price(work.price), tick);
  if (work.trigger !== undefined) work.trigger = snapTrigger(side, type, price(work.trigger), tick);
  if (work.reference !== undefined) work.reference = price(work.reference);
  if (trail === undefined) return;
  const { amount, activation, offset } = trail;
  work.order = {
    ...work.order,
    trail: {
      ...trail,
      ...(amount !== undefined && { amount: distance(amount) }),
      ...(activation !== undefined && { activation: price(activation) }),
      ...(offset !== undefined && { offset: distance(offset) }),
    },
  };
}

const openOf = (world: World, instrument: number): Work[] =>
  world.orders.filter((work) => work.status === 'open' && work.order.instrument === instrument);

/** Units become `ratio` times as many, in whole steps of what an order has left; prices and distances that much less. */
export function splitOrders(world: World, instrument: number, ratio: number): void {
  for (const work of world.orders) {
    if (work.order.instrument !== instrument) continue;
    const left = snapDown(leaves(work) * ratio, work.instrument.step);
    const times = (x: number | undefined): number | undefined => (x === undefined ? undefined : snapDown(x * ratio, work.instrument.step));
    work.replaced = times(work.replaced ?? (work.order.parent === undefined ? work.total : undefined));
    work.qty = times(work.qty);
    work.released *= ratio;
    work.taken *= ratio;
    work.cut *= ratio;
    work.filled *= ratio;
    work.kept *= ratio;
    if (work.status === 'open') work.told *= ratio;
    work.total = work.filled + work.taken + work.cut + left;
  }
  for (const work of openOf(world, instrument)) {
    reprice(
      work,
      (x) => x / ratio,
      (x) => x / ratio,
    );
    if (work.asleep && work.qty === 0) cancel(world, work, 'zero-quantity');
    cancelIfEmpty(world, work, 'zero-quantity');
  }
}

/** A dividend takes itself off the prices of orders that wait. */
export function lowerOrders(world: World, instrument: number, amount: number): void {
  for (const work of openOf(world, instrument)) {
    reprice(
      work,
      (x) => x - amount,
      (x) => x,
    );
  }
}
