import type { Series } from '../../model/series.ts';
import type { Place } from './place.ts';
import { Resting } from './resting.ts';

/** An order that waits at the simulator, written down; its place in a queue counts rows from the newest. */
export type SavedResting = Omit<Resting, 'traits' | 'buys' | 'done' | 'place'> & { readonly place: Place | undefined };

/** What an order is made with by its request, and may have lost since. */
const LOST = {
  ...{ leavesQty: undefined, whole: undefined, total: undefined, price: undefined, trigger: undefined },
  ...{ offset: undefined, trail: undefined, expiresAt: undefined },
};

/** Writes an order down. */
export function saveResting(order: Resting, market: Series): SavedResting {
  const { traits: _, buys: __, done: ___, place, ...terms } = order;
  return { ...terms, place: moved(place, -market.row) };
}

/** Makes such an order again. */
export function restoreResting(saved: SavedResting, market: Series): Resting {
  const { id, order, sent, arrival, place } = saved;
  return Object.assign(new Resting(id, order, sent, arrival), LOST, saved, { place: moved(place, market.row) });
}

const moved = (place: Place | undefined, rows: number): Place | undefined =>
  place === undefined ? undefined : { ...place, row: place.row + rows };
