/** The way of the price inside a bar: straight legs from O over both extremes to C, and places on it. */
import { must } from './must.ts';
import { atLeast, atMost, below } from './side.ts';
import type { Bar, Options, Side } from './stream.ts';

/** Four prices; leg 0 runs from the first to the second. */
export type Way = [number, number, number, number];

/** A place on the way: the price `price` on leg `leg`. */
export interface Spot {
  leg: number;
  price: number;
}

export function wayOf(bar: Bar, path: Exclude<Options['path'], 'pessimistic'>): Way {
  const { open, high, low, close } = bar;
  const lowFirst = path === 'o-l-h-c' || (path === 'nearest-extreme-first' && open - low <= high - open);
  return lowFirst ? [open, low, high, close] : [open, high, low, close];
}

const LAST_LEG = 2;

const priceAt = (way: Way, corner: number): number => must(way[corner], 'a corner of the way');

/** The same place with the end of a leg written as the beginning of the next. */
function normal(way: Way, spot: Spot): Spot {
  let { leg } = spot;
  while (leg < LAST_LEG && spot.price === priceAt(way, leg + 1)) leg++;
  return { leg, price: spot.price };
}

export const beginning = (way: Way): Spot => normal(way, { leg: 0, price: way[0] });

export const ending = (way: Way): Spot => ({ leg: LAST_LEG, price: way[3] });

/** The remaining legs from a place on, each with the price where it begins (or is) and the price where it ends. */
export function legsFrom(way: Way, from: Spot): { leg: number; start: number; end: number }[] {
  const legs: { leg: number; start: number; end: number }[] = [];
  for (let leg = from.leg; leg <= LAST_LEG; leg++) {
    legs.push({ leg, start: leg === from.leg ? from.price : priceAt(way, leg), end: priceAt(way, leg + 1) });
  }
  return legs;
}

/** The first place from `from` on where `holds(price)`; on a leg it begins to hold at `level`. */
function first(way: Way, from: Spot, level: number, holds: (price: number) => boolean): Spot | undefined {
  for (const { leg, start, end } of legsFrom(way, from)) {
    if (holds(start)) return normal(way, { leg, price: start });
    if (holds(end)) return normal(way, { leg, price: level });
  }
  return undefined;
}

/** Where the walk first stands at `level` or higher (for a buy). */
export const firstAtLeast = (way: Way, from: Spot, side: Side, level: number): Spot | undefined =>
  first(way, from, level, (price) => atLeast(side, price, level));

/** Where the walk first stands at `level` or lower (for a buy). */
export const firstAtMost = (way: Way, from: Spot, side: Side, level: number): Spot | undefined =>
  first(way, from, level, (price) => atMost(side, price, level));

/** Where the walk passes `level` to go lower (for a buy). */
export const firstBelow = (way: Way, from: Spot, side: Side, level: number): Spot | undefined =>
  first(way, from, level, (price) => below(side, price, level));

/** Negative if `a` is passed before `b`; both lie on the way and are normal. */
export function compareSpots(way: Way, a: Spot, b: Spot): number {
  if (a.leg !== b.leg) return a.leg - b.leg;
  const start = priceAt(way, a.leg);
  return Math.abs(a.price - start) - Math.abs(b.price - start);
}

/** The prices at which the walk from `from` to `to` turns or stops. */
export function turnsBetween(way: Way, from: Spot, to: Spot): number[] {
  const turns = [from.price];
  for (let leg = from.leg; leg < to.leg; leg++) turns.push(priceAt(way, leg + 1));
  return [...turns, to.price];
}
