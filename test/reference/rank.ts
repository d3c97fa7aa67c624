/** Section 7: who comes first. */
import { closable, leaves } from './leaves.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

/** Whether the order closes: it is reduce-only, or its leaves are at most the opposite position. */
export const closes = (world: World, work: Work): boolean => work.order.reduceOnly === true || leaves(work) <= closable(world, work);

function isFavourable(work: Work): boolean {
  const type = work.order.type;
  return type === 'limit' || type === 'limit-if-touched' || type === 'market-if-touched';
}

export interface Key {
  opens: number;
  favourable: number;
  id: number;
}

const keyOf = (work: Work, closing: boolean): Key => ({
  opens: closing ? 0 : 1,
  favourable: isFavourable(work) ? 1 : 0,
  id: work.order.id,
});

const compare = (a: Key, b: Key): number => a.opens - b.opens || a.favourable - b.favourable || a.id - b.id;

/** Whether one rank goes before another. */
export const goesBefore = (a: Key, b: Key): boolean => compare(a, b) < 0;

/** The rank of an order as things stand now. */
export const rankOf = (world: World, work: Work): Key => keyOf(work, closes(world, work));

/** The rank of an order that a venue sends to close a position: the last of those that close and are adverse. */
export const VENUE_RANK: Key = { opens: 0, favourable: 0, id: Number.POSITIVE_INFINITY };

/** The orders in the order of section 7, as things stand now. */
export const ranked = (world: World, orders: Work[]): Work[] =>
  orders
    .map((work) => ({ work, key: keyOf(work, closes(world, work)) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ work }) => work);

/** Ranked orders before and after the one that a venue sends to close a position: it is the last of those that close and are adverse. */
export function aroundVenue(world: World, orders: Work[]): { exits: Work[]; others: Work[] } {
  const isExit = (work: Work): boolean => closes(world, work) && !isFavourable(work);
  return { exits: orders.filter(isExit), others: orders.filter((work) => !isExit(work)) };
}

/** Children in the order of section 7, as things stood when each of them woke. */
export const rankedAsWoken = (orders: Work[]): Work[] =>
  [...orders].sort((a, b) => compare(keyOf(a, a.closedWhenWoken), keyOf(b, b.closedWhenWoken)));
