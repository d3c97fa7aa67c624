import { snapTowardZero } from '../../../model/grid.ts';
import type { Instrument } from '../../../model/instrument.ts';
import { snapLimit, snapStop } from '../../../model/price-level.ts';
import type { Resting } from '../resting.ts';
import { levelFrom, standAt } from '../trail.ts';

/**
 * Puts an order on the terms after a split: `ratio` times the units, at prices so much lower, on the grid by the rules of
 * new orders. It keeps its place. False where less than a step is left of it.
 */
export function splitOrder(order: Resting, ratio: number, instrument: Instrument): boolean {
  order.leavesQty = timesOf(order.leavesQty, ratio, instrument);
  order.whole = timesOf(order.whole, ratio, instrument);
  order.total = timesOf(order.total, ratio, instrument);
  order.cap = timesOf(order.cap, ratio, instrument);
  order.filledQty *= ratio;
  order.feeQty *= ratio;
  order.taken *= ratio;
  order.spare = undefined;
  movePrices(order, (price) => price / ratio, instrument);
  const { trail } = order;
  if (trail !== undefined) {
    order.trail = {
      ...trail,
      amount: divided(trail.amount, ratio),
      offset: divided(trail.offset, ratio),
      activation: divided(trail.activation, ratio),
    };
  }
  followBest(order, instrument);
  // A child of which its parent has released less than a step so far has nothing open yet.
  const left = order.dormant ? order.whole : order.leavesQty;
  return left === undefined || left > 0;
}

/** Takes money per unit off the prices of an order. */
export function lowerOrder(order: Resting, amount: number, instrument: Instrument): void {
  movePrices(order, (price) => price - amount, instrument);
  const { trail } = order;
  if (trail?.activation !== undefined) order.trail = { ...trail, activation: trail.activation - amount };
  followBest(order, instrument);
}

/** A trail stands where its best price has it, and so does the limit that it is to have. */
function followBest(order: Resting, instrument: Instrument): void {
  if (order.trail !== undefined && order.best !== undefined) standAt(order, levelFrom(order, order.best, instrument), instrument);
}

function movePrices(order: Resting, move: (price: number) => number, instrument: Instrument): void {
  const { side } = order.order;
  const touches = order.order.type.endsWith('-if-touched');
  if (order.price !== undefined) order.price = snapLimit(instrument, side, move(order.price));
  if (order.trigger !== undefined) order.trigger = (touches ? snapLimit : snapStop)(instrument, side, move(order.trigger));
  if (order.best !== undefined) order.best = move(order.best);
}

const timesOf = (qty: number | undefined, ratio: number, { steps }: Instrument): number | undefined =>
  qty === undefined ? undefined : snapTowardZero(steps, qty * ratio);

const divided = (value: number | undefined, ratio: number): number | undefined => (value === undefined ? undefined : value / ratio);
