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

/** A limit is marketable when the market stands at its price or better. */
export const marketable = (order: Resting, price: number): boolean => (order.buys ? price <= order.price! : price >= order.price!);

/** A resting limit is behind a queue of unknown length: a mere touch of its price proves no fill. */
export const tradedThrough = (order: Resting, price: number, touch: TouchRule): boolean =>
  touch === 'fill' ? marketable(order, price) : order.buys ? price < order.price! : price > order.price!;

/** Whether anything happens to an order when the market stands at a price: it fills, or its trigger is reached. */
export function meets(order: Resting, market: number, touch: TouchRule): boolean {
  const { type } = order.order;
  if (type === 'limit' || order.triggered) return tradedThrough(order, market, touch);
  return type === 'market' || reached(order, market);
}

/** Whether anything can happen to an order inside a bar. */
export const meetsInside = (order: Resting, bar: Prices, touch: TouchRule): boolean =>
  order.order.type === 'limit' || order.triggered
    ? tradedThrough(order, order.buys ? bar.low : bar.high, touch)
    : reachedInside(order, bar);

/**
 * The price at which an order meets a market that stands at one price (a bar's open, a quote, a trade); NaN if it does not.
 * What gapped through a stop fills at the market, never at the trigger; a gap beyond a limit is in its favour.
 */
export function priceAt(order: Resting, market: number, touch: TouchRule): number {
  switch (order.order.type) {
    case 'market':
      return market;
    case 'stop':
      return reached(order, market) ? market : Number.NaN;
    case 'limit':
      return (order.rested ? tradedThrough(order, market, touch) : marketable(order, market)) ? market : Number.NaN;
    case 'stop-limit':
      if (order.triggered) return tradedThrough(order, market, touch) ? market : Number.NaN;
      return reached(order, market) && marketable(order, market) ? market : Number.NaN;
  }
}

/** Whether the inside of a bar reaches the trigger of a stop. */
export const reachedInside = (order: Resting, bar: Prices): boolean => reached(order, order.buys ? bar.high : bar.low);

/**
 * The price at which an order that rested before the bar opened, and did not fill at its open, meets the inside of the
 * bar; NaN if it does not. A stop-limit whose limit lies on the near side of its trigger needs the price to come back,
 * which only a close beyond the limit proves.
 */
export function priceInside(order: Resting, bar: Prices, touch: TouchRule): number {
  const best = order.buys ? bar.low : bar.high;
  switch (order.order.type) {
    case 'market':
      return Number.NaN;
    case 'stop':
      return reachedInside(order, bar) ? order.trigger! : Number.NaN;
    case 'limit':
      return tradedThrough(order, best, touch) ? order.price! : Number.NaN;
    case 'stop-limit':
      if (order.triggered) return tradedThrough(order, best, touch) ? order.price! : Number.NaN;
      if (!reachedInside(order, bar)) return Number.NaN;
      if (marketable(order, order.trigger!)) return order.trigger!;
      return tradedThrough(order, bar.close, touch) ? order.price! : Number.NaN;
  }
}
