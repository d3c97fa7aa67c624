import { log } from '../../model/pinned-math.ts';

/**
 * What of a level's decrease that no trade explains is taken to have stood ahead of a resting order: nothing but what no
 * longer fits behind what is shown (`risk-averse`), or a part by what stands ahead and behind, as it is or by logarithms.
 */
export type QueueRule = 'none' | 'risk-averse' | 'proportional' | 'log';

/** Where a resting order stands in the queue of its price, as far as the quotes whose time is over tell. */
export interface Place {
  readonly price: number;
  /** Units that stand before it; NaN while that is not known. */
  ahead: number;
  /** Units that the last quote counted showed at its price, NaN if it did not reach there, and the row of that quote. */
  shown: number;
  row: number;
  /** Units that traded at its price since. */
  traded: number;
  /** When it was taken: what trades at that very time may be in the quote already. */
  readonly since: number;
  /** What a book shows of the order; Infinity for all of it. */
  slice: number;
  /** Places are taken in this order. */
  readonly turn: number;
}

/** Counts a quote that shows `size` at a place's price: 0 where nobody stands there, NaN where it does not reach. */
export function recount(place: Place, size: number, row: number, rule: QueueRule): void {
  place.row = row;
  if (Number.isNaN(size)) return;
  if (Number.isNaN(place.ahead)) place.ahead = size;
  else {
    const gone = place.shown - place.traded - size;
    if (gone > 0) place.ahead -= goneAhead(gone, place.ahead, Math.max(place.shown - place.traded - place.ahead, 0), rule);
    place.ahead = Math.max(Math.min(place.ahead, size), 0);
  }
  place.shown = size;
  place.traded = 0;
}

/**
 * The part of a decrease that was ahead: a cancellation was behind with the probability f(behind) / (f(behind) + f(ahead)),
 * f(x) being x or log(1 + x), and the expected value counts. After E. Rigtorp, Estimating Order Queue Position (2013).
 */
function goneAhead(gone: number, ahead: number, behind: number, rule: QueueRule): number {
  if (rule === 'risk-averse' || ahead === 0) return 0;
  const [front, back] = rule === 'log' ? [log(1 + ahead), log(1 + behind)] : [ahead, behind];
  return gone - Math.min(gone * (back / (back + front)), behind);
}
