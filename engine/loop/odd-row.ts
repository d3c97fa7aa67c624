import type { Arrival } from '../feed/live-feed.ts';
import type { Oddity } from '../feed/queue.ts';
import type { NoteEntry } from './journal.ts';

/** What is written down of a row or an open that was not taken as it came: words, and its values. */
export function oddRow(
  what: Oddity,
  arrival: Extract<Arrival, { kind: 'open' | 'row' }>,
  id: string,
): { readonly text: string; readonly row: NonNullable<NoteEntry['row']> } {
  const values = arrival.kind === 'row' ? arrival.values : [arrival.openTs, arrival.ts, arrival.open];
  return { text: `${WORDS[what]} of "${id}"`, row: { feed: arrival.feed, values } };
}

const WORDS: Readonly<Record<Oddity, string>> = {
  late: 'a row came after its time was given up',
  missing: 'a bar began and never ended',
  repeated: 'a row came again',
  corrected: 'a row came again with other values, which are not used',
  'out-of-order': 'a row came that is older than the one before it, and is not used',
};
