import type { Instrument } from '../../model/instrument.ts';
import { snapLimit, snapStop } from '../../model/price-level.ts';
import { bestOf, type Prices } from './matching.ts';
import type { Resting } from './resting.ts';

/** What a trailing stop follows inside a bar: the good extreme, or only the close. */
export type TrailRule = 'extreme' | 'close';

/** The level at which a trailing stop stands once it has followed the market to `best`, on the tick grid. */
export function levelFrom(order: Resting, best: number, instrument: Instrument): number {
  const { amount, percent = 0 } = order.trail!;
  const level = order.buys
    ? amount === undefined
      ? best * (1 + percent)
      : best + amount
    : amount === undefined
      ? best * (1 - percent)
      : best - amount;
  return snapStop(instrument, order.order.side, level);
}

/** Whether a price moves the level: it is better than all before, and the trail has begun or begins with it. */
export function leads(order: Resting, price: number): boolean {
  const { activation } = order.trail!;
  if (order.best !== undefined) return order.buys ? price < order.best : price > order.best;
  return activation === undefined ? !Number.isNaN(price) : order.buys ? price <= activation : price >= activation;
}

/** Shows a price to a trailing stop: its level follows the best one, never back. */
export function showTrail(order: Resting, price: number, instrument: Instrument): void {
  if (!leads(order, price)) return;
  order.best = price;
  standAt(order, levelFrom(order, price, instrument), instrument);
}

/** Puts a trailing stop at a level, and the limit it may have at its offset from there. */
export function standAt(order: Resting, level: number, instrument: Instrument): void {
  order.trigger = level;
  const { offset } = order.trail!;
  if (offset !== undefined) order.price = snapLimit(instrument, order.order.side, order.buys ? level + offset : level - offset);
}

/** Gives a trail its first reference, unless it waits for its activation. */
export function startTrail(order: Resting, price: number, instrument: Instrument): void {
  if (order.trail !== undefined && order.trail.activation === undefined) showTrail(order, price, instrument);
}

/** Begins a trail at its activation price where the market stands there or beyond; for trails that prices do not move. */
export function activate(order: Resting, price: number, instrument: Instrument): void {
  const { activation } = order.trail!;
  if (activation !== undefined && order.best === undefined && leads(order, price)) showTrail(order, activation, instrument);
}

/** Moves a trailing stop by a bar's close alone; what waits for its activation begins if the bar has reached it. */
export function trailByClose(order: Resting, bar: Prices, instrument: Instrument): void {
  activate(order, bestOf(order, bar), instrument);
  showTrail(order, bar.close, instrument);
}
