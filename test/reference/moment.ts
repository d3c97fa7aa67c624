/** A moment of a bar: its open, its inside, or (fillOn 'on-close') its very close; or a quote or a trade. */
import type { Place } from './place.ts';
import type { Work } from './work.ts';

export interface Moment {
  kind: 'open' | 'inside' | 'close' | 'tick';
  place: Place;
  /** The time its fills are booked at. */
  ts: number;
  /** The open time of its bar. */
  openTs: number;
  /** Orders that this inside by itself would fill. */
  reached: Work[];
}

/** That of these moments which is of the order's instrument. */
export const momentOf = (work: Work, moments: Moment[]): Moment | undefined =>
  moments.find(({ place }) => place.instrument === work.order.instrument);
