/** Section 13: what a quote shows, and what is left of it for our orders. */
import { snapDown } from './grid.ts';
import type { Level, Quote, Side } from './stream.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

/** The side of a book on which orders of a side stand. */
export const ownSide = (quote: Quote, side: Side): Level[] => (side === 'buy' ? quote.bids : quote.asks);

/** The side from which orders of a side take. */
export const otherSide = (quote: Quote, side: Side): Level[] => (side === 'buy' ? quote.asks : quote.bids);

/** What one side of a book shows at a price: undefined where it says nothing. */
export function shows(levels: Level[], isAsks: boolean, price: number): number | undefined {
  const level = levels.find((one) => one.price === price);
  if (level !== undefined) return level.size;
  const last = levels.at(-1);
  if (last === undefined) return undefined;
  return (isAsks ? price < last.price : price > last.price) ? 0 : undefined;
}

/** `a - b` of sizes, which are decimal numbers. */
export const less = (a: number, b: number): number => Math.round((a - b) * 1e9) / 1e9;

/** Whether sizes count on the quotes of an instrument. */
export const sizesCount = (world: World, instrument: number): boolean =>
  world.options.sizeLimit === 'shown' ||
  (world.stream.quotes?.[instrument] ?? []).some(({ bids, asks }) => bids.length > 1 || asks.length > 1);

const takenAt = (world: World, work: Work, price: number) =>
  world.taken.find((one) => one.instrument === work.order.instrument && one.side === work.order.side && one.price === price);

/** What is left of a level for an order. */
export function left(world: World, work: Work, { price, size }: Level): number {
  if (size === undefined) return 0;
  return Math.max(0, snapDown(less(size, takenAt(world, work, price)?.qty ?? 0), work.instrument.step));
}

/** Takes units off the levels at a price and better, the best first. */
export function takeOff(world: World, work: Work, levels: Level[], price: number, qty: number): void {
  let rest = qty;
  for (const level of levels) {
    if (work.order.side === 'buy' ? level.price > price : level.price < price) continue;
    const part = Math.min(rest, left(world, work, level));
    if (part === 0) continue;
    const known = takenAt(world, work, level.price);
    if (known === undefined) world.taken.push({ instrument: work.order.instrument, side: work.order.side, price: level.price, qty: part });
    else known.qty += part;
    rest = less(rest, part);
  }
}

/** A quote comes: what was taken is never more than it shows, and forgotten where nothing stands. */
export function remind(world: World, instrument: number, quote: Quote): void {
  for (const one of world.taken) {
    if (one.instrument !== instrument) continue;
    const size = shows(otherSide(quote, one.side), one.side === 'buy', one.price);
    if (size !== undefined) one.qty = Math.min(one.qty, size);
  }
  world.taken = world.taken.filter(({ qty }) => qty > 0);
}
