import type { Resting } from './resting.ts';

/** Whether a limit order fills when its price is merely touched, or only when it is traded through. */
export type TouchRule = 'through' | 'fill';

/** One bar's prices. */
export interface Prices {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** A stop is reached when the market stands at its trigger or beyond. */
export const reached = (order: Resting, price: number): boolean => (order.buys ? price >= order.trigger! : price <= order.trigger!);

/** An order of the if-touched kinds waits on the other side: it is touched when the market has come to its trigger. */
export const touched = (order: Resting, price: number): boolean => (order.buys ? price <= order.trigger! : price >= order.trigger!);

/** A limit is marketable when the market stands at its price or better. */
export const marketable = (order: Resting, price: number): boolean => (order.buys ? price <= order.price! : price >= order.price!);

/** A resting limit is behind a queue of unknown length: a mere touch of its price proves no fill. */
export const tradedThrough = (order: Resting, price: number, touch: TouchRule): boolean =>
  touch === 'fill' ? marketable(order, price) : order.buys ? price < order.price! : price > order.price!;

/** Whether an order's trigger, if it has one that is not behind it, is reached by a market at a price. */
export function triggers(order: Resting, market: number): boolean {
  const { manner } = order;
  if (manner === 'stop' || manner === 'stop-limit') return reached(order, market);
  return (manner === 'market-if-touched' || manner === 'limit-if-touched') && touched(order, market);
}

/** Whether anything happens to a resting order when the market stands at a price: it fills, or its trigger is reached, or it trails. */
export function meets(order: Resting, market: number, touch: TouchRule): boolean {
  if (order.traits.auction !== undefined) return order.traits.auction === 'open';
  if (order.trail !== undefined || order.manner === 'market') return true;
  return order.manner === 'limit' ? tradedThrough(order, market, touch) : triggers(order, market);
}

/** The best a bar offers an order that waits on the favourable side, and the worst, which reaches its stop. */
export const bestOf = (order: Resting, bar: Prices): number => (order.buys ? bar.low : bar.high);
export const worstOf = (order: Resting, bar: Prices): number => (order.buys ? bar.high : bar.low);

/** Whether the inside of a bar reaches the trigger of an order. */
export const triggersInside = (order: Resting, bar: Prices): boolean =>
  triggers(order, order.manner === 'stop' || order.manner === 'stop-limit' ? worstOf(order, bar) : bestOf(order, bar));

/** Whether anything can happen to an order inside a bar. */
export function meetsInside(order: Resting, bar: Prices, touch: TouchRule): boolean {
  if (order.traits.auction !== undefined) return order.traits.auction === 'close';
  if (order.trail !== undefined) return true;
  return order.manner === 'limit' ? tradedThrough(order, bestOf(order, bar), touch) : triggersInside(order, bar);
}

/** Whether what fills an order inside a bar is its trigger, not its limit: then it takes. */
export const fillsAtTrigger = (order: Resting): boolean =>
  order.manner === 'stop' || order.manner === 'market-if-touched' || (order.manner !== 'limit' && marketable(order, order.trigger!));

/**
 * The price at which an order meets a market that stands at one price (a bar's open, a quote, a trade); NaN if it does not.
 * What gapped through a stop fills at the market, never at the trigger; a gap beyond a limit is in its favour.
 */
export function priceAt(order: Resting, market: number, touch: TouchRule): number {
  switch (order.manner) {
    case 'market':
      return market;
    case 'limit':
      return (order.rested && order.traits.auction === undefined ? tradedThrough(order, market, touch) : marketable(order, market))
        ? market
        : Number.NaN;
    case 'stop':
    case 'market-if-touched':
      return triggers(order, market) ? market : Number.NaN;
    case 'stop-limit':
    case 'limit-if-touched':
      return triggers(order, market) && marketable(order, market) ? market : Number.NaN;
  }
}

/**
 * The price at which an order that was there when the bar opened, and did not fill at its open, meets the inside of the
 * bar; NaN if it does not. A stop-limit whose limit lies on the near side of its trigger needs the price to come back,
 * which only a close beyond the limit proves; an order touched on its way to its limit needs no such proof.
 */
export function priceInside(order: Resting, bar: Prices, touch: TouchRule): number {
  switch (order.manner) {
    case 'market':
      return Number.NaN;
    case 'limit':
      return tradedThrough(order, bestOf(order, bar), touch) ? order.price! : Number.NaN;
    case 'stop':
    case 'market-if-touched':
      return triggersInside(order, bar) ? order.trigger! : Number.NaN;
    case 'stop-limit':
    case 'limit-if-touched':
      if (!triggersInside(order, bar)) return Number.NaN;
      if (marketable(order, order.trigger!)) return order.trigger!;
      return tradedThrough(order, order.manner === 'stop-limit' ? bar.close : bestOf(order, bar), touch) ? order.price! : Number.NaN;
  }
}

/** Whether a bar proves the fill of an order at its limit: it was traded through, strictly, and so was the way back to it. */
export const provenInside = (order: Resting, bar: Prices): boolean =>
  tradedThrough(order, order.manner === 'stop-limit' ? bar.close : bestOf(order, bar), 'through');
